package io.fumarole.server.oidc;

import java.time.InstantSource;
import java.util.function.Supplier;

/// Browsers that go to the provider and come back.
public final class OidcSignIns {
  private final Oidc oidc;
  private final Supplier<String> fresh;
  private final InstantSource clock;

  /// @param fresh texts that nobody can guess
  public OidcSignIns(Oidc oidc, Supplier<String> fresh, InstantSource clock) {
    this.oidc = oidc;
    this.fresh = fresh;
    this.clock = clock;
  }

  /// @param state for the browser to bring back
  public record Going(String state, Oidc.Begun begun) {}

  public Going begin() {
    Attempt attempt = Attempt.begin(clock.instant(), fresh.get());
    return new Going(attempt.state(), oidc.begin(attempt));
  }

  /// @param state as the browser has kept it, and the provider has said it again
  /// @param query with which it came
  public Verdict finish(String state, String query) {
    var attempt = new Attempt(state);
    return attempt.isOver(clock.instant())
        ? new Verdict.Refused("signing in took too long: begin again")
        : oidc.finish(attempt, query);
  }
}
