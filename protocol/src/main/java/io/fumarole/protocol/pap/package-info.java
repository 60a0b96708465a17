/// The Push Access Protocol: a push handed to a gateway, the gateway's answer, and what it reports
/// later. Spec: PAP, notification 3.2.
@NullMarked
package io.fumarole.protocol.pap;

import org.jspecify.annotations.NullMarked;
