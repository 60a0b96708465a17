package io.fumarole.benchmarks;

import io.fumarole.benchmarks.soak.Soak;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Updates for as long as one likes, and whether anything grows.
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description =
        "Updates devices for a while and watches memory, threads and open files of both sides.")
final class SoakCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--minutes",
      paramLabel = "N",
      description = "how long (default: ${DEFAULT-VALUE})")
  private int minutes = 5;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Path folder = Files.createTempDirectory("fumarole-soak");
    out.println("soak: " + minutes + " minutes of updates …");
    out.flush();
    try {
      Soak.Verdict verdict = new Soak(folder, Duration.ofMinutes(minutes), true, out).run();
      out.println();
      out.print(verdict.table());
      out.println();
      out.println(
          "%d updates, all succeeded; %d samples: %s"
              .formatted(
                  verdict.updates(),
                  verdict.samples(),
                  verdict.isFlat() ? "flat" : "something grows"));
      return verdict.isFlat() ? 0 : 1;
    } finally {
      Folders.delete(folder);
    }
  }
}
