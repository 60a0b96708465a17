/// Messages in words, for people: what `server --open`, `session show` and `decode` print. Start at
/// [Explainer] for one message and at [SequenceDiagram] for a session.
@NullMarked
package io.fumarole.protocol.explain;

import org.jspecify.annotations.NullMarked;
