package io.fumarole.agent.web;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/// A stream that fails when it brings nothing for too long.
final class PatientStream extends InputStream {
  private final InputStream inner;
  private final Duration patience;
  private final Watchdog watchdog;

  PatientStream(InputStream inner, Duration patience) {
    this.inner = inner;
    this.patience = patience;
    this.watchdog = Watchdog.over(inner, patience);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      int got = inner.read(target, offset, length);
      if (watchdog.hasBarked()) throw new StalledException(patience);
      watchdog.fed();
      return got;
    } catch (StalledException stalled) {
      throw stalled;
    } catch (IOException e) {
      if (!watchdog.hasBarked()) throw e;
      var stalled = new StalledException(patience);
      stalled.initCause(e);
      throw stalled;
    }
  }

  @Override
  public void close() throws IOException {
    watchdog.close();
    inner.close();
  }
}
