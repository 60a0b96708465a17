/// Notifications on their way to devices, and what became of them.
@NullMarked
package io.fumarole.campaign.notification;

import org.jspecify.annotations.NullMarked;
