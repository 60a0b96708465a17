package io.fumarole.lab.simulation;

import io.fumarole.agent.web.StalledException;
import io.fumarole.agent.web.Web;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.exchange.DownloadLinks;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The download site, and the way from there to one device: answers come late, break off and stall.
final class SimulatedSite implements Web {
  private static final String BASE = "http://site.example/";
  private static final String DESCRIPTOR = ".dd";
  private static final int PIECE = 1_024;

  static final DownloadLinks LINKS =
      new DownloadLinks() {
        @Override
        public String link(Wanted wanted, Instant now) {
          return BASE
              + wanted.firmwarePackage().id().value()
              + (wanted.delivery() == Delivery.DESCRIPTOR ? DESCRIPTOR : "");
        }

        @Override
        public boolean isOurs(String url) {
          return url.startsWith(BASE);
        }
      };

  private final World world;
  private final RandomGenerator random;

  SimulatedSite(World world, RandomGenerator random) {
    this.world = world;
    this.random = random;
  }

  @Override
  public Response send(Request request) throws IOException {
    world.agenda().sleep(Duration.ofMillis(random.nextInt(20, 500)));
    if (strikes()) fail(request);
    if (request.method().equals("POST")) return answer(request, 200, Map.of(), Octets.EMPTY);
    String name = request.uri().getPath().substring(1);
    boolean isDescriptor = name.endsWith(DESCRIPTOR);
    String id = isDescriptor ? name.substring(0, name.length() - DESCRIPTOR.length()) : name;
    Optional<Release> release =
        Release.ALL.stream()
            .filter(each -> each.firmwarePackage().id().value().equals(id))
            .findFirst();
    if (release.isEmpty()) return answer(request, 404, Map.of(), Octets.EMPTY);
    return isDescriptor ? descriptor(request, release.get()) : bundle(request, release.get());
  }

  private boolean strikes() {
    return world.strikes(random, world.weather().downloadFault());
  }

  private void fail(Request request) throws IOException {
    if (random.nextBoolean()) throw new ConnectException("the site does not listen");
    world.agenda().sleep(request.patience());
    throw new HttpTimeoutException("the site does not answer");
  }

  private Response descriptor(Request request, Release release) {
    String text =
        """
        <media xmlns="http://www.openmobilealliance.org/xmlns/dd">
          <type>%s</type><size>%d</size><objectURI>%s</objectURI>
          <installNotifyURI>%s</installNotifyURI>
        </media>
        """
            .formatted(
                FirmwarePackage.OCTET_STREAM,
                release.bundle().length(),
                BASE + release.firmwarePackage().id(),
                BASE + "notify");
    return answer(
        request, 200, Map.of("content-type", "application/vnd.oma.dd+xml"), Octets.utf8(text));
  }

  private Response bundle(Request request, Release release) {
    String tag = "\"" + release.firmwarePackage().sha256() + "\"";
    String type = FirmwarePackage.OCTET_STREAM;
    Octets all = release.bundle();
    Optional<Integer> from =
        Optional.ofNullable(request.headers().get("Range"))
            .filter(range -> tag.equals(request.headers().get("If-Range")))
            .map(range -> range.replaceAll("\\D", ""))
            .map(Integer::parseInt);
    if (from.isEmpty())
      return answer(
          request,
          200,
          Map.of(
              "content-type", type, "etag", tag, "content-length", Integer.toString(all.length())),
          all);
    if (from.get() >= all.length())
      return answer(request, 416, Map.of("content-range", "bytes */" + all.length()), Octets.EMPTY);
    String range = "bytes " + from.get() + "-" + (all.length() - 1) + "/" + all.length();
    return answer(
        request,
        206,
        Map.of("content-type", type, "etag", tag, "content-range", range),
        Octets.wrap(java.util.Arrays.copyOfRange(all.toByteArray(), from.get(), all.length())));
  }

  private Response answer(Request request, int status, Map<String, String> headers, Octets body) {
    var stream = new Pieces(body.toByteArray(), request.patience());
    return new Response() {
      @Override
      public int status() {
        return status;
      }

      @Override
      public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
      }

      @Override
      public InputStream body() {
        return stream;
      }

      @Override
      public void close() {}
    };
  }

  /// A body that arrives piece by piece, each in its own time, or not.
  private final class Pieces extends InputStream {
    private final byte[] all;
    private final Duration patience;
    private int next;

    Pieces(byte[] all, Duration patience) {
      this.all = all;
      this.patience = patience;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (next == all.length) return -1;
      world.agenda().sleep(Duration.ofMillis(random.nextInt(10, 300)));
      if (strikes()) {
        if (random.nextBoolean()) throw new IOException("the connection is gone");
        world.agenda().sleep(patience);
        throw new StalledException(patience);
      }
      int count = Math.min(PIECE, Math.min(length, all.length - next));
      System.arraycopy(all, next, target, offset, count);
      next += count;
      return count;
    }
  }
}
