package io.fumarole.server.rest;

import io.fumarole.server.rest.NewDevices.ImportedDevice;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// An import with a JSON object on each line; empty lines are passed over.
final class JsonLines implements ImportLines {
  private final InputStream in;
  private long number;

  JsonLines(InputStream in) {
    this.in = new BufferedInputStream(in, LONGEST);
  }

  @Override
  public Optional<Line> next() {
    var line = new ByteArrayOutputStream();
    int octet = read();
    while (octet >= 0) {
      if (octet != '\n') {
        // What is too much is counted, and not kept.
        if (line.size() <= LONGEST) line.write(octet);
      } else {
        number++;
        if (!line.toString(java.nio.charset.StandardCharsets.UTF_8).isBlank())
          return Optional.of(line(line));
        line.reset();
      }
      octet = read();
    }
    if (line.size() == 0) return Optional.empty();
    number++;
    return Optional.of(line(line));
  }

  private int read() {
    try {
      return in.read();
    } catch (IOException gone) {
      throw new UncheckedIOException("the import broke off", gone);
    }
  }

  private Line line(ByteArrayOutputStream octets) {
    if (octets.size() > LONGEST)
      return new Line.Broken(number, new BadRequest("a line has at most " + LONGEST + " octets"));
    try {
      return new Line.Read(number, Input.read(octets.toByteArray(), ImportedDevice.class));
    } catch (BadRequest broken) {
      return new Line.Broken(number, broken);
    }
  }
}
