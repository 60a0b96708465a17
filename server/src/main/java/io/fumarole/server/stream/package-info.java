/// What happens, told to those who watch, as it happens.
@NullMarked
package io.fumarole.server.stream;

import org.jspecify.annotations.NullMarked;
