/// The `fumarole` command: puts the parts together. Start at [Main].
@NullMarked
package io.fumarole.app;

import org.jspecify.annotations.NullMarked;
