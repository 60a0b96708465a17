/// What operators ask of single nodes in the trees of their devices.
@NullMarked
package io.fumarole.campaign.node;

import org.jspecify.annotations.NullMarked;
