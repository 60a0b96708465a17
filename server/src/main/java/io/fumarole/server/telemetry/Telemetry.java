package io.fumarole.server.telemetry;

import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The way to the collector. Spans are sent behind, in batches; when the collector is away they are
/// dropped, and nobody waits.
public final class Telemetry implements AutoCloseable {
  private static final Duration LAST_CALL = Duration.ofSeconds(3);
  private static final String SCOPE = "io.fumarole.server";

  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;
  private final SessionIds ids;

  private Telemetry(OpenTelemetrySdk sdk, String version, SessionIds ids) {
    this.sdk = sdk;
    this.tracer = sdk.getTracer(SCOPE, version);
    this.ids = ids;
  }

  /// Empty when no endpoint is set.
  ///
  /// @throws IllegalArgumentException when a variable of the environment makes no sense
  public static Optional<Telemetry> open(TelemetrySettings settings, String version) {
    return settings.endpoint().map(endpoint -> open(endpoint, settings.service(), version));
  }

  private static Telemetry open(URI endpoint, String service, String version) {
    SdkLog.divert();
    var ids = new SessionIds();
    Map<String, String> ours =
        Map.of(
            "otel.traces.exporter", "otlp",
            "otel.metrics.exporter", "none",
            "otel.logs.exporter", "none",
            "otel.exporter.otlp.protocol", "http/protobuf",
            "otel.exporter.otlp.endpoint", endpoint.toString(),
            "otel.service.name", service,
            "otel.resource.attributes", "service.version=" + version);
    try {
      OpenTelemetrySdk sdk =
          AutoConfiguredOpenTelemetrySdk.builder()
              .addPropertiesSupplier(() -> ours)
              .addTracerProviderCustomizer((provider, _) -> provider.setIdGenerator(ids))
              .disableShutdownHook()
              .build()
              .getOpenTelemetrySdk();
      return new Telemetry(sdk, version, ids);
    } catch (ConfigurationException refused) {
      throw new IllegalArgumentException(
          "telemetry: " + refused.getMessage() + ": mend the variable OTEL_… that says so",
          refused);
    }
  }

  public SessionSpans sessions() {
    return new SessionSpans(tracer, ids);
  }

  public TracedRequests requests() {
    return new TracedRequests(tracer, sdk.getPropagators().getTextMapPropagator());
  }

  /// Sends what is not sent; a collector that is away holds up the end for three seconds at most.
  @Override
  public void close() {
    sdk.shutdown().join(LAST_CALL.toMillis(), TimeUnit.MILLISECONDS);
  }
}
