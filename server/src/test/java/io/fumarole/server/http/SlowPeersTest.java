package io.fumarole.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.server.dm.DmEndpoint;
import io.fumarole.server.dm.RefusalLog;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Peers that drip an octet at a time, with the limits shortened.
@Timeout(20)
class SlowPeersTest {
  private static final Duration LIMIT = Duration.ofMillis(600);
  private static final String HEAD =
      "POST /dm HTTP/1.1\r\nHost: x\r\nContent-Type: application/vnd.syncml.dm+xml\r\n";

  private final ScheduledExecutorService dripper = Executors.newSingleThreadScheduledExecutor();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    var dm =
        new DmEndpoint(
            (request, _) ->
                new Exchanger.Answer(200, "text/plain", request.body(), Optional.empty()),
            _ -> Optional.empty(),
            1_000,
            LIMIT,
            InstantSource.system(),
            new RetryAfter(Duration.ofSeconds(1), most -> 0),
            new RefusalLog());
    server = HttpServer.bind("127.0.0.1", 0, false, 1_000, Optional.empty());
    server.start(new Passing(), Javalin.create(config -> dm.addTo(config.routes)), LIMIT);
  }

  private static final class Passing extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      return false;
    }
  }

  @AfterEach
  void stop() {
    dripper.shutdownNow();
    server.stop();
  }

  /// Sends `start`, then one octet every 50 ms, and returns all that comes back.
  private String drip(String start, char octet) throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream out = socket.getOutputStream();
      out.write(start.getBytes(StandardCharsets.US_ASCII));
      out.flush();
      var _ =
          dripper.scheduleAtFixedRate(
              () -> {
                try {
                  out.write(octet);
                } catch (IOException closed) {
                  throw new IllegalStateException("the server has closed: no more drips", closed);
                }
              },
              50,
              50,
              TimeUnit.MILLISECONDS);
      return read(socket.getInputStream());
    }
  }

  private static String read(InputStream in) throws IOException {
    var text = new StringBuilder();
    try {
      int next = in.read();
      while (next >= 0) {
        text.append((char) next);
        next = in.read();
      }
    } catch (SocketException reset) {
      text.append("[reset]");
    }
    return text.toString();
  }

  @Test
  void endsABodyThatTakesTooLong() throws IOException {
    String answer = drip(HEAD + "Content-Length: 999\r\n\r\n", 'x');
    assertThat(answer).startsWith("HTTP/1.1 408").contains("the body took longer than");
  }

  @Test
  void endsAHeaderThatTakesTooLong() throws IOException {
    assertThat(drip(HEAD + "X-Slow: ", 'x')).isIn("", "[reset]");
  }

  @Test
  void endsAConnectionThatSaysNothingAfterAnAnswer() throws IOException {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket
          .getOutputStream()
          .write((HEAD + "Content-Length: 2\r\n\r\nhi").getBytes(StandardCharsets.US_ASCII));
      assertThat(read(socket.getInputStream())).startsWith("HTTP/1.1 200").contains("hi");
    }
  }

  @Test
  void refusesABodyThatIsTooLarge() throws IOException {
    assertThat(drip(HEAD + "Content-Length: 1001\r\n\r\n", 'x'))
        .startsWith("HTTP/1.1 413")
        .contains("the body is larger than 1000 octets");
  }

  @Test
  void refusesAChunkedBodyThatGrowsTooLarge() throws IOException {
    String chunk = "190\r\n" + "x".repeat(400) + "\r\n";
    String body = HEAD + "Transfer-Encoding: chunked\r\n\r\n" + chunk + chunk + chunk;
    assertThat(drip(body, 'x')).startsWith("HTTP/1.1 413");
  }
}
