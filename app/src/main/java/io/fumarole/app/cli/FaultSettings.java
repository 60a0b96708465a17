package io.fumarole.app.cli;

import io.fumarole.lab.fault.Fault;
import io.fumarole.lab.fault.FaultPlan;
import io.fumarole.lab.fault.FaultPlan.Chance;
import io.fumarole.lab.fault.FaultScript;
import io.fumarole.lab.fault.Which;
import io.fumarole.lab.fleet.Members;
import io.fumarole.lab.fleet.Share;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// What can be said on the command line about what goes wrong on purpose.
final class FaultSettings {
  /// A share of each fault under which about a third of the devices are left in peace.
  private static final String USUAL = "5%";

  private static final String ALL = "all";

  @Option(
      names = "--fault",
      paramLabel = "NAME=SHARE",
      description =
          "that share of the devices meets the fault, such as report-lost=5%%; or all=5%%")
  private List<String> shares = List.of();

  @Option(
      names = "--faults",
      paramLabel = "FILE|all",
      description = "a script that says which device meets which fault; or every fault, 5%% each")
  private @Nullable String script;

  @Option(names = "--list-faults", description = "only says which faults there are")
  private boolean list;

  boolean lists() {
    return list;
  }

  /// Each fault, what it does, and what the server should make of it.
  static void print(PrintWriter out) {
    for (Fault fault : Fault.values()) {
      out.println("%-20s %s".formatted(fault.word(), fault.what()));
      out.println("%-20s → %s".formatted("", fault.expected()));
    }
    out.flush();
  }

  FaultPlan plan(Members members) {
    List<Chance> chances = new ArrayList<>();
    for (String text : shares) chances.addAll(chances(text));
    if (ALL.equals(script)) chances.addAll(chances(ALL + "=" + USUAL));
    Set<Fault> seen = new HashSet<>();
    for (Chance chance : chances)
      if (!seen.add(chance.fault()))
        throw new CliMistake("--fault: " + chance.fault().word() + " stands there twice");
    return new FaultPlan(
        chances, script == null || script.equals(ALL) ? List.of() : read(script, members));
  }

  private static List<Chance> chances(String text) {
    int equals = text.indexOf('=');
    if (equals < 0)
      throw new CliMistake("--fault: '" + text + "': write such as report-lost=5%, or all=5%");
    try {
      double part = Share.parse(text.substring(equals + 1)).part();
      String name = text.substring(0, equals).strip();
      return name.equals(ALL)
          ? FaultPlan.everyFault(part)
          : List.of(new Chance(Fault.named(name), part));
    } catch (IllegalArgumentException refused) {
      throw new CliMistake("--fault: " + refused.getMessage());
    }
  }

  private static List<FaultPlan.Scripted> read(String file, Members members) {
    try {
      return FaultScript.parse(
          Files.readAllLines(Path.of(file)),
          number -> number < members.count(),
          which -> isMember(which, members));
    } catch (IOException e) {
      throw new CliMistake("--faults: " + file + " cannot be read: " + e.getMessage());
    } catch (IllegalArgumentException mistake) {
      throw new CliMistake("--faults: " + file + ", " + mistake.getMessage());
    }
  }

  private static boolean isMember(Which which, Members members) {
    return IntStream.range(0, members.count())
        .anyMatch(number -> which.is(number, members.id(number)));
  }
}
