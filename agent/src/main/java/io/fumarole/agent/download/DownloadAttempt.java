package io.fumarole.agent.download;

import io.fumarole.agent.download.Downloader.Expected;
import io.fumarole.agent.download.Downloader.Settings;
import io.fumarole.agent.download.PartFile.Mark;
import io.fumarole.agent.time.RetryAfter;
import io.fumarole.agent.web.StalledException;
import io.fumarole.agent.web.Web;
import io.fumarole.protocol.dlota.ContentKind;
import io.fumarole.protocol.dlota.DownloadOutcome;
import io.fumarole.protocol.dlota.DownloadOutcome.Ended;
import io.fumarole.protocol.dlota.InstallStatus;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// One request after the other for the same file: the whole, or what is missing of it. Spec: dlota
/// 5, RFC 9110 14.
final class DownloadAttempt {
  private static final DownloadOutcome NOT_ACCEPTABLE =
      new DownloadOutcome.Reported(InstallStatus.NON_ACCEPTABLE_CONTENT);
  private static final DownloadOutcome INVALID_DESCRIPTOR =
      new DownloadOutcome.Reported(InstallStatus.INVALID_DESCRIPTOR);

  /// A server that breaks HTTP: as if it had said 500 itself.
  static final DownloadOutcome BAD_ANSWER = new DownloadOutcome.HttpRefused(500);

  /// Descriptors hold a dozen short texts; phones stop at less than 4 KiB.
  private static final int LARGEST_DESCRIPTOR = 64 << 10;

  private static final int CHUNK = 64 << 10;

  private final Web web;
  private final Settings settings;
  private final URI address;
  private final PartFile part;
  private final Expected expected;
  private final Progress progress;
  private boolean changedOnce;

  DownloadAttempt(
      Web web,
      Settings settings,
      URI address,
      PartFile part,
      Expected expected,
      Progress progress) {
    this.web = web;
    this.settings = settings;
    this.address = address;
    this.part = part;
    this.expected = expected;
    this.progress = progress;
  }

  /// @throws IOException when the disk fails
  /// @throws DownloadException when the network or the server does
  Fetched run() throws IOException, DownloadException, InterruptedException {
    Optional<Mark> held = part.resume(address.toString());
    if (held.filter(Mark::isComplete).isPresent()) return complete(held.get());
    try (Web.Response response = send(held)) {
      return switch (response.status()) {
        case 200 -> whole(response);
        case 206 -> rest(held, response);
        case 416 -> nothingLeft(held, response);
        default ->
            throw new DownloadException(
                new DownloadOutcome.HttpRefused(response.status()),
                "the download server answered " + response.status(),
                RetryAfter.of(response.header(RetryAfter.HEADER)));
      };
    }
  }

  private Web.Response send(Optional<Mark> held) throws DownloadException, InterruptedException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", ContentKind.ACCEPT + ", */*");
    headers.put("Accept-Encoding", "identity");
    held.ifPresent(
        mark -> {
          headers.put("Range", "bytes=" + mark.durable() + "-");
          headers.put("If-Range", mark.validator().orElseThrow());
        });
    try {
      return web.send(
          new Web.Request("GET", address, headers, Octets.EMPTY, settings.stallTimeout()));
    } catch (IOException e) {
      throw new DownloadException(endOf(e), address.getHost() + ": " + words(e), e);
    }
  }

  private Fetched whole(Web.Response response) throws IOException, DownloadException {
    String type = contentType(response);
    switch (ContentKind.of(type)) {
      case DESCRIPTOR -> {
        return new Fetched.Descriptor(descriptor(response.body()));
      }
      case DESCRIPTOR_2, COMBINED ->
          throw new DownloadException(NOT_ACCEPTABLE, "cannot take " + type);
      case PACKAGE -> {}
    }
    part.discard();
    long total = length(response);
    check(total);
    Mark mark = new Mark(address.toString(), validator(response), total, type, 0);
    part.start(mark);
    return receive(mark, response.body());
  }

  private Fetched rest(Optional<Mark> held, Web.Response response)
      throws IOException, DownloadException {
    Optional<ContentRange> range = response.header("Content-Range").flatMap(ContentRange::parse);
    if (held.isEmpty() || range.isEmpty() || range.get().from() != held.get().durable())
      throw new DownloadException(BAD_ANSWER, "206 with a range that nobody asked for");
    Mark mark = held.get();
    Optional<String> now = validator(response);
    boolean otherTotal = mark.total() >= 0 && range.get().total() != mark.total();
    if (otherTotal || (now.isPresent() && !now.equals(mark.validator())))
      return changed(mark, "the file changed while it was fetched");
    check(range.get().total());
    return receive(mark.ofTotal(range.get().total()), response.body());
  }

  private Fetched nothingLeft(Optional<Mark> held, Web.Response response)
      throws IOException, DownloadException {
    if (held.isEmpty()) throw new DownloadException(BAD_ANSWER, "416 to no range");
    Mark mark = held.get();
    boolean complete =
        response
            .header("Content-Range")
            .flatMap(ContentRange::parse)
            .filter(range -> range.total() == mark.durable())
            .isPresent();
    return complete ? complete(mark) : changed(mark, "the file got shorter while it was fetched");
  }

  /// The part is of no use: begin again, once. Spec: dlota 5, "Changed object".
  private Fetched changed(Mark mark, String why) throws IOException, DownloadException {
    if (changedOnce) throw new DownloadException(Ended.SIZE_MISMATCH, why + ", again");
    changedOnce = true;
    part.start(new Mark(mark.url(), Optional.empty(), -1, "", 0));
    throw new DownloadException(BAD_ANSWER, why);
  }

  private Fetched receive(Mark started, InputStream body) throws IOException, DownloadException {
    Mark mark = started;
    try {
      byte[] buffer = new byte[CHUNK];
      int got;
      while ((got = read(body, buffer)) >= 0) {
        mark = part.append(mark, Arrays.copyOf(buffer, got));
        if (part.size() > settings.largest() || (mark.total() >= 0 && part.size() > mark.total()))
          throw new DownloadException(
              NOT_ACCEPTABLE, "more octets than announced or allowed: " + part.size());
        progress.at(part.size(), mark.total());
      }
    } finally {
      mark = part.save(mark);
    }
    if (mark.total() >= 0 && part.size() < mark.total())
      throw new DownloadException(
          Ended.NETWORK_LOST, "cut off after " + part.size() + " of " + mark.total() + " octets");
    return complete(mark);
  }

  private Fetched complete(Mark mark) throws IOException, DownloadException {
    long size = part.size();
    if (expected.size().isPresent() && size != expected.size().getAsLong()) {
      part.discard();
      throw new DownloadException(
          Ended.SIZE_MISMATCH,
          size + " octets, but " + expected.size().getAsLong() + " in the descriptor");
    }
    return new Fetched.Complete(size, mark.contentType());
  }

  /// Takes what is there, little or much: what arrived before a cut is kept.
  private static int read(InputStream body, byte[] buffer) throws DownloadException {
    try {
      return body.read(buffer);
    } catch (StalledException e) {
      throw new DownloadException(Ended.TIMED_OUT, words(e), e);
    } catch (IOException e) {
      throw new DownloadException(Ended.NETWORK_LOST, "cut off: " + words(e), e);
    }
  }

  private void check(long total) throws IOException, DownloadException {
    if (total > settings.largest())
      throw new DownloadException(
          NOT_ACCEPTABLE, total + " octets, the device takes " + settings.largest());
    if (expected.size().isPresent() && total >= 0 && total != expected.size().getAsLong())
      throw new DownloadException(
          Ended.SIZE_MISMATCH,
          total + " octets, but " + expected.size().getAsLong() + " in the descriptor");
    long free = part.free();
    if (total - part.size() > free)
      throw new DownloadException(Ended.OUT_OF_MEMORY, total + " octets, " + free + " are free");
  }

  private static Octets descriptor(InputStream body) throws DownloadException {
    try {
      byte[] content = body.readNBytes(LARGEST_DESCRIPTOR + 1);
      if (content.length > LARGEST_DESCRIPTOR)
        throw new DownloadException(INVALID_DESCRIPTOR, "a descriptor of more than 64 KiB");
      return Octets.wrap(content);
    } catch (IOException e) {
      throw new DownloadException(Ended.NETWORK_LOST, "cut off: " + words(e), e);
    }
  }

  /// -1 when the server does not say, or nothing that could be a length.
  private static long length(Web.Response response) {
    return response
        .header("Content-Length")
        .map(String::strip)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(-1L);
  }

  private static String contentType(Web.Response response) {
    String type = response.header("Content-Type").orElse("application/octet-stream");
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  /// A strong ETag, else Last-Modified: a weak one does not promise the same octets. Spec: RFC 9110
  /// 13.1.5.
  private static Optional<String> validator(Web.Response response) {
    return response
        .header("ETag")
        .filter(tag -> !tag.startsWith("W/"))
        .or(() -> response.header("Last-Modified"));
  }

  private static Ended endOf(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof HttpTimeoutException) return Ended.TIMED_OUT;
      if (cause instanceof SSLException) return Ended.CERTIFICATE_REFUSED;
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException)
        return Ended.NO_ROUTE;
    }
    return e instanceof ConnectException ? Ended.CONNECTION_REFUSED : Ended.NETWORK_LOST;
  }

  static String words(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
