package io.fumarole.app.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The checkout that the tests run in.
final class Repository {
  private Repository() {}

  static Path root() {
    String root = System.getProperty("fumarole.root");
    if (root == null)
      throw new AssertionError("the system property fumarole.root must name the repository's root");
    return Path.of(root);
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /// The files below `folder`, build output left out.
  static List<Path> files(Path folder, Predicate<Path> wanted) {
    if (!Files.isDirectory(folder)) return List.of();
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .filter(file -> !folder.relativize(file).startsWith("target"))
          .filter(wanted)
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot list " + folder, e);
    }
  }
}
