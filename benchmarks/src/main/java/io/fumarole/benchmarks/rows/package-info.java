/// The rows of the table, each with how it is measured.
@NullMarked
package io.fumarole.benchmarks.rows;

import org.jspecify.annotations.NullMarked;
