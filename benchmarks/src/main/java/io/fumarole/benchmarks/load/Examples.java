package io.fumarole.benchmarks.load;

import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The example messages of the repository, in WBXML.
public final class Examples {
  private static final String FOLDER = "protocol/src/test/resources/golden/examples";

  private Examples() {}

  /// The repository that the launcher stands in.
  public static Path root() {
    String root = System.getProperty("fumarole.root", "");
    if (root.isEmpty()) throw new IllegalStateException("start this with ./fumarole bench");
    return Path.of(root);
  }

  /// Messages only: documents beside them are no SyncML.
  public static List<Path> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root.resolve(FOLDER))) {
      return all.filter(Examples::isMessage).sorted().toList();
    }
  }

  private static boolean isMessage(Path file) {
    String path = file.toString();
    return path.endsWith(".wbxml") && !path.contains("/ddf/") && !path.contains("/bootstrap-");
  }

  public static List<Octets> messages(Path root) {
    try {
      return files(root).stream().map(Examples::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Octets read(Path file) {
    try {
      return Octets.wrap(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
