/// One device's update: its life, its attempts, and the decisions about it. Pure.
@NullMarked
package io.fumarole.campaign.deployment;

import org.jspecify.annotations.NullMarked;
