@NullMarked
package io.fumarole.server;

import org.jspecify.annotations.NullMarked;
