/// What the server counts of itself, around parts that count nothing.
@NullMarked
package io.fumarole.server.metrics;

import org.jspecify.annotations.NullMarked;
