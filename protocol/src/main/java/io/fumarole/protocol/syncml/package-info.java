/// The SyncML 1.2 message model as DM uses it, and its two codings (XML and WBXML). Start at
/// [Message].
@NullMarked
package io.fumarole.protocol.syncml;

import org.jspecify.annotations.NullMarked;
