/// JMH benchmarks of the codec and of one step of a session.
@NullMarked
package io.fumarole.benchmarks.jmh;

import org.jspecify.annotations.NullMarked;
