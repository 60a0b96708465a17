package io.fumarole.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter.MeterProvider;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The server's meters, written as Prometheus reads them. No label takes a value that a peer makes
/// up: who could would fill the memory.
public final class Metrics implements AutoCloseable {
  /// What the page is, for `Content-Type`.
  public static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /// From what a message costs on an idle machine up to the patience of a full one.
  private static final Duration[] BOUNDS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(25),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(250),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(5)
  };

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  /// The registry holds them weakly, and would go on with what it read last.
  private final List<LongSupplier> counts = new CopyOnWriteArrayList<>();

  private final JvmGcMetrics gc = new JvmGcMetrics();

  /// @param version of the program
  public Metrics(String version) {
    Gauge.builder("fumarole.info", () -> 1)
        .description("The program that runs")
        .tag("version", version)
        .register(registry);
    gc.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ClassLoaderMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /// All meters as they stand now.
  public String scrape() {
    return registry.scrape();
  }

  /// What waits somewhere, or is at work there.
  public void queue(String name, IntSupplier depth) {
    Gauge.builder("fumarole.queue", () -> depth.getAsInt())
        .description("What is at work or waits, by where")
        .tag("name", name)
        .register(registry);
  }

  /// A number that is read when somebody looks.
  public void gauge(String name, String description, IntSupplier value) {
    Gauge.builder("fumarole." + name, () -> value.getAsInt())
        .description(description)
        .register(registry);
  }

  /// An instant, in seconds since 1970.
  public void time(String name, String description, Supplier<Instant> value) {
    Gauge.builder("fumarole." + name, () -> value.get().getEpochSecond())
        .description(description)
        .baseUnit("seconds")
        .register(registry);
  }

  /// A number that is counted elsewhere and only grows.
  public void counted(String name, String description, LongSupplier count) {
    counts.add(count);
    FunctionCounter.builder("fumarole." + name, count, it -> (double) it.getAsLong())
        .description(description)
        .register(registry);
  }

  MeterProvider<Counter> counter(String name, String description) {
    return Counter.builder("fumarole." + name).description(description).withRegistry(registry);
  }

  MeterProvider<Timer> timer(String name, String description) {
    return Timer.builder("fumarole." + name)
        .description(description)
        .serviceLevelObjectives(BOUNDS)
        .withRegistry(registry);
  }

  @Override
  public void close() {
    gc.close();
    registry.close();
  }
}
