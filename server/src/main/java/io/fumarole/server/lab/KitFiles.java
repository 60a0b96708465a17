package io.fumarole.server.lab;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.http.RequestBody;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.QuietException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `/kit/<token>/<name>`: what a device fetches and posts while the kit judges it.
public final class KitFiles extends Handler.Abstract {
  static final String PREFIX = "/kit/";

  /// A status report of a download has one line.
  private static final int LONGEST = 65_536;

  private static final int NOT_FOUND = 404;
  private static final String TEXT = "text/plain; charset=utf-8";

  private final Examinations examinations;

  public KitFiles(Examinations examinations) {
    this.examinations = examinations;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback)
      throws InterruptedException, IOException {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(PREFIX)) return false;
    int end = path.indexOf('/', PREFIX.length());
    Optional<Sitter> sitter =
        end < 0 ? Optional.empty() : examinations.withToken(path.substring(PREFIX.length(), end));
    if (sitter.isEmpty()) {
      send(response, callback, NOT_FOUND, "no such file: the run that served it is over");
      return true;
    }
    switch (RequestBody.read(
        request, Content.Source.asInputStream(request), LONGEST, RequestBody.LONGEST)) {
      case RequestBody.Whole(var octets) ->
          answer(sitter.get().fetch(call(request, path, octets)), request, response, callback);
      case RequestBody bad -> send(response, callback, bad.status(), bad.words());
    }
    return true;
  }

  private static ConformanceRoom.Call call(Request request, String path, Octets body) {
    List<ConformanceRoom.Header> headers = new ArrayList<>();
    request
        .getHeaders()
        .forEach(it -> headers.add(new ConformanceRoom.Header(it.getName(), it.getValue())));
    return new ConformanceRoom.Call(request.getMethod(), path, headers, body);
  }

  private static void answer(
      ConformanceRoom.Fetched fetched, Request request, Response response, Callback callback) {
    response.setStatus(fetched.status());
    fetched.headers().forEach(it -> response.getHeaders().put(it.name(), it.value()));
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, fetched.length());
    var body = ByteBuffer.wrap(fetched.body().toByteArray());
    if (request.getMethod().equals("HEAD") || fetched.length() == 0) callback.succeeded();
    else if (fetched.length() == body.remaining()) response.write(true, body, callback);
    else response.write(false, body, Callback.from(() -> breakOff(callback), callback::failed));
  }

  /// More was announced than comes: the case wants the download to break off.
  private static void breakOff(Callback callback) {
    callback.failed(new QuietException.Exception("the case breaks the download off here"));
  }

  private static void send(Response response, Callback callback, int status, String words) {
    byte[] octets = (words + "\n").getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, TEXT);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, octets.length);
    if (response.getRequest().getMethod().equals("HEAD")) callback.succeeded();
    else response.write(true, ByteBuffer.wrap(octets), callback);
  }
}
