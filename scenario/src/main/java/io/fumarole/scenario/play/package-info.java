/// Plays one side of a scenario and judges the other. Pure: octets in, octets out; see
/// [io.fumarole.scenario.play.Player].
@NullMarked
package io.fumarole.scenario.play;

import org.jspecify.annotations.NullMarked;
