/// Programs that are told by HTTP what happens, and what is on its way to them.
@NullMarked
package io.fumarole.campaign.webhook;

import org.jspecify.annotations.NullMarked;
