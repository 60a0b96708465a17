package io.fumarole.agent.download;

import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.time.Backoff;
import io.fumarole.agent.time.Time;
import io.fumarole.agent.web.Web;
import io.fumarole.protocol.dlota.DownloadOutcome.Ended;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/// Fetches one address into a file, going on where an earlier attempt, or an earlier life of the
/// agent, was cut off. Spec: dlota 5.
public final class Downloader {
  /// With less than this left, a write that failed has filled the disk.
  private static final int LEAST_ROOM = 64 << 10;

  /// A download never ends while each attempt brings something, but not without any bound.
  private static final int MOST_ATTEMPTS = 10_000;

  /// @param attempts how many in a row may bring nothing
  /// @param stallTimeout the longest wait for the next octet
  /// @param largest octets of a package that the device would take
  public record Settings(int attempts, Duration stallTimeout, long largest, Backoff backoff) {}

  /// What the caller knows of the file beforehand, from a descriptor.
  public record Expected(OptionalLong size) {
    public static final Expected ANYTHING = new Expected(OptionalLong.empty());
  }

  private final Web web;
  private final Disk disk;
  private final Settings settings;
  private final Time time;
  private final RandomGenerator random;

  public Downloader(Web web, Disk disk, Settings settings, Time time, RandomGenerator random) {
    this.web = web;
    this.disk = disk;
    this.settings = settings;
    this.time = time;
    this.random = random;
  }

  /// Fetches `url` into `file`, whose directory is there.
  public Fetched fetch(String url, Path file, Expected expected, Progress progress)
      throws InterruptedException {
    Optional<URI> address = address(url);
    if (address.isEmpty())
      return new Fetched.Failed(Ended.BAD_URL, "not an http or https address: " + url);
    PartFile part = new PartFile(disk, file);
    DownloadAttempt attempt =
        new DownloadAttempt(web, settings, address.get(), part, expected, progress);
    int inVain = 0;
    DownloadException last =
        new DownloadException(DownloadAttempt.BAD_ANSWER, "no attempt was made");
    for (int made = 0; made < MOST_ATTEMPTS && inVain < settings.attempts(); made++) {
      if (inVain > 0) time.sleep(settings.backoff().after(inVain, last.after(), random));
      long before = part.size();
      try {
        return attempt.run();
      } catch (DownloadException e) {
        if (!e.isPassing()) return new Fetched.Failed(e.outcome(), e.why());
        last = e;
      } catch (IOException e) {
        return diskFailed(part, e);
      }
      inVain = part.size() > before ? 1 : inVain + 1;
    }
    return new Fetched.Failed(
        last.outcome(), last.why() + "; gave up after " + inVain + " attempts without progress");
  }

  /// Drops what is in `file`, so that the next fetch begins anew.
  void discard(Path file) throws IOException {
    new PartFile(disk, file).discard();
  }

  private static Fetched diskFailed(PartFile part, IOException cause) {
    try {
      if (part.free() < LEAST_ROOM)
        return new Fetched.Failed(Ended.OUT_OF_MEMORY, "the disk is full after " + part.size());
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
    return new Fetched.Failed(
        Ended.DEVICE_ABORTED, "the disk failed: " + DownloadAttempt.words(cause));
  }

  private static Optional<URI> address(String url) {
    try {
      URI uri = URI.create(url.strip());
      boolean http = "http".equalsIgnoreCase(uri.getScheme()) || isHttps(uri);
      return http && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
    } catch (IllegalArgumentException notAUri) {
      return Optional.empty();
    }
  }

  private static boolean isHttps(URI uri) {
    return "https".equalsIgnoreCase(uri.getScheme());
  }
}
