@NullMarked
package io.fumarole.campaign;

import org.jspecify.annotations.NullMarked;
