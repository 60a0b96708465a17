/// What is measured, beside what is aimed at: figures, rows and how they are shown.
@NullMarked
package io.fumarole.benchmarks.table;

import org.jspecify.annotations.NullMarked;
