/// A disk in memory that loses its power as real ones do.
@NullMarked
package io.fumarole.lab.disk;

import org.jspecify.annotations.NullMarked;
