/// Both ends of a DM session, pure: [ServerSession] and [ClientSession]. Neither knows FUMO.
@NullMarked
package io.fumarole.protocol.dm.session;

import org.jspecify.annotations.NullMarked;
