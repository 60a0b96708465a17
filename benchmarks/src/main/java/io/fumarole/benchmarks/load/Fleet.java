package io.fumarole.benchmarks.load;

import io.fumarole.agent.session.HttpWire;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/// Devices with their connections, and how many of them talk at a time.
public final class Fleet implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final int LARGEST_ANSWER = 1 << 20;

  static {
    // The server drops a connection that was silent for 30 s, which is as long as the JDK's client
    // would go on using one: it must be the first to give up.
    System.setProperty("jdk.httpclient.keepalive.timeout", "10");
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final List<BenchDevice> devices;

  public Fleet(URI server, int size) {
    this(server, size, 1);
  }

  /// @param step from the number of one device to that of the next: spreads them over a larger
  ///   fleet
  public Fleet(URI server, int size, int step) {
    var wire = new HttpWire(http, Optional.of(server), TIMEOUT, LARGEST_ANSWER);
    this.devices =
        IntStream.range(0, size).mapToObj(n -> new BenchDevice(n * step, server, wire)).toList();
  }

  /// What one device does.
  public interface Doing {
    void with(BenchDevice device) throws IOException, InterruptedException;
  }

  public int size() {
    return devices.size();
  }

  public long messages() {
    return devices.stream().mapToLong(BenchDevice::messages).sum();
  }

  /// Has every device do it, `connections` of them at a time; returns when all have.
  public void all(int connections, Doing doing) throws IOException, InterruptedException {
    List<Future<?>> parts = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(connections)) {
      for (int part = 0; part < connections; part++) {
        int first = part;
        parts.add(
            threads.submit(
                () -> {
                  for (int n = first; n < devices.size(); n += connections)
                    doing.with(devices.get(n));
                  return true;
                }));
      }
      for (Future<?> part : parts) part.get();
    } catch (ExecutionException failed) {
      throw new IOException("a device failed: " + failed.getCause(), failed);
    }
  }

  /// Gets a package and forgets it.
  public void fetch(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).timeout(TIMEOUT).build();
    HttpResponse<Void> answer = http.send(request, BodyHandlers.discarding());
    if (answer.statusCode() != 200) throw new IOException("HTTP " + answer.statusCode());
  }

  @Override
  public void close() {
    http.close();
  }
}
