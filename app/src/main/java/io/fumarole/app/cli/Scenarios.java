package io.fumarole.app.cli;

import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.export.Recorded;
import io.fumarole.scenario.export.SessionExport;
import io.fumarole.server.rest.SessionScript;
import java.util.List;

/// Sessions as scenarios, for a server that this program starts.
public final class Scenarios implements SessionScript {
  @Override
  public String write(String title, List<TraceStore.Entry> messages, Side side) {
    return SessionExport.write(
        title, messages.stream().map(Scenarios::recorded).toList(), played(side));
  }

  private static Scenario.Side played(Side side) {
    return switch (side) {
      case CLIENT -> Scenario.Side.CLIENT;
      case SERVER -> Scenario.Side.SERVER;
    };
  }

  private static Recorded recorded(TraceStore.Entry entry) {
    return new Recorded(entry.fromDevice(), entry.contentType(), entry.octets(), entry.length());
  }
}
