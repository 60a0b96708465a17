package io.fumarole.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers that take an answer slowly.
@Timeout(20)
class LeastProgressTest {
  private static final int FAST = 1_000_000_000;
  private static final int IDLE_MILLIS = 200;
  private static final byte[] REQUEST =
      "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private final Server server = new Server();
  private final ServerConnector connector = new ServerConnector(server);

  private void start(Handler handler) throws Exception {
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(handler);
    server.start();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  /// A network that takes a moment for whatever it is given.
  private static final class Pausing extends Handler.Wrapper {
    Pausing(Handler handler) {
      super(handler);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      return super.handle(
          request,
          new Response.Wrapper(request, response) {
            @Override
            public void write(boolean isLast, ByteBuffer content, Callback written) {
              request
                  .getComponents()
                  .getScheduler()
                  .schedule(
                      () -> super.write(isLast, content, written), 300, TimeUnit.MILLISECONDS);
            }
          },
          callback);
    }
  }

  /// Answers with so many octets in one piece, and tells how that went.
  private static Handler answering(int octets, CompletableFuture<String> outcome) {
    return new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback) {
        Callback told =
            Callback.from(
                () -> outcome.complete("written"),
                failure -> outcome.complete(String.valueOf(failure)));
        response.write(true, ByteBuffer.allocate(octets), Callback.combine(told, callback));
        return true;
      }
    };
  }

  @Test
  void aShortAnswerMayMeetAPause() throws Exception {
    var outcome = new CompletableFuture<String>();
    start(new Pausing(HttpServer.paced(answering(2, outcome))));
    try (Socket peer = asking()) {
      assertThat(read(peer.getInputStream())).isGreaterThan(2);
    }
    assertThat(outcome.get()).isEqualTo("written");
  }

  @Test
  void endsAnAnswerThatNobodyTakes() throws Exception {
    var outcome = new CompletableFuture<String>();
    int octets = 64 << 20;
    start(new LeastProgress(answering(octets, outcome), Duration.ofMillis(200), FAST, 0));
    try (Socket peer = asking()) {
      assertThat(outcome.get()).isNotEqualTo("written");
      assertThat(read(peer.getInputStream())).isLessThan(octets);
    }
  }

  /// Whoever takes nothing of a large answer for longer than a connection may be idle, as a slow
  /// bearer does while the system's buffer for it is full.
  @Test
  void aPeerThatIsBeingWrittenToIsNotIdle() throws Exception {
    var outcome = new CompletableFuture<String>();
    int octets = 64 << 20;
    connector.setIdleTimeout(IDLE_MILLIS);
    start(HttpServer.paced(answering(octets, outcome)));
    try (Socket peer = asking()) {
      long longer = 5 * IDLE_MILLIS;
      var later = CompletableFuture.delayedExecutor(longer, TimeUnit.MILLISECONDS);
      InputStream in = peer.getInputStream();
      assertThat(CompletableFuture.supplyAsync(() -> readAll(in), later).get())
          .isGreaterThan(octets);
    }
    assertThat(outcome.get()).isEqualTo("written");
  }

  private static long readAll(InputStream in) {
    try {
      return read(in);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private Socket asking() throws IOException {
    var socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
    socket.getOutputStream().write(REQUEST);
    return socket;
  }

  private static long read(InputStream in) throws IOException {
    byte[] chunk = new byte[65_536];
    long sum = 0;
    try {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) sum += count;
    } catch (SocketException reset) {
      return sum;
    }
    return sum;
  }
}
