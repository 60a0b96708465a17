/// The fleet as its operators see it: what can be said of a device, labels, filters and groups.
@NullMarked
package io.fumarole.campaign.inventory;

import org.jspecify.annotations.NullMarked;
