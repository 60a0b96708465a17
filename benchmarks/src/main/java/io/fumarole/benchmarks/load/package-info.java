/// Processes under measurement, and the devices that load them.
@NullMarked
package io.fumarole.benchmarks.load;

import org.jspecify.annotations.NullMarked;
