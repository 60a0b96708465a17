/// This program in processes of its own.
@NullMarked
package io.fumarole.app.process;

import org.jspecify.annotations.NullMarked;
