package io.fumarole.app.cli;

import io.fumarole.app.crash.CrashRun;
import io.fumarole.storage.PostgresUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Kills a server under load, and looks whether it has lost anything.
@Command(
    name = "crash",
    mixinStandardHelpOptions = true,
    description =
        "Kills a server at every step of an exchange and at random instants while devices are updated, and compares what it acknowledged.")
final class CrashCommand implements Callable<Integer> {
  private static final int MOST_DEVICES = 100;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--kills", paramLabel = "N", description = "how often (default: 30)")
  private int kills = 30;

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "how many devices at once (default: 10)")
  private int devices = 10;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "decides where it is killed (default: by chance)")
  private @Nullable Long seed;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description = "an empty PostgreSQL database, instead of SQLite")
  private @Nullable String database;

  @Option(names = "--keep", description = "keep the run's files")
  private boolean keep;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (kills < 1) throw new CliMistake("--kills is 1 or more");
    if (devices < 1 || devices > MOST_DEVICES)
      throw new CliMistake("--devices is 1 to " + MOST_DEVICES);
    long chosen = seed == null ? ThreadLocalRandom.current().nextInt(1_000_000) : seed;
    PrintWriter out = spec.commandLine().getOut();
    Path directory = Files.createTempDirectory("fumarole-crash");
    out.println("crash: seed " + chosen + ", files in " + directory);
    out.flush();
    boolean isGood = false;
    try {
      isGood =
          CrashRun.run(new CrashRun.Setting(directory, database(), devices, kills, chosen), out);
    } finally {
      // What is wrong can be looked into.
      if (isGood && !keep) TemporaryFiles.delete(directory);
    }
    out.println(isGood ? "crash: nothing acknowledged was lost" : "crash: FAILED, see above");
    return isGood ? 0 : 1;
  }

  private Optional<String> database() {
    try {
      return Optional.ofNullable(database).map(url -> PostgresUrl.parse(url).text());
    } catch (IllegalArgumentException refused) {
      throw new CliMistake(String.valueOf(refused.getMessage()));
    }
  }
}
