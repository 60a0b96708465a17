package io.fumarole.server.telemetry;

import com.typesafe.config.Config;
import java.net.URI;
import java.util.Map;
import java.util.Optional;

/// Where spans go. All else is said as OpenTelemetry has it, by variables of the environment such
/// as `OTEL_EXPORTER_OTLP_HEADERS` and `OTEL_TRACES_SAMPLER`.
///
/// @param endpoint of a collector that takes OTLP over HTTP, without `/v1/traces`; empty: none
/// @param service what the spans say that they come from
public record TelemetrySettings(Optional<URI> endpoint, String service) {
  public static final String DEFAULTS =
      """
      telemetry {
        endpoint = ""
        service = "fumarole"
      }
      """;

  public TelemetrySettings {
    endpoint.ifPresent(TelemetrySettings::requireHttp);
    if (service.isBlank()) throw new IllegalArgumentException("telemetry.service is blank");
  }

  private static void requireHttp(URI endpoint) {
    if (endpoint.getHost() == null || !String.valueOf(endpoint.getScheme()).matches("https?"))
      throw new IllegalArgumentException(
          "telemetry.endpoint is an http or https address such as http://127.0.0.1:4318, not '"
              + endpoint
              + "'");
  }

  /// @param part the part `telemetry` of a configuration, whole
  public static TelemetrySettings from(Config part) {
    return new TelemetrySettings(
        Optional.of(part.getString("endpoint")).filter(it -> !it.isBlank()).map(URI::create),
        part.getString("service"));
  }

  /// The same as a configuration says it.
  public Map<String, Object> asMap() {
    return Map.of(
        "telemetry.endpoint", endpoint.map(URI::toString).orElse(""), "telemetry.service", service);
  }
}
