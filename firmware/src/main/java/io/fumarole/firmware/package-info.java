@NullMarked
package io.fumarole.firmware;

import org.jspecify.annotations.NullMarked;
