package io.fumarole.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What the documents point at exists, and lies in this repository.
class DocumentsTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

  /// Any host but those that stand for a machine of the reader's.
  private static final Pattern FOREIGN_HOST =
      Pattern.compile(
          "https?://(?!(localhost|127\\.0\\.0\\.1|192\\.0\\.2\\.\\d+|host|[\\w.-]+\\.example)\\b)[\\w.-]+");

  @Test
  void everyLinkLeadsToAFileOfThisRepository() {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      Matcher link = LINK.matcher(Repository.read(document));
      while (link.find()) {
        Path target = document.resolveSibling(link.group(1)).normalize();
        if (!target.startsWith(Repository.root()) || !Files.exists(target))
          broken.add(name(document) + ": " + link.group(1));
      }
    }
    assertThat(broken).isEmpty();
  }

  /// A code span that starts with a module's name and a slash is a path.
  @Test
  void everyPathInTheDocumentsExists() {
    Set<String> tops =
        Set.copyOf(Stream.concat(Poms.modules().stream(), Stream.of("docs", ".ci")).toList());
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      Matcher code = CODE.matcher(Repository.read(document));
      while (code.find()) {
        String span = code.group(1);
        int slash = span.indexOf('/');
        boolean isPath =
            slash > 0 && tops.contains(span.substring(0, slash)) && !span.contains(" ");
        if (isPath && !Files.exists(Repository.root().resolve(span)))
          missing.add(name(document) + ": " + span);
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void nothingPointsOutsideTheRepository() {
    List<String> outside = new ArrayList<>();
    for (Path document : documents()) {
      Matcher host = FOREIGN_HOST.matcher(Repository.read(document));
      while (host.find()) outside.add(name(document) + ": " + host.group());
    }
    assertThat(outside).isEmpty();
  }

  private static List<Path> documents() {
    Path root = Repository.root();
    return Stream.concat(
            Stream.of("README.md", "CHANGELOG.md").map(root::resolve),
            Repository.files(root.resolve("docs"), f -> f.toString().endsWith(".md")).stream())
        .toList();
  }

  private static String name(Path document) {
    return Repository.root().relativize(document).toString();
  }
}
