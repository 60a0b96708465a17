package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/// Keeps the trace's name of a session across a challenge, which stores nothing. Forgetting one
/// only splits a session in the trace.
final class RecentKeys {
  private static final int MOST = 10_000;

  private final Map<String, String> keys =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, String> eldest) {
          return size() > MOST;
        }
      };

  synchronized String of(DeviceId device, SyncHdr header, Supplier<String> fresh) {
    String session = device.value() + " " + header.sessionId();
    if (header.msgId().number().orElse(1) == 1) keys.remove(session);
    return keys.computeIfAbsent(session, _ -> fresh.get());
  }
}
