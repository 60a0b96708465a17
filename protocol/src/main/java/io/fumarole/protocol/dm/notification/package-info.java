/// Package 0, the notification that asks a device to open a session, and what carries it: the WAP
/// push PDU and the SMS. Start at [Notification]; to read what arrived, at [Envelope]. Spec: NOTI.
@NullMarked
package io.fumarole.protocol.dm.notification;

import org.jspecify.annotations.NullMarked;
