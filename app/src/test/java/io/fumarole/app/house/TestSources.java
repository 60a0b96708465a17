package io.fumarole.app.house;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The tests of all modules, read from their sources: a module need not see another's tests.
final class TestSources {
  private static final Pattern NAME = Pattern.compile("([A-Z]\\w*)(?:#(\\w+))?");
  private static final Pattern TEST_ANNOTATION =
      Pattern.compile(
          "\\s*@(Test|ParameterizedTest|RepeatedTest|TestFactory|Property|Example)\\b.*");

  private final Map<String, String> sources;

  TestSources(Map<String, String> sourcesByClass) {
    sources = Map.copyOf(sourcesByClass);
  }

  static TestSources of(Path root, List<String> modules) {
    Map<String, String> found = new HashMap<>();
    for (String module : modules) {
      Path folder = root.resolve(module).resolve("src/test/java");
      for (Path file : Repository.files(folder, f -> f.toString().endsWith(".java"))) {
        String name = file.getFileName().toString().replace(".java", "");
        // Classes of one name in two modules count as one.
        found.merge(name, Repository.read(file), String::concat);
      }
    }
    return new TestSources(found);
  }

  /// Why `citation`, a class or `Class#method`, is no test; empty when it is one.
  Optional<String> problem(String citation) {
    Matcher name = NAME.matcher(citation);
    if (!name.matches())
      return Optional.of("'" + citation + "' is neither a test class nor Class#method");
    String source = sources.get(name.group(1));
    if (source == null) return Optional.of("no module has a test class " + name.group(1));
    String method = name.group(2);
    if (method == null)
      return source.lines().anyMatch(line -> TEST_ANNOTATION.matcher(line).matches())
          ? Optional.empty()
          : Optional.of(name.group(1) + " has no tests");
    return isTest(source.lines().toList(), method)
        ? Optional.empty()
        : Optional.of(name.group(1) + " has no test method " + method);
  }

  /// Whether a method of that name stands below a test annotation of its own.
  private static boolean isTest(List<String> lines, String method) {
    Pattern declaration = Pattern.compile("( *)[\\w<>\\[\\], .?]+ " + method + "\\(.*");
    List<String> annotations = new ArrayList<>();
    for (String line : lines) {
      Matcher declared = declaration.matcher(line);
      boolean isEnd = line.strip().equals("}") || line.endsWith(";");
      if (declared.matches() && !line.contains("return ") && !isEnd) {
        if (annotations.stream().anyMatch(l -> TEST_ANNOTATION.matcher(l).matches())) return true;
      }
      annotations.add(line);
      // What stands above the last end of a member or statement belongs to another one.
      if (isEnd) annotations.clear();
    }
    return false;
  }
}
