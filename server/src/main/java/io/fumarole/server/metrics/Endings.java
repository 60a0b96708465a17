package io.fumarole.server.metrics;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.protocol.fumo.ResultCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Meter.MeterProvider;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What deployments come to: ends by state and cause, and the result codes that devices report.
public final class Endings {
  private static final Set<Integer> ASSIGNED =
      Set.of(
          200, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 410, 411, 412, 500, 501, 502, 503);

  private final MeterProvider<Counter> ended;
  private final MeterProvider<Counter> results;

  public Endings(Metrics metrics) {
    ended = metrics.counter("deployments.ended", "Deployments that have ended, by state and cause");
    results = metrics.counter("results", "Result codes that devices reported");
    count(DeploymentState.SUCCEEDED, Cause.PROVED, 0);
    count(DeploymentState.FAILED, Cause.REPORTED, 0);
    results.withTag("code", code(ResultCode.SUCCESS.value())).increment(0);
  }

  private void count(DeploymentState state, Cause cause, int by) {
    ended.withTags("state", state.word(), "cause", cause.word()).increment(by);
  }

  /// A deployment was stored. One that has ended may be stored again, when a late report comes: by
  /// then more time has passed than since its end.
  void stored(Deployment deployment) {
    boolean endsNow = deployment.state().isEnd() && deployment.since().equals(deployment.changed());
    if (endsNow) deployment.ending().ifPresent(it -> count(deployment.state(), it.cause(), 1));
  }

  /// The reports in `changed` that were not there when it was read.
  void reported(List<Deployment> before, Deployment changed) {
    Optional<Deployment> was =
        before.stream().filter(it -> it.id().equals(changed.id())).findFirst();
    for (Attempt attempt : changed.attempts()) {
      boolean isKnown =
          was.flatMap(it -> it.attempt(attempt.correlator()))
              .flatMap(Attempt::result)
              .equals(attempt.result());
      if (!isKnown)
        attempt.result().ifPresent(code -> results.withTag("code", code(code)).increment());
    }
  }

  /// Devices make up codes: those of the specification count one by one, the others by their class.
  private static String code(int code) {
    if (ASSIGNED.contains(code)) return String.valueOf(code);
    return code >= 100 && code < 600 ? code / 100 + "xx" : "other";
  }
}
