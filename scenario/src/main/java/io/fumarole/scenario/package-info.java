/// Conversations as data: a scenario is a text file that says what one side sends and what it
/// expects to hear. Start at [ScenarioParser]; `docs/scenarios.md` describes the format.
@NullMarked
package io.fumarole.scenario;

import org.jspecify.annotations.NullMarked;
