/// The DM endpoint, and what the exchange needs from the shell: nonces, the throttle, a live trace.
@NullMarked
package io.fumarole.server.dm;

import org.jspecify.annotations.NullMarked;
