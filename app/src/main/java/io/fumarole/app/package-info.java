@NullMarked
package io.fumarole.app;

import org.jspecify.annotations.NullMarked;
