package io.fumarole.app.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.conform.Case;
import io.fumarole.lab.conform.Kit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds the list of cases in `docs/conformance.md` to the files of the kit, in their order.
class ConformanceDocumentTest {
  @Test
  void theDocumentListsTheCasesOfTheKit() {
    String document = Repository.read(Repository.root().resolve("docs/conformance.md"));
    List<String> rows =
        document.lines().filter(line -> line.startsWith("| `") && line.contains("` | ")).toList();
    List<String> listed = rows.subList(rows.size() - cases().size(), rows.size());
    assertThat(listed).containsExactlyElementsOf(cases());
  }

  private static List<String> cases() {
    return Stream.concat(Kit.device().stream(), Kit.server().stream())
        .map(ConformanceDocumentTest::row)
        .toList();
  }

  private static String row(Case of) {
    return "| `%s` | %s | %s |".formatted(of.id(), of.title(), String.join(", ", of.specs()));
  }
}
