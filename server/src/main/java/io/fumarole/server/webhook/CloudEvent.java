package io.fumarole.server.webhook;

import io.fumarole.server.stream.Tiding;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An event as others read it. Spec: CloudEvents 1.0.2, JSON format, structured mode.
///
/// @param kind such as `deployment`
/// @param word which of them, such as `failed`; empty where there is only one
/// @param key tells it from others, whenever it is found
/// @param subject the device or campaign that it is about
/// @param data JSON
record CloudEvent(
    String id, String key, String kind, String word, String subject, Instant time, String data) {
  static final String MEDIA_TYPE = "application/cloudevents+json; charset=utf-8";

  private static final String PREFIX = "io.fumarole.";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  static CloudEvent of(Tiding tiding, String word, String subject) {
    return new CloudEvent(
        tiding.id(),
        tiding.key(),
        tiding.kind().name().toLowerCase(Locale.ROOT),
        word,
        subject,
        tiding.at(),
        tiding.data());
  }

  String type() {
    return PREFIX + kind + (word.isEmpty() ? "" : "." + word);
  }

  /// @param source the server's address
  String json(String source) {
    ObjectNode event = JSON.createObjectNode();
    event.put("specversion", "1.0");
    event.put("id", id);
    event.put("source", source);
    event.put("type", type());
    event.put("subject", subject);
    event.put("time", time.toString());
    event.put("datacontenttype", "application/json");
    event.set("data", JSON.readTree(data));
    return JSON.writeValueAsString(event);
  }
}
