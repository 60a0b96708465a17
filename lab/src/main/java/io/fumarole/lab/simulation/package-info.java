/// The real server and real agents in one thread of virtual time, with faults drawn from a seed.
@NullMarked
package io.fumarole.lab.simulation;

import org.jspecify.annotations.NullMarked;
