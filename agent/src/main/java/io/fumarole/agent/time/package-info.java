/// Clock and waiting, handed in to everything that needs them.
@NullMarked
package io.fumarole.agent.time;

import org.jspecify.annotations.NullMarked;
