/// The soak: hours of updates, and whether memory, handles and threads stay as they are.
@NullMarked
package io.fumarole.benchmarks.soak;

import org.jspecify.annotations.NullMarked;
