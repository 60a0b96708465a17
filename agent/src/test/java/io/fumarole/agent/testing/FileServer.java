package io.fumarole.agent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/// A real HTTP server on the loopback that serves files, with ranges, and misbehaves on request.
public final class FileServer implements AutoCloseable {
  /// @param etag empty for none
  public record Served(Octets content, String type, String etag) {}

  /// What to do to one request, instead of or while answering it.
  public sealed interface Fault {
    /// Answer with a status and nothing else.
    record Status(int code) implements Fault {}

    /// Close the connection after so many octets of the body.
    record CutAfter(int octets) implements Fault {}

    /// Say nothing more after so many octets of the body.
    record StallAfter(int octets) implements Fault {}

    record Redirect(int code, String path) implements Fault {}

    /// Ignore the Range header.
    record Whole() implements Fault {}

    /// Say no Content-Length, and close the connection after so many octets of the body.
    record Chunked(int octets) implements Fault {}
  }

  private final HttpServer server;
  private final Map<String, Served> files = new ConcurrentHashMap<>();
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private final CountDownLatch closing = new CountDownLatch(1);

  public FileServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  public void serve(String path, byte[] content, String type, String etag) {
    files.put(path, new Served(Octets.copyOf(content), type, etag));
  }

  public synchronized void next(Fault... upcoming) {
    faults.addAll(List.of(upcoming));
  }

  /// Each request as `METHOD path range body`, blank parts left out.
  public synchronized List<String> requests() {
    return List.copyOf(requests);
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }

  private synchronized Optional<Fault> note(HttpExchange exchange) throws IOException {
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String range = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range")).orElse("");
    String line =
        String.join(
            " ", exchange.getRequestMethod(), exchange.getRequestURI().getPath(), range, body);
    requests.add(line.replaceAll(" +", " ").strip());
    return Optional.ofNullable(faults.poll());
  }

  private void handle(HttpExchange exchange) throws IOException {
    Optional<Fault> fault = note(exchange);
    if (fault.orElse(null) instanceof Fault.Status(int code)) {
      exchange.sendResponseHeaders(code, -1);
      exchange.close();
    } else if (fault.orElse(null) instanceof Fault.Redirect(int code, String path)) {
      exchange.getResponseHeaders().add("Location", path);
      exchange.sendResponseHeaders(code, -1);
      exchange.close();
    } else if (exchange.getRequestMethod().equals("POST")) {
      exchange.sendResponseHeaders(200, -1);
      exchange.close();
    } else {
      Served file = files.get(exchange.getRequestURI().getPath());
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        exchange.close();
      } else {
        send(exchange, file, fault);
      }
    }
  }

  private void send(HttpExchange exchange, Served file, Optional<Fault> fault) throws IOException {
    byte[] content = file.content().toByteArray();
    int length = content.length;
    int from = from(exchange, file, fault);
    exchange.getResponseHeaders().add("Content-Type", file.type());
    if (!file.etag().isEmpty()) exchange.getResponseHeaders().add("ETag", file.etag());
    if (from >= length && from > 0) {
      exchange.getResponseHeaders().add("Content-Range", "bytes */" + length);
      exchange.sendResponseHeaders(416, -1);
      exchange.close();
      return;
    }
    if (from > 0)
      exchange
          .getResponseHeaders()
          .add("Content-Range", "bytes " + from + "-" + (length - 1) + "/" + length);
    boolean chunked = fault.orElse(null) instanceof Fault.Chunked;
    exchange.sendResponseHeaders(from > 0 ? 206 : 200, chunked ? 0 : length - from);
    OutputStream body = exchange.getResponseBody();
    switch (fault.orElse(null)) {
      case Fault.CutAfter(int octets) -> body.write(content, from, octets);
      case Fault.Chunked(int octets) -> body.write(content, from, Math.min(octets, length));
      case Fault.StallAfter(int octets) -> {
        body.write(content, from, octets);
        body.flush();
        awaitClosing();
      }
      case null, default -> body.write(content, from, length - from);
    }
    body.flush();
    exchange.close();
  }

  private static int from(HttpExchange exchange, Served file, Optional<Fault> fault) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    String condition = exchange.getRequestHeaders().getFirst("If-Range");
    boolean ignore = fault.orElse(null) instanceof Fault.Whole;
    if (range == null || ignore || (condition != null && !condition.equals(file.etag()))) return 0;
    return Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
  }

  private void awaitClosing() throws IOException {
    try {
      closing.await();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
