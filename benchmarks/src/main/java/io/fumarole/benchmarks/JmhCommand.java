package io.fumarole.benchmarks;

import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Runs the JMH benchmarks.
@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    description = "JMH benchmarks of the codec and of one step of a session.")
final class JmhCommand implements Runnable {
  @Parameters(
      arity = "0..1",
      defaultValue = ".*",
      paramLabel = "PATTERN",
      description = "which benchmarks, as a regular expression; default all")
  private String pattern = ".*";

  @Option(names = "--allocation", description = "also what is allocated per operation")
  private boolean allocation;

  @Override
  public void run() {
    var options = new OptionsBuilder().include(pattern);
    if (allocation) options.addProfiler(GCProfiler.class);
    try {
      new Runner(options.build()).run();
    } catch (RunnerException e) {
      throw new IllegalStateException("the benchmarks did not run: " + e.getMessage(), e);
    }
  }
}
