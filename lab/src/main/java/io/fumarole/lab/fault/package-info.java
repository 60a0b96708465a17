/// What goes wrong on purpose with the devices of a fleet, and what must hold all the same.
@NullMarked
package io.fumarole.lab.fault;

import org.jspecify.annotations.NullMarked;
