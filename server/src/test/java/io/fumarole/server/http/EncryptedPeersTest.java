package io.fumarole.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.testing.Authority;
import io.fumarole.protocol.testing.Authority.Issued;
import io.fumarole.server.tls.LiveTls;
import io.fumarole.server.tls.TlsSettings;
import io.javalin.Javalin;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The limits of time on a port that speaks https, shortened.
@Tag("slow")
@Timeout(20)
class EncryptedPeersTest {
  private static final Duration LIMIT = Duration.ofMillis(600);

  @TempDir private Path folder;
  private Authority authority;
  private HttpServer server;

  @BeforeEach
  void start() throws Exception {
    authority = new Authority(folder, "root");
    Issued issued = authority.issue("CN=server");
    var settings =
        new TlsSettings(
            Optional.of(issued.certificate()), Optional.of(issued.key()), Optional.empty());
    LiveTls tls = LiveTls.open(settings, Instant.now());
    server = HttpServer.bind("127.0.0.1", 0, false, 1_000, Optional.of(tls.connections()));
    server.start(new Late(), Javalin.create(), LIMIT);
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  /// Answers when the time for a header is long over.
  private static final class Late extends Handler.Abstract {
    @Override
    public boolean handle(Request request, Response response, Callback callback) {
      getServer()
          .getScheduler()
          .schedule(
              () -> response.write(true, StandardCharsets.US_ASCII.encode("late"), callback),
              LIMIT.toMillis() * 3,
              TimeUnit.MILLISECONDS);
      return true;
    }
  }

  @Test
  void anAnswerMayTakeLongerThanAHeader() throws Exception {
    try (var client = HttpClient.newBuilder().sslContext(authority.client()).build()) {
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("https://127.0.0.1:" + server.port())).build(),
              BodyHandlers.ofString());
      assertThat(answer.body()).isEqualTo("late");
    }
  }

  @Test
  void whoNeverBeginsTheHandshakeIsDropped() throws Exception {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }
}
