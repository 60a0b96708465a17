package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.plan.Rule;
import java.time.Instant;

/// When the windows of one time zone open. They are asked for in each session, and change twice a
/// day.
final class Openings {
  private final Rule rule;
  private Instant openAt = Instant.MIN;
  private Instant closedFrom = Instant.MAX;
  private Instant opens = Instant.MIN;

  Openings(Rule rule) {
    this.rule = rule;
  }

  /// As [Rule#opens].
  Instant next(Instant now) {
    if (now.equals(openAt)) return now;
    if (!now.isBefore(closedFrom) && now.isBefore(opens)) return opens;
    Instant next = rule.opens(now);
    if (next.isAfter(now)) {
      closedFrom = now;
      opens = next;
    } else {
      openAt = now;
    }
    return next;
  }
}
