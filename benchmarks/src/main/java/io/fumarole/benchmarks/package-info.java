/// Measurements of the house: JMH, whole systems, and the soak. Start at [Main].
@NullMarked
package io.fumarole.benchmarks;

import org.jspecify.annotations.NullMarked;
