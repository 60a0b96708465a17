package io.fumarole.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The scenarios below `src/test/resources`.
final class ScenarioFiles {
  private ScenarioFiles() {}

  static List<Scenario> below(String folder) {
    Path root = path(folder);
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(file -> file.toString().endsWith(".scenario"))
          .sorted()
          .map(file -> ScenarioParser.parse(folder + "/" + root.relativize(file), text(file)))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Scenario one(String name) {
    return ScenarioParser.parse(name, text(path(name)));
  }

  static String text(String name) {
    return text(path(name));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path path(String name) {
    var url = ScenarioFiles.class.getResource("/" + name);
    if (url == null) throw new IllegalArgumentException("no resource " + name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
