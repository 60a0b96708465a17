package io.fumarole.agent.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fumarole.agent.session.Wire;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// A [ScriptedServer] behind real HTTP.
public final class DmEndpoint implements AutoCloseable {
  private final HttpServer http;
  private final Wire server;

  public static DmEndpoint open(Wire server) throws IOException {
    return new DmEndpoint(HttpServer.create(address(), 0), server);
  }

  public static DmEndpoint openTls(Wire server, SSLContext context) throws IOException {
    HttpsServer https = HttpsServer.create(address(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(context));
    return new DmEndpoint(https, server);
  }

  private static InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private DmEndpoint(HttpServer http, Wire server) {
    this.http = http;
    this.server = server;
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/dm", this::handle);
    http.start();
  }

  public int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    Form form = type.contains("+wbxml") ? Form.WBXML : Form.XML;
    Octets body = Octets.wrap(exchange.getRequestBody().readAllBytes());
    Optional<String> hmac =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("x-syncml-hmac"));
    try {
      Wire.Answer answer =
          server.exchange(new Sending(body, exchange.getRequestURI().toString(), hmac, form));
      exchange.getResponseHeaders().add("Content-Type", type);
      answer.hmac().ifPresent(value -> exchange.getResponseHeaders().add("x-syncml-hmac", value));
      exchange.sendResponseHeaders(200, answer.body().length());
      exchange.getResponseBody().write(answer.body().toByteArray());
    } catch (IOException e) {
      byte[] reason =
          String.valueOf(e.getMessage()).getBytes(java.nio.charset.StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("Content-Type", "text/plain");
      exchange.sendResponseHeaders(400, reason.length);
      exchange.getResponseBody().write(reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    exchange.close();
  }
}
