/// OMA Download: the descriptor and the status report. Spec: DLOTA 1.0.
@NullMarked
package io.fumarole.protocol.dlota;

import org.jspecify.annotations.NullMarked;
