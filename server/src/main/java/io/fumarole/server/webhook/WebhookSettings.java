package io.fumarole.server.webhook;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// How webhooks are called.
///
/// @param allow networks that are not public and may be called all the same
/// @param patience how long a call may take in all
public record WebhookSettings(List<Network> allow, Duration patience) {
  public static final String DEFAULTS =
      """
      webhooks {
        allow = []
        patience = 15 s
      }
      """;

  public WebhookSettings {
    allow = List.copyOf(allow);
    if (patience.toMillis() < 100 || patience.compareTo(Duration.ofMinutes(1)) > 0)
      throw new IllegalArgumentException(
          "webhooks.patience is 100 ms to a minute, not " + patience);
  }

  /// @param part the part `webhooks` of a configuration, whole
  public static WebhookSettings from(Config part) {
    return new WebhookSettings(
        part.getStringList("allow").stream().map(Network::parse).toList(),
        part.getDuration("patience"));
  }

  /// The same as a configuration says it.
  public Map<String, Object> asMap() {
    return Map.of(
        "webhooks.allow",
        allow.stream().map(Network::toString).toList(),
        "webhooks.patience",
        patience);
  }
}
