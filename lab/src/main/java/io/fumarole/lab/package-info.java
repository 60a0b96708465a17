/// Rehearsals: server and devices in virtual time, with faults.
@NullMarked
package io.fumarole.lab;

import org.jspecify.annotations.NullMarked;
