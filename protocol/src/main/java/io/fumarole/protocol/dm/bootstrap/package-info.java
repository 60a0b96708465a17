/// Bootstrap: how a device gets its first account, by OMA CP or by a DM message outside a session.
/// Spec: notification 4 to 6.
@NullMarked
package io.fumarole.protocol.dm.bootstrap;

import org.jspecify.annotations.NullMarked;
