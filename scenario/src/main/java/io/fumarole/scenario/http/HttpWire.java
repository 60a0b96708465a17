package io.fumarole.scenario.http;

import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/// Posts a scripted client's messages to a server.
public final class HttpWire implements Wire, AutoCloseable {
  /// A server that needs longer for one message is as good as gone.
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final URI server;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /// @param server where messages go, unless the server gives another address of its own host
  public HttpWire(URI server) {
    this.server = server;
  }

  @Override
  public Packet exchange(Packet packet) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(address(packet.to()))
            .timeout(LONGEST)
            .POST(HttpRequest.BodyPublishers.ofByteArray(packet.body().toByteArray()));
    if (!packet.contentType().isEmpty()) request.header("Content-Type", packet.contentType());
    packet.hmac().ifPresent(value -> request.header(HmacHeader.NAME, value));
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      byte[] body = in.readNBytes(Limits.DEFAULT.messageOctets() + 1);
      return Packet.answer(
          response.statusCode(),
          response.headers().firstValue("Content-Type").orElse(""),
          Octets.wrap(body),
          response.headers().firstValue(HmacHeader.NAME));
    }
  }

  /// A RespURI of the server under test is followed with its path and query; the scenario's own
  /// idea of the server's address is not.
  private URI address(String to) {
    try {
      URI wanted = URI.create(to);
      boolean ours =
          server.getHost().equals(wanted.getHost()) && server.getPort() == wanted.getPort();
      return ours ? wanted : server;
    } catch (IllegalArgumentException notAnAddress) {
      return server;
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
