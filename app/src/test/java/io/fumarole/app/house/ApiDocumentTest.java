package io.fumarole.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The page on the REST API has the routes that the server registers, and no others.
class ApiDocumentTest {
  private static final Pattern ROUTE =
      Pattern.compile("\\.(get|post|put|patch|delete)\\(\\s*RestApi\\.BASE \\+ \"([^\"]+)\"");
  private static final Pattern ANY_PATH = Pattern.compile("RestApi\\.BASE \\+");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]+) \\| `([^`?]+)`");

  @Test
  void everyRouteHasItsRowAndEveryRowItsRoute() {
    Set<String> registered = new TreeSet<>();
    int paths = 0;
    Path rest = Repository.root().resolve("server/src/main/java/io/fumarole/server/rest");
    for (Path file : Repository.files(rest, f -> f.toString().endsWith("Resource.java"))) {
      String source = Repository.read(file);
      Matcher route = ROUTE.matcher(source);
      while (route.find())
        registered.add(route.group(1).toUpperCase(java.util.Locale.ROOT) + " " + route.group(2));
      paths += (int) ANY_PATH.matcher(source).results().count();
    }
    assertThat(registered).as("routes that this test can read").hasSize(paths);

    Set<String> told = new TreeSet<>();
    Matcher row = ROW.matcher(Repository.read(Repository.root().resolve("docs/api.md")));
    while (row.find()) told.add(row.group(1) + " " + row.group(2));
    assertThat(told).isEqualTo(registered).isNotEmpty();
  }
}
