package io.fumarole.lab.fleet;

import io.fumarole.agent.time.Time;
import io.fumarole.agent.web.Web;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Downloads over a device's line: at its speed, and at times broken off in the middle.
final class LinkWeb implements Web {
  /// A download that breaks off has brought up to so many octets.
  private static final int MOST_BEFORE_BREAK = 1 << 20;

  /// Octets at a time, so that a slow line is slow all the time.
  private static final int CHUNK = 16 << 10;

  private final Web inner;
  private final Link link;
  private final Gate gate;
  private final Time time;
  private final RandomGenerator random;
  private final Tally tally;

  LinkWeb(Web inner, Link link, Gate gate, Time time, RandomGenerator random, Tally tally) {
    this.inner = inner;
    this.link = link;
    this.gate = gate;
    this.time = time;
    this.random = random;
    this.tally = tally;
  }

  @Override
  public Response send(Request request) throws IOException, InterruptedException {
    long breaks = link.loss().strikes(random) ? random.nextInt(MOST_BEFORE_BREAK) : Long.MAX_VALUE;
    if (!link.latency().isZero()) time.sleep(link.latency().multipliedBy(2));
    gate.enter();
    try {
      tally.download();
      Response response = inner.send(request);
      return new Line(response, new Paced(response.body(), breaks), gate);
    } catch (IOException | InterruptedException | RuntimeException e) {
      gate.leave();
      throw e;
    }
  }

  private static final class Line implements Response {
    private final Response response;
    private final InputStream body;
    private final Gate gate;
    private boolean closed;

    Line(Response response, InputStream body, Gate gate) {
      this.response = response;
      this.body = body;
      this.gate = gate;
    }

    @Override
    public int status() {
      return response.status();
    }

    @Override
    public Optional<String> header(String name) {
      return response.header(name);
    }

    @Override
    public InputStream body() {
      return body;
    }

    @Override
    public void close() throws IOException {
      if (closed) return;
      closed = true;
      gate.leave();
      response.close();
    }
  }

  private final class Paced extends FilterInputStream {
    private long left;

    Paced(InputStream in, long breaks) {
      super(in);
      this.left = breaks;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left <= 0) {
        tally.lost();
        throw new IOException("the download broke off on purpose");
      }
      int got = in.read(target, offset, (int) Math.min(Math.min(length, CHUNK), left));
      if (got <= 0) return got;
      left -= got;
      tally.octets(got);
      pace(got);
      return got;
    }

    private void pace(int octets) throws IOException {
      if (link.octetsPerSecond().isEmpty()) return;
      try {
        time.sleep(link.carries(octets));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("the run is over");
      }
    }
  }
}
