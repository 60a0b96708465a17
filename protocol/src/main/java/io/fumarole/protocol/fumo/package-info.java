/// The Firmware Update Management Object: its words, the device's state machine, the server's
/// dialogue.
@NullMarked
package io.fumarole.protocol.fumo;

import org.jspecify.annotations.NullMarked;
