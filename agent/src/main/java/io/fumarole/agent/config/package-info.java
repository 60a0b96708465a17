/// The agent's settings.
@NullMarked
package io.fumarole.agent.config;

import org.jspecify.annotations.NullMarked;
