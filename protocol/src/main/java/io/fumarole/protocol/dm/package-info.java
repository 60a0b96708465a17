/// Device management without a session: node addresses, ACLs, the standard objects, credentials,
/// notifications.
@NullMarked
package io.fumarole.protocol.dm;

import org.jspecify.annotations.NullMarked;
