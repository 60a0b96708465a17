/// Notifications as SMS, by a message centre that speaks SMPP 3.4. Spec: notification 3.1.
@NullMarked
package io.fumarole.server.notify.smpp;

import org.jspecify.annotations.NullMarked;
