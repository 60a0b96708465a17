/// Notifications by a push gateway. Spec: PAP, notification 3.2.
@NullMarked
package io.fumarole.server.notify.pap;

import org.jspecify.annotations.NullMarked;
