package io.fumarole.server.webhook;

import io.fumarole.server.webhook.Answer.Unanswered;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/// Calls an address: one POST on a connection of its own, over plain sockets. What every HTTP
/// client of Java lacks is the point of it: the name is looked up once, and the address that was
/// found good is the one that is called, whatever the name says a moment later. Redirects are not
/// followed, and everything ends in time.
final class HttpCaller implements AutoCloseable {
  /// Looking up a name blocks a thread of the machine; those whose servers are away hold up so
  /// many.
  private static final int MOST_LOOKUPS = 16;

  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /// The addresses of a name.
  interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  private final Destinations destinations;
  private final Names names;
  private final Duration patience;
  private final SSLSocketFactory tls;
  private final String agent;
  private final ExecutorService lookups =
      new ThreadPoolExecutor(
          0,
          MOST_LOOKUPS,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("webhook-names-", 0).factory());

  /// @param patience for all of a call
  /// @param agent who we are
  HttpCaller(
      Destinations destinations,
      Names names,
      Duration patience,
      SSLSocketFactory tls,
      String agent) {
    this.destinations = destinations;
    this.names = names;
    this.patience = patience;
    this.tls = tls;
    this.agent = agent;
  }

  Answer post(URI url, Map<String, String> headers, byte[] body) {
    long end = System.nanoTime() + patience.toNanos();
    String host = url.getHost().replaceAll("^\\[|]$", "");
    try {
      List<InetAddress> good = new ArrayList<>();
      Optional<String> refusal = Optional.empty();
      for (InetAddress address : addresses(host, end)) {
        Optional<String> refused = destinations.refusal(address);
        if (refused.isEmpty()) good.add(address);
        else refusal = refused;
      }
      if (good.isEmpty()) return new Unanswered(refusal.orElse(host + " has no address"));
      return call(url, host, good, head(url, headers, body.length), body, end);
    } catch (UnknownHostException e) {
      return new Unanswered("the name " + host + " is not known");
    } catch (RejectedExecutionException e) {
      return new Unanswered("too many names are being looked up at once");
    } catch (TimeoutException e) {
      return late();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Unanswered("interrupted");
    }
  }

  private Unanswered late() {
    return new Unanswered("it has not answered within " + patience.toMillis() / 1_000.0 + " s");
  }

  private InetAddress[] addresses(String host, long end)
      throws UnknownHostException, TimeoutException, InterruptedException {
    Future<InetAddress[]> found = lookups.submit(() -> names.of(host));
    try {
      return found.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof UnknownHostException unknown) throw unknown;
      throw new IllegalStateException("looking up " + host + " failed", e.getCause());
    } finally {
      found.cancel(true);
    }
  }

  private byte[] head(URI url, Map<String, String> headers, int length) {
    String path = Optional.ofNullable(url.getRawPath()).filter(it -> !it.isEmpty()).orElse("/");
    String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
    var head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
    head.append("Host: ")
        .append(url.getHost())
        .append(url.getPort() < 0 ? "" : ":" + url.getPort());
    head.append("\r\nUser-Agent: ").append(agent);
    head.append("\r\nContent-Type: ").append(CloudEvent.MEDIA_TYPE);
    head.append("\r\nContent-Length: ").append(length);
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    head.append("\r\nConnection: close\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private Answer call(
      URI url, String host, List<InetAddress> addresses, byte[] head, byte[] body, long end)
      throws InterruptedException, TimeoutException {
    boolean isTls = "https".equalsIgnoreCase(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : isTls ? HTTPS : HTTP;
    IOException last = new ConnectException("no address");
    for (InetAddress address : addresses) {
      try {
        return call(new InetSocketAddress(address, port), host, isTls, head, body, end);
      } catch (ConnectException unreached) {
        // The next of its addresses may be better.
        last = unreached;
      } catch (IOException broken) {
        return new Unanswered(words(broken));
      }
    }
    return new Unanswered("it cannot be reached: " + last.getMessage());
  }

  private static String words(IOException broken) {
    String reason = String.valueOf(broken.getMessage());
    return broken instanceof SSLException ? "TLS failed: " + reason : "it broke off: " + reason;
  }

  private Answer call(
      InetSocketAddress to, String host, boolean isTls, byte[] head, byte[] body, long end)
      throws IOException, InterruptedException, TimeoutException {
    var isLate = new AtomicBoolean();
    try (var socket = new Socket()) {
      Thread watch = Thread.ofVirtual().unstarted(() -> cut(socket, end, isLate));
      watch.start();
      try {
        socket.connect(to);
        Socket line = isTls ? secured(socket, host, to.getPort()) : socket;
        OutputStream out = line.getOutputStream();
        out.write(head);
        out.write(body);
        out.flush();
        return AnswerReader.read(new BufferedInputStream(line.getInputStream()));
      } catch (IOException broken) {
        if (Thread.currentThread().isInterrupted()) throw new InterruptedException();
        if (isLate.get()) throw new TimeoutException();
        throw broken;
      } finally {
        watch.interrupt();
      }
    }
  }

  /// Nothing that the other side does, or leaves, makes a call longer.
  private static void cut(Socket socket, long end, AtomicBoolean isLate) {
    try {
      TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
      isLate.set(true);
      socket.close();
    } catch (InterruptedException inTime) {
      Thread.currentThread().interrupt();
    } catch (IOException closed) {
      isLate.set(true);
    }
  }

  private SSLSocket secured(Socket socket, String host, int port) throws IOException {
    var secured = (SSLSocket) tls.createSocket(socket, host, port, true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
