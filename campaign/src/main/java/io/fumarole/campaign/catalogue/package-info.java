/// Firmware packages: what can be put on a device.
@NullMarked
package io.fumarole.campaign.catalogue;

import org.jspecify.annotations.NullMarked;
