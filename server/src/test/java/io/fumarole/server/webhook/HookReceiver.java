package io.fumarole.server.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real HTTP server that takes webhooks, and can be killed and started again on its port.
public final class HookReceiver implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int PATIENCE_SECONDS = 30;

  /// A call as it came.
  public record Received(
      String path, String type, String id, String timestamp, String signature, String body) {
    public JsonNode json() {
      return JSON.readTree(body);
    }

    public String text(String key) {
      return json().path(key).asString();
    }
  }

  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private Optional<HttpServer> server = Optional.empty();
  private int port;
  private volatile int status = 204;

  public HookReceiver() throws IOException {
    start();
  }

  public void start() throws IOException {
    HttpServer fresh =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 0);
    fresh.createContext("/", this::take);
    fresh.start();
    port = fresh.getAddress().getPort();
    server = Optional.of(fresh);
  }

  /// From now on nobody listens there.
  public void kill() {
    server.ifPresent(it -> it.stop(0));
    server = Optional.empty();
  }

  public void answers(int code) {
    status = code;
  }

  public String url() {
    return "http://127.0.0.1:" + port + "/hook";
  }

  private void take(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    received.add(
        new Received(
            exchange.getRequestURI().toString(),
            header(exchange, "Content-Type"),
            header(exchange, "webhook-id"),
            header(exchange, "webhook-timestamp"),
            header(exchange, "webhook-signature"),
            body));
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static String header(HttpExchange exchange, String name) {
    return String.valueOf(exchange.getRequestHeaders().getFirst(name));
  }

  /// The next that comes.
  public Received next() throws InterruptedException {
    Received next = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (next == null) throw new AssertionError("nothing came");
    return next;
  }

  /// The next of a type.
  public Received next(String type) throws InterruptedException {
    Received next = next();
    while (!next.text("type").equals(type)) next = next();
    return next;
  }

  public boolean isEmpty() {
    return received.isEmpty();
  }

  @Override
  public void close() {
    kill();
  }
}
