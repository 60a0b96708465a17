package io.fumarole.app.cli;

import io.fumarole.firmware.Keys;
import io.fumarole.firmware.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes a pair of keys for signing bundles.
@Command(
    name = "key",
    mixinStandardHelpOptions = true,
    description =
        "Makes a key to sign with: FILE (keep it secret) and FILE.pub (for server and devices).")
final class KeyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "FILE", description = "where the private key goes, as PEM")
  private Path file = Path.of("");

  @Option(names = "--json", description = "print where they are as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    if (Files.exists(file)) throw new CliMistake(file + " exists already: choose another name");
    SigningKey key = SigningKey.generate(new SecureRandom());
    Keys.write(key, file);
    Path publicFile = Path.of(file + ".pub");
    Keys.write(key.verifyingKey(), publicFile);
    var out = spec.commandLine().getOut();
    String id = key.verifyingKey().id().toString();
    out.println(
        json
            ? ApiClient.JSON.writeValueAsString(
                Map.of("key", id, "private", file.toString(), "public", publicFile.toString()))
            : "key " + id + ": private in " + file + ", public in " + publicFile);
    out.flush();
    return 0;
  }
}
