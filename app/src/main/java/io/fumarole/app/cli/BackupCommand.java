package io.fumarole.app.cli;

import io.fumarole.storage.Backup;
import io.fumarole.storage.StorageException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Copies a data directory with SQLite, also while its server runs.
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = "Copies the data directory, also while the server runs.")
final class BackupCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIRECTORY", description = "where to; an earlier backup is renewed")
  private Path target = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIRECTORY",
      description = "the data directory (default: ${DEFAULT-VALUE})",
      defaultValue = "${env:FUMAROLE_DATA:-fumarole-data}")
  private Path data = Path.of("fumarole-data");

  @Override
  public Integer call() {
    Backup.Summary written = orMistake(() -> Backup.write(data, target));
    spec.commandLine()
        .getOut()
        .println(
            "%s: %s. It holds secret.key: keep it as safe as the server"
                .formatted(target, words(written)));
    return 0;
  }

  static String words(Backup.Summary summary) {
    return "%,d devices, %,d content files, %,d octets"
        .formatted(summary.devices(), summary.files(), summary.octets());
  }

  static Backup.Summary orMistake(Supplier<Backup.Summary> work) {
    try {
      return work.get();
    } catch (StorageException refused) {
      throw new CliMistake(String.valueOf(refused.getMessage()));
    }
  }
}
