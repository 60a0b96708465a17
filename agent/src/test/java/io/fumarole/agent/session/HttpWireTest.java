package io.fumarole.agent.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fumarole.agent.config.AgentConfig.Tls;
import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.agent.testing.Certificates;
import io.fumarole.agent.testing.DmEndpoint;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpWireTest {
  private static final int LARGEST = 1_000;

  @TempDir private Path directory;

  @Test
  void carriesOctetsTypeAndCredentialBothWays() throws Exception {
    Wire echo =
        sending ->
            new Wire.Answer(
                sending.body(), sending.form().encoding(), sending.hmac().map(each -> each + "!"));
    try (var endpoint = DmEndpoint.open(echo);
        var http = HttpClient.newHttpClient()) {
      Wire wire = wire(http, "http", endpoint.port());
      for (Form form : new Form[] {Form.XML, Form.WBXML}) {
        var sending = new Sending(Octets.utf8("hi"), "/dm?s=1", Optional.of("mac=x"), form);
        assertThat(wire.exchange(sending))
            .isEqualTo(new Wire.Answer(Octets.utf8("hi"), form.encoding(), Optional.of("mac=x!")));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"503, 30, PT30S", "429, 5, PT5S", "503, later, ''"})
  void beingSentAwayIsAValue(int status, String header, String after) throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("Retry-After", header);
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    try (var http = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> wire(http, "http", server.getAddress().getPort()).exchange(hello()))
          .isInstanceOfSatisfying(
              SentAwayException.class,
              away -> assertThat(away.after().map(Duration::toString).orElse("")).isEqualTo(after));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anHttpErrorIsToldWithItsReason() throws Exception {
    Wire refusing =
        sending -> {
          throw new IOException("no SyncML at offset 0");
        };
    try (var endpoint = DmEndpoint.open(refusing);
        var http = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> wire(http, "http", endpoint.port()).exchange(hello()))
          .hasMessage("HTTP 400: no SyncML at offset 0");
    }
  }

  @Test
  void anAnswerOfAnotherTypeIsNoMessage() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/dm",
        exchange -> {
          byte[] page = "<html>welcome</html>".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    try (var http = HttpClient.newHttpClient()) {
      assertThatThrownBy(() -> wire(http, "http", server.getAddress().getPort()).exchange(hello()))
          .hasMessageContaining("text/html");
    } finally {
      server.stop(0);
    }
  }

  @Test
  @Tag("slow")
  void trustsThePinnedCertificateAloneAndShowsItsOwn() throws Exception {
    Certificates own = Certificates.make(directory, "localhost");
    Certificates other = Certificates.make(directory, "other");
    Wire echo =
        sending -> new Wire.Answer(sending.body(), sending.form().encoding(), Optional.empty());
    Tls pinned =
        new Tls(
            Optional.of(own.certificate()), Optional.of(own.certificate()), Optional.of(own.key()));
    Tls wrong = new Tls(Optional.of(other.certificate()), Optional.empty(), Optional.empty());
    try (var endpoint = DmEndpoint.openTls(echo, TlsSettings.context(pinned));
        var good = HttpClient.newBuilder().sslContext(TlsSettings.context(pinned)).build();
        var bad = HttpClient.newBuilder().sslContext(TlsSettings.context(wrong)).build()) {
      assertThat(wire(good, "https", endpoint.port()).exchange(hello()).body())
          .isEqualTo(Octets.utf8("hi"));
      assertThatThrownBy(() -> wire(bad, "https", endpoint.port()).exchange(hello()))
          .isInstanceOf(javax.net.ssl.SSLException.class);
    }
  }

  @Test
  void filesThatAreNoPemAreMistakes() throws Exception {
    Path nonsense = Files.writeString(directory.resolve("x.pem"), "nonsense");
    assertThatThrownBy(
            () ->
                TlsSettings.context(
                    new Tls(Optional.of(nonsense), Optional.empty(), Optional.empty())))
        .isInstanceOf(ConfigMistake.class)
        .hasMessageContaining("server.tls.ca");
  }

  private static Sending hello() {
    return new Sending(Octets.utf8("hi"), "/dm", Optional.empty(), Form.XML);
  }

  private static Wire wire(HttpClient http, String scheme, int port) {
    return new HttpWire(
        http,
        Optional.of(URI.create(scheme + "://localhost:" + port + "/dm")),
        Duration.ofSeconds(10),
        LARGEST);
  }
}
