/// Devices and the profiles of their models.
@NullMarked
package io.fumarole.campaign.device;

import org.jspecify.annotations.NullMarked;
