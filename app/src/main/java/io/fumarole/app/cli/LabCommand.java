package io.fumarole.app.cli;

import io.fumarole.lab.simulation.Sabotage;
import io.fumarole.lab.simulation.Simulation;
import io.fumarole.lab.simulation.Simulation.Outcome;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Rehearsals; `docs/lab.md` describes them.
@Command(
    name = "lab",
    mixinStandardHelpOptions = true,
    description =
        "Rehearse: server and devices in virtual time, a fleet against a real server, a campaign"
            + " before it starts; judge a device or a server.",
    synopsisSubcommandLabel = "(simulate | fleet | rehearse | conform)",
    subcommands = {LabFleetCommand.class, LabRehearseCommand.class, LabConformCommand.class})
final class LabCommand {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,18})\\.\\.(\\d{1,18})");

  /// A line of progress after so many.
  private static final int TELL_EACH = 1_000;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// One seed and its story, or many.
  static final class Which {
    @Option(names = "--seed", paramLabel = "N", description = "one seed: its story is told")
    private Optional<Long> seed = Optional.empty();

    @Option(names = "--seeds", paramLabel = "A..B", description = "all of them, broken ones told")
    private Optional<String> seeds = Optional.empty();
  }

  @Command(
      name = "simulate",
      mixinStandardHelpOptions = true,
      description = {
        "Runs the real server and agents in one thread of virtual time, with faults from a seed.",
        "Ends with 1 when something that must hold is broken."
      })
  int simulate(
      @ArgGroup(multiplicity = "1") Which which,
      @Option(
              names = "--sabotage",
              paramLabel = "NAME",
              description = "what is wrong on purpose, such as report-dropped")
          Optional<String> sabotage) {
    Optional<Sabotage> wrong = sabotage.map(LabCommand::sabotage);
    return which.seed.isPresent()
        ? tell(Simulation.run(which.seed.get(), wrong, true))
        : many(which.seeds.orElseThrow(), wrong);
  }

  private static Sabotage sabotage(String name) {
    return Arrays.stream(Sabotage.values())
        .filter(each -> name(each).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CliMistake(
                    "no sabotage '%s'; there are %s"
                        .formatted(
                            name,
                            Arrays.stream(Sabotage.values())
                                .map(LabCommand::name)
                                .collect(Collectors.joining(", ")))));
  }

  private static String name(Sabotage sabotage) {
    return sabotage.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private int tell(Outcome outcome) {
    PrintWriter out = out();
    out.print(outcome.story());
    out.println(summary(outcome));
    out.flush();
    return outcome.failure().isPresent() ? 1 : 0;
  }

  private static String summary(Outcome outcome) {
    return outcome
        .failure()
        .map(
            broken ->
                "seed %d is broken after %d h: %s: %s"
                    .formatted(
                        outcome.seed(),
                        broken.at().toHours(),
                        broken.invariant().words(),
                        broken.words()))
        .orElseGet(
            () ->
                "seed %d holds: %d steps, %s, %s, %s of the server"
                    .formatted(
                        outcome.seed(),
                        outcome.steps(),
                        count(outcome.deployments(), "deployment"),
                        count(outcome.powerCuts(), "power cut"),
                        count(outcome.serverStarts(), "start")));
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  private int many(String range, Optional<Sabotage> sabotage) {
    Matcher numbers = RANGE.matcher(range);
    if (!numbers.matches())
      throw new CliMistake("--seeds is a range such as 1..2000, not '" + range + "'");
    long from = Long.parseLong(numbers.group(1));
    long to = Long.parseLong(numbers.group(2));
    if (from > to) throw new CliMistake("--seeds " + range + " has no seed: the lower one first");
    long broken = 0;
    long steps = 0;
    for (long seed = from; seed <= to; seed++) {
      Outcome outcome = Simulation.run(seed, sabotage, false);
      steps += outcome.steps();
      if (outcome.failure().isPresent()) {
        broken++;
        out().println(summary(outcome));
      }
      if ((seed - from + 1) % TELL_EACH == 0)
        out().println("%d seeds, %d broken".formatted(seed - from + 1, broken));
      out().flush();
    }
    out().println("%d seeds, %d broken, %d steps".formatted(to - from + 1, broken, steps));
    if (broken > 0) out().println("'lab simulate --seed N' tells the story of one");
    out().flush();
    return broken > 0 ? 1 : 0;
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
