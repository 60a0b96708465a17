package io.fumarole.server.rest;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.GuessThrottle;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.InstantSource;

/// Wrong tokens and passwords, counted by address and by what was guessed at.
///
/// @param failures what of them the audit is told
/// @param throttle slows down those who guess
public record Guesses(GuessThrottle throttle, SignInFailures failures, InstantSource clock) {
  /// Stands for the tokens among what can be guessed. No user has this name.
  static final String TOKENS = "api";

  boolean isBlocked(String what, Context context) {
    boolean isBlocked = throttle.isBlocked(new DeviceId(what), context.ip(), clock.instant());
    if (isBlocked) failures.turnedAway(what, context.ip(), clock.instant());
    return isBlocked;
  }

  void count(String what, Context context) {
    failures.wrong(what, context.ip(), clock.instant());
    throttle.guessed(new DeviceId(what), context.ip(), clock.instant());
  }

  static void tooMany(Context context, String words) {
    context.header("Retry-After", "60");
    Problem.send(context, HttpStatus.TOO_MANY_REQUESTS, words);
  }
}
