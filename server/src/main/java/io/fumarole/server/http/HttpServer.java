package io.fumarole.server.http;

import io.javalin.Javalin;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.VirtualThreads;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// A Jetty with Javalin in it. Downloads stand before Javalin, because Jetty's core writes files
/// without a thread or a large buffer per peer; requests that block run on virtual threads.
public final class HttpServer {
  /// A silent peer is dropped after this.
  private static final Duration IDLE = Duration.ofSeconds(30);

  /// Header lines of a request together. The longest address we hand out has some 300 characters.
  private static final int HEADER_OCTETS = 16_384;

  /// A device on the slowest bearer still takes this many octets a second of an answer.
  private static final long LEAST_PROGRESS = 100;

  /// In which nothing of an answer gets through, besides: a lost segment, a busy machine.
  private static final Duration PAUSE = Duration.ofSeconds(10);

  /// Connections that were made and wait to be taken: after an outage all devices come at once, and
  /// who finds no room tries again only after a second, then three. The system may allow fewer.
  private static final int ACCEPT_QUEUE = 4_096;

  /// What the system holds for a peer that takes it slowly, which it doubles. It would take
  /// megabytes for each by itself, and ten thousand slow downloads have to fit.
  private static final int SEND_BUFFER = 128 << 10;

  private static final int PLATFORM_THREADS = 32;

  private final Server server;
  private final ServerConnector connector;

  private HttpServer(Server server, ServerConnector connector) {
    this.server = server;
    this.connector = connector;
  }

  /// Takes the port, so that it is known, and answers nothing yet.
  ///
  /// @param port 0 takes any that is free
  /// @param connections at once; more wait in the system's own queue until one ends
  /// @param behindProxy whether `Forwarded` and `X-Forwarded-For` say who the peer is
  /// @param tls with which the port speaks https; empty: http
  public static HttpServer bind(
      String host,
      int port,
      boolean behindProxy,
      int connections,
      Optional<SslConnectionFactory> tls)
      throws IOException {
    var threads = new QueuedThreadPool(PLATFORM_THREADS);
    threads.setName("http");
    threads.setVirtualThreadsExecutor(VirtualThreads.getNamedVirtualThreadsExecutor("http-"));
    var server = new Server(threads);
    var http = new HttpConnectionFactory(configuration(behindProxy));
    var connector =
        tls.map(it -> new ServerConnector(server, it, http))
            .orElseGet(() -> new ServerConnector(server, http));
    connector.setHost(host);
    connector.setPort(port);
    connector.setAcceptedSendBufferSize(SEND_BUFFER);
    connector.setAcceptQueueSize(ACCEPT_QUEUE);
    connector.setIdleTimeout(IDLE.toMillis());
    connector.open();
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(connections, server));
    return new HttpServer(server, connector);
  }

  private static HttpConfiguration configuration(boolean behindProxy) {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    configuration.setRequestHeaderSize(HEADER_OCTETS);
    // A device id may hold a slash or a percent sign.
    configuration.setUriCompliance(
        UriCompliance.from("RFC3986,AMBIGUOUS_PATH_SEPARATOR,AMBIGUOUS_PATH_ENCODING"));
    // A device may know the server by any name: whether the certificate has it, is the device's to
    // judge.
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    if (behindProxy) configuration.addCustomizer(new ForwardedRequestCustomizer());
    return configuration;
  }

  /// Begins to answer: `first` takes what is its own, Javalin the rest.
  public void start(Handler first, Javalin rest) {
    start(first, rest, HeaderTimeout.LONGEST);
  }

  void start(Handler first, Javalin rest, Duration headerTime) {
    var context = new ServletContextHandler(ServletContextHandler.NO_SESSIONS);
    context.setContextPath("/");
    context.getServletHandler().setDecodeAmbiguousURIs(true);
    context.addServlet(new ServletHolder(rest.javalinServlet()), "/*");
    var timed = new HeaderTimeout(new Handler.Sequence(first, context), headerTime);
    connector.addBean(timed, false);
    server.setHandler(paced(timed));
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not start", e);
    }
  }

  static Handler paced(Handler handler) {
    return new LeastProgress(handler, PAUSE, LEAST_PROGRESS, 2 * SEND_BUFFER);
  }

  public int port() {
    return connector.getLocalPort();
  }

  /// Takes no more requests, and lets those at work finish for a moment.
  public void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server did not stop cleanly", e);
    }
  }
}
