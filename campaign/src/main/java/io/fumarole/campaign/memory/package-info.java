/// The stores in memory, with the promises of the real ones: for simulation, and for tests.
@NullMarked
package io.fumarole.campaign.memory;

import org.jspecify.annotations.NullMarked;
