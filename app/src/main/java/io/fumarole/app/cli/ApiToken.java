package io.fumarole.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// By what a command may use the API.
final class ApiToken {
  @Option(
      names = "--token",
      paramLabel = "TOKEN",
      description = "API token (default: the file api-token in the data directory)",
      defaultValue = "${env:FUMAROLE_TOKEN}")
  private @Nullable String token;

  @Option(
      names = "--data",
      paramLabel = "DIRECTORY",
      description = "the server's data directory, for its api-token (default: ${DEFAULT-VALUE})",
      defaultValue = "${env:FUMAROLE_DATA:-fumarole-data}")
  private Path data = Path.of("fumarole-data");

  String text() {
    if (token != null && !token.isBlank()) return token;
    Path file = data.resolve("api-token");
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new CliMistake(
          "no API token at "
              + file
              + ": start a server here with './fumarole server', or say --data or --token");
    }
  }
}
