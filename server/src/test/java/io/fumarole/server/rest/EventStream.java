package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads server-sent events as a browser does.
final class EventStream implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final long PATIENCE_SECONDS = 30;

  /// An event; the last one has the type `end`.
  record Told(String id, String type, JsonNode data) {}

  private final HttpClient client = HttpClient.newHttpClient();
  private final HttpResponse<InputStream> response;
  private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

  private EventStream(HttpRequest request) throws IOException, InterruptedException {
    response = client.send(request, BodyHandlers.ofInputStream());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    Thread.ofVirtual().start(this::read);
  }

  /// @param headers names and values in turn
  static EventStream open(RunningServer running, String query, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(running.request("/api/v1/stream" + query).build().uri());
    if (headers.length > 0) request.headers(headers);
    return new EventStream(request.build());
  }

  static EventStream open(RunningServer running, String query)
      throws IOException, InterruptedException {
    return open(running, query, "Authorization", "Bearer " + running.token());
  }

  static EventStream after(RunningServer running, String id)
      throws IOException, InterruptedException {
    return open(running, "", "Authorization", "Bearer " + running.token(), "Last-Event-ID", id);
  }

  private void read() {
    String id = "";
    String type = "";
    String data = "";
    boolean isBegun = false;
    try (var lines =
        new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("id: ")) id = line.substring(4);
        if (line.startsWith("event: ")) type = line.substring(7);
        if (line.startsWith("data: ")) data = line.substring(6);
        isBegun |= line.startsWith("id: ") || line.startsWith("retry: ");
        if (line.isEmpty() && isBegun) {
          isBegun = false;
          told.add(new Told(id, type, JSON.readTree(data.isEmpty() ? "{}" : data)));
          type = "";
          data = "";
        }
      }
    } catch (IOException cut) {
      data = cut.getMessage();
    }
    told.add(new Told(id, "end", JSON.createObjectNode().put("why", data)));
  }

  /// The next of whatever type; the start has none.
  Told next() throws InterruptedException {
    Told next = told.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) throw new AssertionError("nothing was told");
    return next;
  }

  /// Passes over what comes before.
  Told next(Predicate<Told> wanted) throws InterruptedException {
    List<Told> before = new ArrayList<>();
    Told next = next();
    while (!wanted.test(next)) {
      if (next.type().equals("end")) throw new AssertionError("ended after " + before);
      before.add(next);
      next = next();
    }
    return next;
  }

  Told next(String type) throws InterruptedException {
    return next(it -> it.type().equals(type));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
