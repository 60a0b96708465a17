/// One DM message from octets to octets, and what must be stored for it. Start at [Exchange].
@NullMarked
package io.fumarole.campaign.exchange;

import org.jspecify.annotations.NullMarked;
