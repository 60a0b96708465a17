package io.fumarole.app.cli;

import io.fumarole.campaign.exchange.TraceStore;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;

/// Prints messages as they come and go, linked to what was said before in the same session.
final class LivePrinter {
  private static final int MOST_SESSIONS = 200;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

  private final PrintWriter out;
  private final Map<String, Conversation> sessions =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Conversation> eldest) {
          return size() > MOST_SESSIONS;
        }
      };

  LivePrinter(PrintWriter out) {
    this.out = out;
  }

  synchronized void print(TraceStore.Entry entry) {
    Conversation session = sessions.computeIfAbsent(entry.session(), _ -> new Conversation());
    out.println(
        session.add(
            new Conversation.Said(
                entry.fromDevice(),
                entry.octets(),
                TIME.format(entry.at()) + "  " + entry.device(),
                entry.length(),
                entry.note(),
                false)));
    out.flush();
  }
}
