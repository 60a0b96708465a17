package io.fumarole.agent.download;

import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.time.Backoff;
import io.fumarole.agent.time.Time;
import io.fumarole.agent.web.Web;
import io.fumarole.protocol.dlota.InstallStatus;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.random.RandomGenerator;

/// Posts the status report of a descriptor delivery. Spec: dlota 4.
public final class InstallNotifier {
  /// Deployed clients try three times; a report that stays undelivered harms nobody.
  private static final int ATTEMPTS = 3;

  private final Web web;
  private final Duration timeout;
  private final Backoff backoff;
  private final Time time;
  private final RandomGenerator random;
  private final AgentLog log;

  public InstallNotifier(
      Web web, Duration timeout, Backoff backoff, Time time, RandomGenerator random, AgentLog log) {
    this.web = web;
    this.timeout = timeout;
    this.backoff = backoff;
    this.time = time;
    this.random = random;
    this.log = log;
  }

  /// @return whether the server has taken it
  public boolean report(String uri, InstallStatus status) throws InterruptedException {
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
      if (attempt > 1) time.sleep(backoff.after(attempt - 1, random));
      if (post(uri, status)) return true;
    }
    return false;
  }

  private boolean post(String uri, InstallStatus status) throws InterruptedException {
    try {
      var request =
          new Web.Request(
              "POST",
              URI.create(uri.strip()),
              Map.of("Content-Type", "text/plain"),
              Octets.utf8(status.line()),
              timeout);
      try (Web.Response response = web.send(request)) {
        int code = response.status();
        log.say("install-notify", "status", status.line(), "http", code);
        return code >= 200 && code < 300;
      }
    } catch (IOException | IllegalArgumentException e) {
      log.say("install-notify-failed", "status", status.line(), "why", e.toString());
      return false;
    }
  }
}
