/// Turns a recorded session into a scenario that plays it again.
@NullMarked
package io.fumarole.scenario.export;

import org.jspecify.annotations.NullMarked;
