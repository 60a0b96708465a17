package io.fumarole.server.rest;

import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What was asked for, as the audit keeps it: without secrets, and short.
final class AuditDetail {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// Of a larger body the digest is kept.
  private static final int LARGEST_BODY = 4_096;

  private static final int LONGEST_QUERY = 4_096;
  private static final int LONGEST_WORDS = 500;

  /// What a key holds that names a secret; `pin` and `old` would be parts of other words.
  private static final List<String> SECRET_PARTS =
      List.of("secret", "password", "token", "credential");

  private static final List<String> SECRETS = List.of("pin", "old");
  private static final String MASK = "***";

  private AuditDetail() {}

  /// @param body empty where none is read, as of a file that comes
  static String asked(Optional<String> query, Optional<Octets> body) {
    ObjectNode detail = JSON.createObjectNode();
    query.ifPresent(it -> detail.put("query", cut(it, LONGEST_QUERY)));
    body.filter(it -> it.length() > 0).ifPresent(it -> detail.set("body", body(it)));
    return JSON.writeValueAsString(detail);
  }

  /// @param words of a refusal
  static String ended(Optional<String> words) {
    ObjectNode detail = JSON.createObjectNode();
    words.ifPresent(it -> detail.put("words", cut(it, LONGEST_WORDS)));
    return JSON.writeValueAsString(detail);
  }

  private static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }

  private static JsonNode body(Octets octets) {
    if (octets.length() > LARGEST_BODY) return digest(octets);
    try {
      JsonNode json = JSON.readTree(octets.toByteArray());
      mask(json);
      return json;
    } catch (JacksonException noJson) {
      return digest(octets);
    }
  }

  private static JsonNode digest(Octets octets) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets.toByteArray());
      return JSON.createObjectNode()
          .put("octets", octets.length())
          .put("sha256", HexFormat.of().formatHex(digest));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void mask(JsonNode node) {
    if (node instanceof ArrayNode list) list.forEach(AuditDetail::mask);
    if (node instanceof ObjectNode object)
      for (String key : List.copyOf(object.propertyNames())) {
        if (isSecret(key)) object.put(key, MASK);
        else mask(object.path(key));
      }
  }

  private static boolean isSecret(String key) {
    String small = key.toLowerCase(Locale.ROOT);
    return SECRETS.contains(small) || SECRET_PARTS.stream().anyMatch(small::contains);
  }

  /// What an answer says: the id of what was made, or why it was refused.
  static Optional<String> text(String answer, String... keys) {
    try {
      JsonNode json = JSON.readTree(answer.getBytes(StandardCharsets.UTF_8));
      for (String key : keys)
        if (json.path(key).isString()) return Optional.of(json.path(key).asString());
      return Optional.empty();
    } catch (JacksonException noJson) {
      return Optional.empty();
    }
  }

  /// As it is shown.
  static JsonNode shown(String detail) {
    return JSON.readTree(detail);
  }
}
