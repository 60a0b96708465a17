package io.fumarole.server.rest;

import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// Changes that must not overwrite what somebody else has changed meanwhile: what is shown carries
/// an ETag, and a change may carry it back. Spec: RFC 9110, 8.8.3 and 13.1.
final class Versions {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int OCTETS = 16;

  private Versions() {}

  /// The tag of what is shown, by what it shows.
  static String tag(Object shown) {
    byte[] json = JSON.writeValueAsString(shown).getBytes(StandardCharsets.UTF_8);
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(json);
      return '"'
          + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, OCTETS))
          + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  static String tag(long revision) {
    return "\"" + revision + "\"";
  }

  /// Shows it, with its tag.
  static void show(Context context, Object shown, String tag) {
    context.header(Header.ETAG, tag);
    context.json(shown);
  }

  /// Whether a change was asked for something that is tagged like this: it is, when nobody said
  /// what it was asked for.
  static boolean matches(Context context, String tag) {
    Optional<String> asked = Optional.ofNullable(context.header(Header.IF_MATCH));
    return asked.isEmpty()
        || asked.get().strip().equals("*")
        || Arrays.stream(asked.get().split(",")).map(String::strip).anyMatch(tag::equals);
  }

  /// Refuses a change of what has changed since the caller has read it.
  static void requireMatch(Context context, long revision) {
    if (!matches(context, tag(revision)))
      throw new BadRequest(
          HttpStatus.PRECONDITION_FAILED,
          "it has changed since you read it: its revision is %d, not %s"
              .formatted(revision, context.header(Header.IF_MATCH)));
  }

  /// Whether a change was asked for only where there is nothing yet.
  static boolean mustBeNew(Context context) {
    return Optional.ofNullable(context.header(Header.IF_NONE_MATCH))
        .filter(it -> it.strip().equals("*"))
        .isPresent();
  }

  /// Tells whoever asked that it is another one by now.
  static void stale(Context context, String words) {
    Problem.send(
        context, HttpStatus.PRECONDITION_FAILED, words + ": read it again, and decide anew");
  }
}
