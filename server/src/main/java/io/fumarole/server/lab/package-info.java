/// What the server offers of the lab, without knowing it: whoever starts the server brings the
/// rooms along.
@NullMarked
package io.fumarole.server.lab;

import org.jspecify.annotations.NullMarked;
