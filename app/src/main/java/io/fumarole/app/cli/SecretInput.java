package io.fumarole.app.cli;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// Secrets from where nobody else sees them: the terminal, or a file.
final class SecretInput {
  private SecretInput() {}

  /// Asked for twice: nobody sees what is typed.
  static String asked(String what) {
    Console console =
        Optional.ofNullable(System.console())
            .filter(Console::isTerminal)
            .orElseThrow(
                () ->
                    new CliMistake(
                        "there is no terminal to ask for the "
                            + what
                            + ": say --password-file FILE"));
    char[] first = console.readPassword("%s: ", what);
    char[] second = console.readPassword("once more: ");
    if (first == null || second == null) throw new CliMistake("no password was typed");
    if (!Arrays.equals(first, second)) throw new CliMistake("the two are not the same");
    return new String(first);
  }

  /// The first line of a file.
  static String read(Path file) {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      return Optional.ofNullable(lines.readLine())
          .filter(it -> !it.isBlank())
          .orElseThrow(() -> new CliMistake(file + " has no password on its first line"));
    } catch (IOException e) {
      throw new CliMistake("cannot read " + file + ": " + e.getMessage());
    }
  }
}
