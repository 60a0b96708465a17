/// The crash run: a server that is killed again and again while devices talk to it, and the proof
/// that nothing it acknowledged is lost.
@NullMarked
package io.fumarole.app.crash;

import org.jspecify.annotations.NullMarked;
