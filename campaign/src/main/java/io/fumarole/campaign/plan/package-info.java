/// Campaigns: a release on many devices, in phases, with thresholds, windows and budgets. Start at
/// [Campaign], then [Conductor], which decides. Nothing here knows how many devices there are
/// beyond what [Tally] counts.
@NullMarked
package io.fumarole.campaign.plan;

import org.jspecify.annotations.NullMarked;
