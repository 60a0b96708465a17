package io.fumarole.server.rest;

import io.fumarole.storage.CallStore;
import io.fumarole.storage.CallStore.Answer;
import io.fumarole.storage.CallStore.Begun;
import io.fumarole.storage.CallStore.CallId;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.javalin.router.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `Idempotency-Key`: whoever did not get the answer to a creation asks again with the same key,
/// and gets that answer instead of a second thing. A creation that came to nothing may be tried
/// again.
public final class Idempotency {
  static final String HEADER = "Idempotency-Key";
  static final String REPLAYED = "Idempotency-Replayed";

  /// How long an answer is kept.
  public static final Duration KEPT = Duration.ofDays(1);

  private static final int LONGEST_KEY = 200;
  private static final String CALL = "fumarole-call";

  /// Those whose answers hold no secret and can be kept.
  private static final List<String> CREATIONS =
      List.of(
          "/campaigns",
          "/deployments",
          "/devices",
          "/devices/import",
          "/devices/{id}/node-orders",
          "/devices/{id}/questions",
          "/packages",
          "/uploads");

  /// Their bodies have any size, and are read once: the query and the length tell one from another.
  private static final Set<String> STREAMED = Set.of("/packages", "/devices/import");

  private final CallStore calls;
  private final InstantSource clock;

  public Idempotency(CallStore calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /// Answers itself when the call has been there.
  void before(Context context) {
    String key = context.header(HEADER);
    if (key == null) return;
    String path = context.path().substring(RestApi.BASE.length());
    if (!context.method().name().equals("POST") || !CREATIONS.contains(route(context)))
      throw BadRequest.of(HEADER, "it goes with POST of " + String.join(", ", CREATIONS));
    if (key.isBlank() || key.length() > LONGEST_KEY || !key.chars().allMatch(Idempotency::isPlain))
      throw BadRequest.of(HEADER, "it has 1 to " + LONGEST_KEY + " characters of ASCII");
    var id = new CallId(Caller.of(context).map(Caller::id).orElse(""), key.strip());
    Instant now = clock.instant();
    switch (calls.begin(id, request(context, path), now, now.minus(KEPT))) {
      case Begun.First() -> context.attribute(CALL, id);
      case Begun.Answered(var answer) -> repeat(context, answer);
      case Begun.Unanswered(var since) ->
          throw new BadRequest(
              HttpStatus.CONFLICT,
              "the call with this key that came at %s has not been answered: wait for it; if it broke off, look whether what it makes is there, and take another key"
                  .formatted(since));
      case Begun.Other() ->
          throw new BadRequest(
              HttpStatus.UNPROCESSABLE_CONTENT,
              "this key belongs to another call: take another one for what is not the same");
    }
  }

  private static boolean isPlain(int c) {
    return c >= ' ' && c < 0x7F;
  }

  private static String route(Context context) {
    Endpoint matched = context.endpoints().matchedHttpEndpoint();
    return matched == null ? "" : matched.path.substring(RestApi.BASE.length());
  }

  private static String request(Context context, String path) {
    MessageDigest digest = sha256();
    for (String part : new String[] {path, Optional.ofNullable(context.queryString()).orElse("")}) {
      digest.update(part.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    digest.update(
        STREAMED.contains(path)
            ? Optional.ofNullable(context.header("Content-Length"))
                .orElse("")
                .getBytes(StandardCharsets.US_ASCII)
            : Input.body(context).toByteArray());
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void repeat(Context context, Answer answer) {
    context.status(answer.status()).header(REPLAYED, "true");
    answer.etag().ifPresent(tag -> context.header("ETag", tag));
    context.contentType("application/json").result(answer.body());
    context.skipRemainingHandlers();
  }

  /// After the answer, and before it is sent.
  void after(Context context) {
    CallId id = context.attribute(CALL);
    if (id == null) return;
    boolean isMade = context.statusCode() >= 200 && context.statusCode() < 300;
    if (!isMade) {
      calls.forget(id);
      return;
    }
    String body = body(context);
    calls.answered(
        id,
        new Answer(
            context.statusCode(), Optional.ofNullable(context.res().getHeader("ETag")), body));
    context.result(body);
  }

  private static String body(Context context) {
    try (InputStream answer = context.resultInputStream()) {
      return answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("an answer cannot be read", e);
    }
  }
}
