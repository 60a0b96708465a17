/// What will happen if a campaign is started: its own decisions in virtual time, over as many
/// devices as there are, without messages or a database.
@NullMarked
package io.fumarole.lab.rehearsal;

import org.jspecify.annotations.NullMarked;
