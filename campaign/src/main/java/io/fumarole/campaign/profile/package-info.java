/// Model profiles as data files: reading them and finding the one of a device.
@NullMarked
package io.fumarole.campaign.profile;

import org.jspecify.annotations.NullMarked;
