package io.fumarole.app.cli;

import io.fumarole.app.rehearsal.CampaignRehearsals;
import io.fumarole.server.Brought;

/// What this program brings along for the servers that it starts.
public final class Lab {
  private Lab() {}

  public static Brought brought() {
    return Brought.NOTHING
        .withScript(new Scenarios())
        .withRehearsals(new CampaignRehearsals())
        .withConformance(new ConformanceKit());
  }
}
