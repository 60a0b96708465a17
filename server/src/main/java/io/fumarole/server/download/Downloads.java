package io.fumarole.server.download;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.ContentStore.Elsewhere;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.server.http.RetryAfter;
import io.fumarole.storage.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// `/dl/<token>`, the package, and `/dl/<token>.dd`, its descriptor. The token says all that is
/// needed: no look-up, and no thread while a slow device reads. Spec: dlota 5.
public final class Downloads extends Handler.Abstract {
  private static final System.Logger LOG = System.getLogger(Downloads.class.getName());

  private final SignedLinks links;
  private final ContentStore content;
  private final Withdrawn withdrawn;
  private final InstantSource clock;
  private final RetryAfter retryAfter;
  private final MappedFiles files;

  public Downloads(
      SignedLinks links,
      ContentStore content,
      MappedFiles files,
      Withdrawn withdrawn,
      InstantSource clock,
      RetryAfter retryAfter) {
    this.links = links;
    this.content = content;
    this.files = files;
    this.withdrawn = withdrawn;
    this.clock = clock;
    this.retryAfter = retryAfter;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws IOException {
    String path = Request.getPathInContext(request);
    if (!path.startsWith(SignedLinks.PACKAGES)) return false;
    boolean isHead = request.getMethod().equals("HEAD");
    if (!isHead && !request.getMethod().equals("GET")) {
      response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD");
      Words.send(response, callback, 405, "downloads answer GET and HEAD");
      return true;
    }
    String name = path.substring(SignedLinks.PACKAGES.length());
    boolean isDescriptor = name.endsWith(SignedLinks.DESCRIPTOR_SUFFIX);
    String token =
        isDescriptor
            ? name.substring(0, name.length() - SignedLinks.DESCRIPTOR_SUFFIX.length())
            : name;
    Optional<Grant> grant = links.read(token);
    if (grant.isEmpty()) {
      Words.send(response, callback, 404, "no such download: the address is not one of ours");
    } else {
      serve(grant.get(), isDescriptor, new Exchange(request, response, callback, isHead));
    }
    return true;
  }

  /// One request, with what its answer goes to.
  private record Exchange(Request request, Response response, Callback callback, boolean isHead) {
    Optional<String> header(HttpHeader name) {
      return Optional.ofNullable(request.getHeaders().get(name));
    }

    void put(HttpHeader name, String value) {
      response.getHeaders().put(name, value);
    }
  }

  private void serve(Grant grant, boolean isDescriptor, Exchange exchange) throws IOException {
    if (grant.isOverAt(clock.instant())) {
      Words.send(exchange.response, exchange.callback, 410, "this address has expired");
      return;
    }
    if (withdrawn.contains(grant.deployment(), clock.instant())) {
      Words.send(exchange.response, exchange.callback, 410, "this update was cancelled");
      return;
    }
    Optional<Elsewhere> elsewhere = exchange.isHead ? Optional.empty() : elsewhere(grant);
    if (elsewhere.isPresent()) {
      if (isDescriptor) descriptor(grant, elsewhere.get().size(), exchange);
      else lead(elsewhere.get(), exchange);
      return;
    }
    Optional<Path> file = find(grant.sha256());
    if (file.isEmpty()) {
      // The store has told its log. A device that comes again finds the package that was added
      // anew.
      Words.sendAway(
          exchange.response,
          exchange.callback,
          retryAfter,
          "this package is missing or damaged on the server: try again later");
      return;
    }
    if (isDescriptor) descriptor(grant, Files.size(file.get()), exchange);
    else content(grant, file.get(), exchange);
  }

  private Optional<Path> find(String sha256) {
    return asked(() -> content.file(sha256));
  }

  /// An address elsewhere is for one GET: a HEAD would be refused there.
  private Optional<Elsewhere> elsewhere(Grant grant) {
    if (grant.redirects() == RedirectUse.NONE) return Optional.empty();
    return asked(() -> content.elsewhere(grant.sha256(), grant.contentType()));
  }

  private static <T> Optional<T> asked(Supplier<Optional<T>> question) {
    try {
      return question.get();
    } catch (StorageException failed) {
      LOG.log(System.Logger.Level.ERROR, "a package cannot be read: {0}", failed.getMessage());
      return Optional.empty();
    }
  }

  /// 302, which the oldest clients know. A device that resumes asks here again, since the address
  /// there lives shortly.
  private static void lead(Elsewhere elsewhere, Exchange exchange) {
    exchange.put(HttpHeader.CACHE_CONTROL, "no-store");
    exchange.put(HttpHeader.LOCATION, elsewhere.url().toString());
    exchange.response.setStatus(HttpStatus.FOUND_302);
    exchange.response.getHeaders().put(HttpHeader.CONTENT_LENGTH, 0);
    exchange.callback.succeeded();
  }

  private void descriptor(Grant grant, long size, Exchange exchange) {
    byte[] descriptor = Descriptors.of(grant, size, links).toByteArray();
    exchange.put(HttpHeader.CACHE_CONTROL, "no-store");
    exchange.put(HttpHeader.CONTENT_TYPE, Descriptors.MEDIA_TYPE);
    Words.send(exchange.response, exchange.callback, descriptor);
  }

  private void content(Grant grant, Path file, Exchange exchange) throws IOException {
    String tag = '"' + grant.sha256() + '"';
    exchange.put(HttpHeader.ETAG, tag);
    exchange.put(HttpHeader.ACCEPT_RANGES, "bytes");
    exchange.put(HttpHeader.CACHE_CONTROL, "private, no-transform");
    if (names(exchange.header(HttpHeader.IF_NONE_MATCH), tag)) {
      exchange.response.setStatus(HttpStatus.NOT_MODIFIED_304);
      exchange.callback.succeeded();
      return;
    }
    long size = Files.size(file);
    switch (range(exchange, tag, size)) {
      case RangeAnswer.Whole() -> {
        exchange.put(HttpHeader.CONTENT_TYPE, grant.contentType());
        send(exchange, file, 0, size);
      }
      case RangeAnswer.Part(var first, var last) -> {
        exchange.response.setStatus(HttpStatus.PARTIAL_CONTENT_206);
        exchange.put(HttpHeader.CONTENT_TYPE, grant.contentType());
        exchange.put(HttpHeader.CONTENT_RANGE, "bytes " + first + "-" + last + "/" + size);
        send(exchange, file, first, last - first + 1);
      }
      case RangeAnswer.Unsatisfiable() -> {
        exchange.put(HttpHeader.CONTENT_RANGE, "bytes */" + size);
        Words.send(
            exchange.response, exchange.callback, 416, "the package has " + size + " octets");
      }
    }
  }

  /// Range means something for GET only (RFC 9110 14.2), and with If-Range only for what the device
  /// began with.
  private static RangeAnswer range(Exchange exchange, String tag, long size) {
    boolean isOther =
        exchange.header(HttpHeader.IF_RANGE).filter(it -> !it.equals(tag)).isPresent();
    if (exchange.isHead || isOther) return new RangeAnswer.Whole();
    return RangeAnswer.of(exchange.header(HttpHeader.RANGE), size);
  }

  /// Whether a list of entity tags names `tag`, compared weakly. Spec: RFC 9110 13.1.2.
  private static boolean names(Optional<String> list, String tag) {
    if (list.isEmpty()) return false;
    for (String one : list.get().split(",")) {
      String bare = one.strip();
      if (bare.equals("*") || bare.equals(tag) || bare.equals("W/" + tag)) return true;
    }
    return false;
  }

  private void send(Exchange exchange, Path file, long first, long length) throws IOException {
    exchange.response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
    if (exchange.isHead || length == 0) {
      exchange.callback.succeeded();
      return;
    }
    MappedFiles.Lease lease = files.lease(file);
    if (first + length > lease.octets().byteSize()) {
      lease.close();
      throw new IOException("a package became shorter while it was asked for");
    }
    new Sending(exchange.response, lease, first, length, exchange.callback).iterate();
  }
}
