package io.fumarole.campaign.memory;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.campaign.paging.Before;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A trace in memory.
public final class MemoryTrace implements TraceStore {
  private final List<Entry> entries = new ArrayList<>();

  @Override
  public synchronized void append(List<Entry> more) {
    entries.addAll(more);
  }

  @Override
  public synchronized List<Summary> sessions(Optional<DeviceId> device, Before before, int limit) {
    Map<String, Summary> sessions = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (device.filter(d -> !d.equals(entry.device())).isPresent()) continue;
      Summary was = sessions.get(entry.session());
      sessions.put(
          entry.session(),
          new Summary(
              entry.session(),
              entry.sessionId(),
              entry.device(),
              was == null ? entry.at() : was.started(),
              entry.at(),
              was == null ? 1 : was.messages() + 1));
    }
    return before
        .page(sessions.values().stream(), it -> new Before(it.last(), it.session()), limit)
        .toList();
  }

  @Override
  public synchronized List<Entry> messages(String session) {
    return entries.stream().filter(entry -> entry.session().equals(session)).toList();
  }

  public synchronized List<Entry> entries() {
    return List.copyOf(entries);
  }
}
