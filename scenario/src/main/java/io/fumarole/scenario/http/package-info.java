/// Carries a player's messages over HTTP, as a client or as a server.
@NullMarked
package io.fumarole.scenario.http;

import org.jspecify.annotations.NullMarked;
