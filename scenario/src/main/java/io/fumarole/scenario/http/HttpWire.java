package io.fumarole.scenario.http;

import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.HttpAnswer;
import io.fumarole.scenario.play.HttpCall;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Posts a scripted client's messages to a server, and fetches what it asks for.
public final class HttpWire implements Wire, AutoCloseable {
  /// A server that needs longer for one message is as good as gone.
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /// It is judged in memory: a scenario that fetches more asks for a part of it.
  private static final int LARGEST_DOWNLOAD = 1 << 26;

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

  @Override
  public HttpAnswer fetch(HttpCall call) throws IOException, InterruptedException {
    HttpRequest.BodyPublisher body =
        call.method().equals("POST")
            ? HttpRequest.BodyPublishers.ofByteArray(call.body().toByteArray())
            : HttpRequest.BodyPublishers.noBody();
    var request =
        HttpRequest.newBuilder(URI.create(call.url())).timeout(LONGEST).method(call.method(), body);
    call.headers().forEach(header -> request.header(header.name(), header.value()));
    HttpResponse<InputStream> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream in = response.body()) {
      byte[] octets = in.readNBytes(LARGEST_DOWNLOAD + 1);
      if (octets.length > LARGEST_DOWNLOAD)
        throw new IOException(call.url() + " holds more than " + LARGEST_DOWNLOAD + " octets");
      List<HttpCall.Header> headers = new ArrayList<>();
      response
          .headers()
          .map()
          .forEach(
              (name, values) ->
                  values.forEach(value -> headers.add(new HttpCall.Header(name, value))));
      return new HttpAnswer(response.statusCode(), headers, Octets.wrap(octets));
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
