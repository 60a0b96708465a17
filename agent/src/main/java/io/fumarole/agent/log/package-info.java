/// What the agent tells its maker, one line of JSON per event.
@NullMarked
package io.fumarole.agent.log;

import org.jspecify.annotations.NullMarked;
