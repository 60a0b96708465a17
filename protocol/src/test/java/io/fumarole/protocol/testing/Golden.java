package io.fumarole.protocol.testing;

import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// A golden message: one of the worked examples, one of another version, or octets captured from a
/// deployed client.
///
/// Other modules reach them through the test-jar, so that everything here reads from the class
/// path, be it a folder or a jar.
///
/// @param path below `golden`, such as `examples/hmac/01-client-pkg1.wbxml`
public record Golden(String path) {
  private static final String ROOT = "golden/";

  /// A file that is always there: it tells where the others are.
  private static final String ANCHOR = ROOT + "examples/README.md";

  private static final List<String> PATHS = walk();

  /// All SyncML messages of examples and captures, in both codings, sorted by path.
  public static List<Golden> messages() {
    return PATHS.stream().filter(Golden::isMessage).map(Golden::new).toList();
  }

  /// The messages right in one folder, such as `examples/flow-1-dm-replace`, in their order.
  public static List<Golden> messages(String folder) {
    return messages().stream().filter(golden -> golden.folder().equals(folder)).toList();
  }

  /// The messages right in one folder in one coding: the conversation, step by step.
  public static List<Golden> messages(String folder, Form.Encoding encoding) {
    return messages(folder).stream().filter(golden -> golden.encoding() == encoding).toList();
  }

  /// The folders that hold messages, sorted.
  public static List<String> folders() {
    return messages().stream().map(Golden::folder).distinct().toList();
  }

  /// The octets of any golden file, by its path below `golden`.
  public static Octets read(String path) {
    try (InputStream in =
        Objects.requireNonNull(
            Golden.class.getClassLoader().getResourceAsStream(ROOT + path), path)) {
      return Octets.wrap(in.readAllBytes());
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  public Octets octets() {
    return read(path);
  }

  public String folder() {
    return path.substring(0, path.lastIndexOf('/'));
  }

  public String fileName() {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  public Form.Encoding encoding() {
    return path.endsWith(".wbxml") ? Form.Encoding.WBXML : Form.Encoding.XML;
  }

  /// Whether it is made up, to the letter: one of the worked examples or of those in other
  /// versions.
  public boolean isExample() {
    return path.startsWith("examples/") || path.startsWith("versions/");
  }

  /// Whether the client sent it: odd steps of an example, `c2s` of a capture.
  public boolean isFromClient() {
    return fileName().contains("-client-") || fileName().contains("-c2s");
  }

  /// The same message in the other coding, empty when it was kept in one only.
  public Optional<Golden> twin() {
    String twin =
        switch (encoding()) {
          case XML -> path.substring(0, path.length() - ".xml".length()) + ".wbxml";
          case WBXML -> path.substring(0, path.length() - ".wbxml".length()) + ".xml";
        };
    return PATHS.contains(twin) ? Optional.of(new Golden(twin)) : Optional.empty();
  }

  @Override
  public String toString() {
    return path;
  }

  /// Messages have numbered names; the other files are documents of their own.
  private static boolean isMessage(String path) {
    return path.matches(".*/\\d+-[^/]*\\.(xml|wbxml)");
  }

  private static List<String> walk() {
    try {
      URL anchor =
          Objects.requireNonNull(Golden.class.getClassLoader().getResource(ANCHOR), ANCHOR);
      URI uri = anchor.toURI();
      if (!uri.getScheme().equals("jar")) return list(Path.of(uri.resolve("..")));
      try (FileSystem jar = FileSystems.newFileSystem(URI.create(jarPart(uri)), Map.of())) {
        return list(jar.getPath("/" + ROOT));
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String jarPart(URI uri) {
    String text = uri.toString();
    return text.substring(0, text.indexOf('!'));
  }

  private static List<String> list(Path root) throws IOException {
    var paths = new ArrayList<String>();
    try (Stream<Path> all = Files.walk(root)) {
      all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .sorted()
          .forEach(paths::add);
    }
    return List.copyOf(paths);
  }
}
