package io.fumarole.scenario.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.HttpAnswer;
import io.fumarole.scenario.play.HttpCall;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Puts a scripted server behind HTTP, on any path.
public final class HttpListener implements AutoCloseable {
  /// An answer under way is brought to its end, and no longer than this.
  private static final int LAST_ANSWER_SECONDS = 1;

  /// What lies below is fetched and posted to over plain HTTP; messages may go anywhere else.
  public static final String FILES = "/files/";

  private static final String CONTENT_LENGTH = "Content-Length";

  private final HttpServer http;
  private final Wire server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private HttpListener(HttpServer http, Wire server) {
    this.http = http;
    this.server = server;
    http.setExecutor(threads);
    http.createContext("/", this::handle);
    http.start();
  }

  /// @param address where to listen; port 0 takes a free one
  public static HttpListener open(InetSocketAddress address, Wire server) throws IOException {
    return new HttpListener(HttpServer.create(address, 0), server);
  }

  public int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(LAST_ANSWER_SECONDS);
    threads.close();
  }

  /// Without an answer the connection is closed, as the scenario wants it.
  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(Limits.DEFAULT.messageOctets() + 1);
      if (exchange.getRequestURI().getPath().startsWith(FILES)) {
        serve(exchange, Octets.wrap(body));
        return;
      }
      var headers = exchange.getRequestHeaders();
      var request =
          Packet.request(
              exchange.getRequestURI().toString(),
              Optional.ofNullable(headers.getFirst("Content-Type")).orElse(""),
              Octets.wrap(body),
              Optional.ofNullable(headers.getFirst(HmacHeader.NAME)));
      Packet answer = server.exchange(request);
      exchange.getResponseHeaders().set("Content-Type", answer.contentType());
      answer.hmac().ifPresent(value -> exchange.getResponseHeaders().set(HmacHeader.NAME, value));
      int length = answer.body().length();
      exchange.sendResponseHeaders(answer.httpStatus(), length == 0 ? -1 : length);
      if (length > 0) exchange.getResponseBody().write(answer.body().toByteArray());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// An answer that announces more than it holds breaks off there.
  private void serve(HttpExchange exchange, Octets body) throws IOException, InterruptedException {
    List<HttpCall.Header> headers = new ArrayList<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                values.forEach(value -> headers.add(new HttpCall.Header(name, value))));
    String method = exchange.getRequestMethod();
    var call = new HttpCall(method, exchange.getRequestURI().toString(), headers, body);
    HttpAnswer answer = server.fetch(call);
    long length = answer.body().length();
    for (HttpCall.Header header : answer.headers()) {
      if (header.name().equals(CONTENT_LENGTH)) length = Long.parseLong(header.value());
      else exchange.getResponseHeaders().set(header.name(), header.value());
    }
    if (method.equals("HEAD"))
      exchange.getResponseHeaders().set(CONTENT_LENGTH, Long.toString(length));
    boolean hasBody = length > 0 && !method.equals("HEAD");
    exchange.sendResponseHeaders(answer.status(), hasBody ? length : -1);
    if (!hasBody) return;
    exchange.getResponseBody().write(answer.body().toByteArray());
    exchange.getResponseBody().flush();
  }
}
