package io.fumarole.server.download;

import io.fumarole.server.http.RetryAfter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Short answers.
final class Words {
  private Words() {}

  static void send(Response response, Callback callback, int status, String text) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    send(response, callback, (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// Not now: come again.
  static void sendAway(Response response, Callback callback, RetryAfter retryAfter, String text) {
    response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter.seconds());
    send(response, callback, HttpStatus.SERVICE_UNAVAILABLE_503, text);
  }

  /// Sends the octets as a whole; to HEAD, only their length.
  static void send(Response response, Callback callback, byte[] octets) {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, octets.length);
    if (response.getRequest().getMethod().equals("HEAD")) callback.succeeded();
    else response.write(true, ByteBuffer.wrap(octets), callback);
  }
}
