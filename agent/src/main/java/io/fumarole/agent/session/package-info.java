/// How the agent reaches its server: messages over HTTP, notifications over UDP.
@NullMarked
package io.fumarole.agent.session;

import org.jspecify.annotations.NullMarked;
