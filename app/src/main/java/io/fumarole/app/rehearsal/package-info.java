/// Rehearsals over what a server knows: for the server itself, and for the command that asks it.
@NullMarked
package io.fumarole.app.rehearsal;

import org.jspecify.annotations.NullMarked;
