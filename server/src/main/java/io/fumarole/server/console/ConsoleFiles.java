package io.fumarole.server.console;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Serves the console at `/`: the files of its bundle, and its page at every address that a browser
/// opens and that is nobody else's, so that a link into the console works.
public final class ConsoleFiles extends Handler.Abstract {
  private static final String PAGE = "index.html";
  private static final Pattern NAME =
      Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)*");

  /// Files whose names say what is in them never change.
  private static final String NAMED_BY_CONTENT = "assets/";

  /// Of Mantine, which writes the values of a component into its style.
  private static final String STYLES = "'self' 'unsafe-inline'";

  private static final HttpFields SAFE =
      HttpFields.build()
          .add(
              "Content-Security-Policy",
              "default-src 'none'; script-src 'self'; style-src "
                  + STYLES
                  + "; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'")
          .add("X-Content-Type-Options", "nosniff")
          .add("Referrer-Policy", "no-referrer")
          .add("Cross-Origin-Opener-Policy", "same-origin")
          .asImmutable();

  /// For a year after the last visit a browser comes by https only, whatever a link says. Spec: RFC
  /// 6797. Not for the names below ours: they may be somebody else's.
  private static final HttpField STRICT_TRANSPORT =
      new HttpField("Strict-Transport-Security", "max-age=31536000");

  private final boolean isPublicTls;

  /// There are as many as the bundle has; names of none are not kept.
  private final Map<String, ConsoleFile> known = new ConcurrentHashMap<>();

  /// @param isPublicTls whether the server's public address is https, also when a proxy ends it
  public ConsoleFiles(boolean isPublicTls) {
    this.isPublicTls = isPublicTls;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    boolean isHead = request.getMethod().equals("HEAD");
    if (!isHead && !request.getMethod().equals("GET")) return false;
    String path = Request.getPathInContext(request);
    if (isOfOthers(path)) return false;
    String name = path.equals("/") ? PAGE : path.substring(1);
    Optional<ConsoleFile> file =
        find(name).or(() -> asksForPage(request, name) ? find(PAGE) : Optional.empty());
    file.ifPresent(it -> send(it, name, isHead, request, response, callback));
    return file.isPresent();
  }

  /// What devices and programs ask for must never get a page for people.
  private static boolean isOfOthers(String path) {
    return path.startsWith("/oidc/")
        || path.startsWith("/api/")
        || path.startsWith("/dm")
        || path.startsWith("/metrics");
  }

  /// A browser that opens a link, not a script that lacks a file.
  private static boolean asksForPage(Request request, String name) {
    String accepted = request.getHeaders().get(HttpHeader.ACCEPT);
    return accepted != null && accepted.contains("text/html") && !name.startsWith(NAMED_BY_CONTENT);
  }

  private Optional<ConsoleFile> find(String name) {
    ConsoleFile file = known.get(name);
    if (file != null) return Optional.of(file);
    if (!NAME.matcher(name).matches()) return Optional.empty();
    Optional<ConsoleFile> read = ConsoleFile.read(name);
    read.ifPresent(it -> known.put(name, it));
    return read;
  }

  private void send(
      ConsoleFile file,
      String name,
      boolean isHead,
      Request request,
      Response response,
      Callback callback) {
    HttpFields.Mutable headers = response.getHeaders();
    for (HttpField field : SAFE) headers.put(field);
    if (isPublicTls) headers.put(STRICT_TRANSPORT);
    headers.put(HttpHeader.ETAG, file.tag());
    headers.put(
        HttpHeader.CACHE_CONTROL,
        name.startsWith(NAMED_BY_CONTENT) ? "public, max-age=31536000, immutable" : "no-cache");
    headers.put(HttpHeader.VARY, "Accept-Encoding, Accept");
    if (file.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
      response.setStatus(HttpStatus.NOT_MODIFIED_304);
      callback.succeeded();
      return;
    }
    headers.put(HttpHeader.CONTENT_TYPE, file.type());
    boolean isCompressed = request.getHeaders().contains(HttpHeader.ACCEPT_ENCODING, "gzip");
    if (isCompressed) headers.put(HttpHeader.CONTENT_ENCODING, "gzip");
    ByteBuffer octets = isCompressed ? file.compressed() : file.octets();
    headers.put(HttpHeader.CONTENT_LENGTH, octets.remaining());
    // A buffer has one reader at a time.
    response.write(true, isHead ? ByteBuffer.allocate(0) : octets.duplicate(), callback);
  }
}
