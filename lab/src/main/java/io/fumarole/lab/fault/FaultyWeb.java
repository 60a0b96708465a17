package io.fumarole.lab.fault;

import io.fumarole.agent.time.Time;
import io.fumarole.agent.web.Web;
import io.fumarole.protocol.dlota.ContentKind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// Spoils a device's downloads of packages: cut, truncated, corrupted, or in drops.
public final class FaultyWeb implements Web {
  private static final String LENGTH = "Content-Length";
  private static final int DROP = 16;
  private static final Duration BETWEEN_DROPS = Duration.ofMillis(50);

  /// How long it drips, if nothing is said.
  private static final Duration DRIPS = Duration.ofSeconds(5);

  private final Web inner;
  private final Misfortunes misfortunes;
  private final Runnable powerCut;
  private final Time time;

  /// @param powerCut takes the device its power, and does not return
  public FaultyWeb(Web inner, Misfortunes misfortunes, Runnable powerCut, Time time) {
    this.inner = inner;
    this.misfortunes = misfortunes;
    this.powerCut = powerCut;
    this.time = time;
  }

  @Override
  public Response send(Request request) throws IOException, InterruptedException {
    Response response = inner.send(request);
    boolean hasPackage =
        request.method().equals("GET")
            && (response.status() == 200 || response.status() == 206)
            && ContentKind.of(response.header("Content-Type").orElse("")) == ContentKind.PACKAGE;
    OptionalLong length = length(response);
    return hasPackage && length.isPresent() ? spoiled(response, length.getAsLong()) : response;
  }

  private static OptionalLong length(Response response) {
    String text = response.header(LENGTH).orElse("");
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private Response spoiled(Response response, long length) {
    Optional<Dealt> cut = misfortunes.strike(Fault.POWER_CUT_DOWNLOAD);
    if (cut.isPresent())
      return new Spoiled(response, new Cut(response.body(), cut.get().octet(length)), length);
    Optional<Dealt> drip = misfortunes.strike(Fault.SLOW_DRIP);
    if (drip.isPresent())
      return new Spoiled(
          response, new Drip(response.body(), drip.get().lasts().orElse(DRIPS)), length);
    // A piece from the middle is held together with what is there already: only a whole one lies.
    if (response.status() != 200) return response;
    Optional<Dealt> truncated = misfortunes.strike(Fault.TRUNCATED);
    if (truncated.isPresent()) {
      long left = truncated.get().octet(length);
      return new Spoiled(response, new Truncated(response.body(), left), left);
    }
    Optional<Dealt> corrupted = misfortunes.strike(Fault.CORRUPTED);
    return corrupted.isPresent()
        ? new Spoiled(
            response, new Corrupted(response.body(), corrupted.get().octet(length)), length)
        : response;
  }

  private record Spoiled(Response response, InputStream body, long length) implements Response {
    @Override
    public int status() {
      return response.status();
    }

    @Override
    public Optional<String> header(String name) {
      return name.equalsIgnoreCase(LENGTH)
          ? Optional.of(Long.toString(length))
          : response.header(name);
    }

    @Override
    public void close() throws IOException {
      response.close();
    }
  }

  /// Octets that go by one after the other.
  private abstract static class Counted extends FilterInputStream {
    Counted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public abstract int read(byte[] target, int offset, int length) throws IOException;
  }

  private final class Cut extends Counted {
    private long left;

    Cut(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) powerCut.run();
      int got = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, got);
      return got;
    }
  }

  private static final class Truncated extends Counted {
    private long left;

    Truncated(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) return -1;
      int got = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, got);
      return got;
    }
  }

  private static final class Corrupted extends Counted {
    private long left;

    Corrupted(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int got = in.read(target, offset, length);
      if (left >= 0 && left < got) target[offset + (int) left] ^= 1;
      left -= Math.max(0, got);
      return got;
    }
  }

  private final class Drip extends Counted {
    private final Instant until;

    Drip(InputStream in, Duration lasts) {
      super(in);
      this.until = time.now().plus(lasts);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (!time.now().isBefore(until)) return in.read(target, offset, length);
      try {
        time.sleep(BETWEEN_DROPS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the run is over");
      }
      return in.read(target, offset, Math.min(length, DROP));
    }
  }
}
