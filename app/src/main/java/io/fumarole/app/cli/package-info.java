/// The commands, one class each. To add one: write the class, name it in [Fumarole].
@NullMarked
package io.fumarole.app.cli;

import org.jspecify.annotations.NullMarked;
