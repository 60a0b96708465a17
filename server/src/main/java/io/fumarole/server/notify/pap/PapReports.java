package io.fumarole.server.notify.pap;

import io.fumarole.protocol.pap.MalformedPapException;
import io.fumarole.protocol.pap.PapResult;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.Hmac;
import io.fumarole.server.StorageWatch;
import io.fumarole.server.http.RequestBody;
import io.fumarole.server.http.RetryAfter;
import io.fumarole.server.notify.Receipt;
import io.fumarole.server.notify.Receipts;
import io.fumarole.storage.StorageException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `/pap/<secret>`: what a push gateway reports. It has no password to show here: whoever knows the
/// address is the gateway. Spec: PAP 9.5.
public final class PapReports extends Handler.Abstract {
  private static final String PATH = "/pap/";

  /// A report has less than one kibibyte.
  private static final int LARGEST = 16 * 1_024;

  private final byte[] secret;
  private final Receipts receipts;
  private final StorageWatch watch;
  private final RetryAfter retryAfter;

  /// @param key the same on all servers, so that any of them takes the report
  public PapReports(Hmac key, Receipts receipts, StorageWatch watch, RetryAfter retryAfter) {
    this.secret = secret(key).getBytes(StandardCharsets.US_ASCII);
    this.receipts = receipts;
    this.watch = watch;
    this.retryAfter = retryAfter;
  }

  private static String secret(Hmac key) {
    byte[] name = "push gateway".getBytes(StandardCharsets.US_ASCII);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(key.of(name));
  }

  /// Where the gateway is asked to report.
  ///
  /// @param url of the server
  public static String address(String url, Hmac key) {
    return url + PATH + secret(key);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PATH)) return false;
    byte[] shown = path.substring(PATH.length()).getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(shown, secret)) {
      send(response, callback, 404, "no such address");
    } else if (!request.getMethod().equals("POST")) {
      response.getHeaders().put(HttpHeader.ALLOW, "POST");
      send(response, callback, 405, "reports are posted");
    } else {
      var in = Content.Source.asInputStream(request);
      switch (RequestBody.read(request, in, LARGEST, RequestBody.LONGEST)) {
        case RequestBody.Whole(var octets) -> take(octets, response, callback);
        case RequestBody bad -> send(response, callback, bad.status(), bad.words());
      }
    }
    return true;
  }

  private void take(Octets octets, Response response, Callback callback) {
    try {
      PapResult result = PapResult.read(octets);
      fate(result.fate())
          .map(it -> new Receipt(result.pushId(), it, "the push gateway says " + result.words()))
          .ifPresent(receipts::take);
      response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/xml");
      write(response, callback, 200, result.answer().toByteArray());
    } catch (MalformedPapException e) {
      send(response, callback, 400, "no report: " + e.getMessage());
    } catch (StorageException failed) {
      watch.failed(failed);
      response.getHeaders().put(HttpHeader.RETRY_AFTER, retryAfter.seconds());
      send(response, callback, 503, "the report cannot be stored now");
    }
  }

  private static Optional<Receipt.Fate> fate(PapResult.Fate fate) {
    return switch (fate) {
      case DELIVERED -> Optional.of(Receipt.Fate.DELIVERED);
      case FAILED -> Optional.of(Receipt.Fate.FAILED);
      case EXPIRED -> Optional.of(Receipt.Fate.EXPIRED);
      case OPEN -> Optional.empty();
    };
  }

  private static void send(Response response, Callback callback, int status, String words) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
    write(response, callback, status, (words + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static void write(Response response, Callback callback, int status, byte[] octets) {
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, octets.length);
    response.write(true, ByteBuffer.wrap(octets), callback);
  }
}
