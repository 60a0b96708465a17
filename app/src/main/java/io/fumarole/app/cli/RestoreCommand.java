package io.fumarole.app.cli;

import io.fumarole.storage.Backup;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Puts a backup into a new data directory.
@Command(
    name = "restore",
    mixinStandardHelpOptions = true,
    description = "Puts a backup into a data directory that holds nothing yet.")
final class RestoreCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "DIRECTORY", description = "the backup")
  private Path backup = Path.of("");

  @Option(
      names = "--data",
      paramLabel = "DIRECTORY",
      description = "the new data directory (default: ${DEFAULT-VALUE})",
      defaultValue = "${env:FUMAROLE_DATA:-fumarole-data}")
  private Path data = Path.of("fumarole-data");

  @Override
  public Integer call() {
    Backup.Summary restored = BackupCommand.orMistake(() -> Backup.restore(backup, data));
    spec.commandLine()
        .getOut()
        .println(
            "%s: %s; start the server with --data %s"
                .formatted(data, BackupCommand.words(restored), data));
    return 0;
  }
}
