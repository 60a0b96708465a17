package io.fumarole.agent.session;

import io.fumarole.agent.time.RetryAfter;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// One POST per message. Spec: syncml-dm 9.
public final class HttpWire implements Wire {
  private static final String XML = "application/vnd.syncml.dm+xml";
  private static final String WBXML = "application/vnd.syncml.dm+wbxml";

  /// Answers that say: not now. Too many requests, and unavailable.
  private static final Set<Integer> SENT_AWAY = Set.of(429, 503);

  /// So much of an error page is shown.
  private static final int LONGEST_REASON = 200;

  private final HttpClient http;
  private Optional<URI> last;
  private final Duration timeout;
  private final int largest;

  /// @param server what a relative RespURI is relative to, until a message has gone elsewhere
  /// @param timeout longest wait for an answer
  /// @param largest octets of a message; a body beyond it is not read
  public HttpWire(HttpClient http, Optional<URI> server, Duration timeout, int largest) {
    this.http = http;
    this.last = server;
    this.timeout = timeout;
    this.largest = largest;
  }

  @Override
  public Answer exchange(Sending sending) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(target(sending))
            .timeout(timeout)
            .header("Content-Type", type(sending.form()))
            .header("Accept", WBXML + ", " + XML)
            .header("Accept-Charset", "utf-8")
            .header("Cache-Control", "no-store, private")
            .POST(BodyPublishers.ofByteArray(sending.body().toByteArray()));
    sending.hmac().ifPresent(value -> request.header(HmacHeader.NAME, value));
    HttpResponse<InputStream> response = http.send(request.build(), BodyHandlers.ofInputStream());
    try (InputStream stream = response.body()) {
      byte[] body = stream.readNBytes(largest + 1);
      if (SENT_AWAY.contains(response.statusCode()))
        throw new SentAwayException(
            "HTTP " + response.statusCode() + reason(response, body),
            RetryAfter.of(response.headers().firstValue(RetryAfter.HEADER)));
      if (response.statusCode() != 200)
        throw new IOException("HTTP " + response.statusCode() + reason(response, body));
      Form.Encoding encoding = encoding(response);
      return new Answer(
          Octets.wrap(body), encoding, response.headers().firstValue(HmacHeader.NAME));
    }
  }

  private URI target(Sending sending) throws IOException {
    try {
      URI target = URI.create(sending.target());
      URI absolute = last.isPresent() ? last.get().resolve(target) : target;
      last = Optional.of(absolute);
      return absolute;
    } catch (IllegalArgumentException e) {
      throw new IOException("the server's RespURI is no address: " + e.getMessage(), e);
    }
  }

  private static String type(Form form) {
    return form.encoding() == Form.Encoding.XML ? XML + "; charset=utf-8" : WBXML;
  }

  private static Form.Encoding encoding(HttpResponse<?> response) throws IOException {
    String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    if (type.contains("+wbxml")) return Form.Encoding.WBXML;
    if (type.contains("+xml")) return Form.Encoding.XML;
    throw new IOException("the server answered with type \"" + type + "\", which is no DM message");
  }

  private static String reason(HttpResponse<?> response, byte[] body) {
    boolean isText = response.headers().firstValue("Content-Type").orElse("").startsWith("text/");
    if (!isText || body.length == 0) return "";
    String text = Octets.wrap(body).utf8().replaceAll("\\s+", " ").strip();
    return ": " + text.substring(0, Math.min(LONGEST_REASON, text.length()));
  }
}
