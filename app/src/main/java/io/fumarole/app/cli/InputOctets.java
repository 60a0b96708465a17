package io.fumarole.app.cli;

import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Octets that a person hands to a command: a file, standard input, or hexadecimal digits.
final class InputOctets {
  private InputOctets() {}

  static Octets read(String what) throws IOException {
    if (what.equals("-")) return bounded(System.in.readNBytes(Limits.DEFAULT.messageOctets() + 1));
    boolean isPath = what.length() < 4_096 && Files.exists(Path.of(what));
    if (isPath) {
      try (var in = Files.newInputStream(Path.of(what))) {
        return bounded(in.readNBytes(Limits.DEFAULT.messageOctets() + 1));
      }
    }
    String digits = what.replaceAll("[\\s:]", "");
    if (digits.length() % 2 == 0 && digits.matches("[0-9A-Fa-f]+")) return Octets.hex(digits);
    throw new CliMistake("no file at " + what + ", and it is not hexadecimal either");
  }

  private static Octets bounded(byte[] octets) {
    if (octets.length == 0) throw new CliMistake("the input is empty");
    if (octets.length > Limits.DEFAULT.messageOctets())
      throw new CliMistake(
          "more than " + Limits.DEFAULT.messageOctets() + " octets: no message is that long");
    return Octets.wrap(octets);
  }
}
