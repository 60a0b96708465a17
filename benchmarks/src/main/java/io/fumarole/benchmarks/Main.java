package io.fumarole.benchmarks;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What `./fumarole bench` and `./fumarole soak` start.
@Command(
    name = "fumarole",
    mixinStandardHelpOptions = true,
    description = "Measurements.",
    subcommands = {BenchCommand.class, SoakCommand.class})
public final class Main implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "which measurement? For instance 'bench'");
  }

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
