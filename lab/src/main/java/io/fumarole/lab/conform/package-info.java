/// The conformance kit: cases as data, played to a device or a server by the scenario engine, each
/// with a verdict and the messages as evidence. `docs/conformance.md` describes it. Start at [Kit].
@NullMarked
package io.fumarole.lab.conform;

import org.jspecify.annotations.NullMarked;
