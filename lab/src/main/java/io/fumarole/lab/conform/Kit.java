package io.fumarole.lab.conform;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.ScenarioException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// The cases there are: those of the kit, and those of a folder.
public final class Kit {
  /// What a folder's files are called.
  public static final String SUFFIX = ".case";

  /// What stands in a line of the index that is played first, and is no case of its own.
  private static final String INSPECTION = "inspection";

  private Kit() {}

  /// The cases that judge a device, in the order in which they are played.
  public static List<Case> device() {
    return listed("device");
  }

  /// The cases that judge a server.
  public static List<Case> server() {
    return listed("server");
  }

  /// What finds out first what a device has.
  public static Case inspection() {
    return read("device/" + INSPECTION + SUFFIX);
  }

  private static List<Case> listed(String side) {
    return text(side + "/index")
        .lines()
        .filter(line -> !line.isBlank() && !line.startsWith("#"))
        .map(line -> read(side + "/" + line.strip() + SUFFIX))
        .toList();
  }

  private static Case read(String name) {
    return CaseReader.read(name, text(name));
  }

  private static String text(String name) {
    try (InputStream in = Kit.class.getResourceAsStream(name)) {
      if (in == null) throw new IllegalStateException("the kit lacks " + name);
      return Octets.wrap(in.readAllBytes()).utf8();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The cases of a folder, by name.
  ///
  /// @throws ScenarioException when one of them has a mistake
  public static List<Case> folder(Path folder) throws IOException {
    List<Case> cases = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList()) {
        Case read = CaseReader.read(file.toString(), Files.readString(file));
        if (!ids.add(read.id()))
          throw new ScenarioException(file.toString(), 1, "another case is called " + read.id());
        cases.add(read);
      }
    }
    return cases;
  }

  /// Those that judge a device, or a server.
  public static List<Case> of(List<Case> all, Scenario.Side plays) {
    return all.stream().filter(each -> each.scenario().plays() == plays).toList();
  }
}
