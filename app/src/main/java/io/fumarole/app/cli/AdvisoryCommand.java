package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Advisories: which versions have a weakness, and which devices run one of them.
@Command(
    name = "advisory",
    mixinStandardHelpOptions = true,
    description = "Keep which versions have a weakness, and list the devices that run one of them.",
    synopsisSubcommandLabel = "(put|list|show|devices|remove)")
final class AdvisoryCommand {
  @Command(
      name = "put",
      mixinStandardHelpOptions = true,
      description = {
        "Makes an advisory, or another of it. For instance:",
        "  advisory put CVE-2026-1234 --affects NW-410 'NW410-1.*' --fixed NW-410 NW410-1.9"
      })
  void put(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID", description = "such as CVE-2026-1234") String id,
      @Option(names = "--title", paramLabel = "TEXT", defaultValue = "", description = "what it is")
          String title,
      @Option(
              names = "--url",
              paramLabel = "URL",
              defaultValue = "",
              description = "https address of a page about it")
          String url,
      @Option(
              names = "--affects",
              arity = "2",
              paramLabel = "MODEL VERSION",
              hideParamSyntax = true,
              description = "a version that has it, once for each; a * is any text")
          @Nullable List<String> affects,
      @Option(
              names = "--fixed",
              arity = "2",
              paramLabel = "MODEL VERSION",
              hideParamSyntax = true,
              description = "one that does not, although --affects takes it in")
          @Nullable List<String> fixed) {
    Map<String, List<String>> affected = byModel(affects);
    Map<String, List<String>> mended = byModel(fixed);
    if (affected.isEmpty() && mended.isEmpty())
      throw new CliMistake("say which versions have it: --affects MODEL VERSION");
    Set<String> names = new LinkedHashSet<>(affected.keySet());
    names.addAll(mended.keySet());
    List<Map<String, Object>> models = new ArrayList<>();
    for (String model : names)
      models.add(
          Map.of(
              "model", model,
              "affected", affected.getOrDefault(model, List.of()),
              "fixed", mended.getOrDefault(model, List.of())));
    Map<String, Object> body = new HashMap<>();
    body.put("title", title);
    if (!url.isBlank()) body.put("url", url);
    body.put("models", models);
    JsonNode advisory = connection.api().put(path(id), body);
    connection.print(
        advisory,
        () ->
            connection
                .out()
                .println("advisory %s: 'advisory devices %s' lists who has it".formatted(id, id)));
  }

  /// The options come as a model and a version in turn.
  private static Map<String, List<String>> byModel(@Nullable List<String> pairs) {
    Map<String, List<String>> byModel = new LinkedHashMap<>();
    if (pairs == null) return byModel;
    for (int i = 0; i + 1 < pairs.size(); i += 2)
      byModel.computeIfAbsent(pairs.get(i), _ -> new ArrayList<>()).add(pairs.get(i + 1));
    return byModel;
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the advisories.")
  void list(@Mixin Connection connection) {
    JsonNode answer = connection.api().get("/advisories");
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode it : answer.path("advisories"))
            rows.add(
                List.of(
                    DeviceCommand.text(it, "id"),
                    String.join(
                        ", ",
                        it.path("models")
                            .valueStream()
                            .map(model -> DeviceCommand.text(model, "model"))
                            .toList()),
                    DeviceCommand.text(it, "title")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no advisories yet: make one with 'advisory put'"
                      : Table.of(List.of("ID", "MODELS", "TITLE"), rows));
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description =
          "Shows an advisory, how many devices run a version that has it, and of how many that is not known.")
  void show(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode advisory = connection.api().get(path(id));
    connection.print(advisory, () -> connection.out().println(Tree.of(advisory)));
  }

  @Command(
      name = "devices",
      mixinStandardHelpOptions = true,
      description = "Lists the devices that run a version that has it.")
  void devices(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode answer =
        connection
            .api()
            .get(ApiClient.listing(path(id) + "/devices", Map.of("count", Optional.of("true"))));
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode it : answer.path("devices"))
            rows.add(
                List.of(
                    DeviceCommand.text(it, "id"),
                    DeviceCommand.text(it, "model"),
                    DeviceCommand.text(it, "version"),
                    DeviceCommand.text(it, "lastSeen")));
          long total = answer.path("total").longValue();
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no device runs a version that has it"
                      : Table.of(List.of("DEVICE", "MODEL", "VERSION", "LAST SEEN"), rows));
          if (total > rows.size())
            connection
                .out()
                .println(
                    "%d of %d: 'device list --filter advisory==%s' and 'device export' have all"
                        .formatted(rows.size(), total, id));
        });
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Removes an advisory, unless a group names it.")
  void remove(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    var _ = connection.api().delete(path(id));
    connection.out().println("removed advisory " + id);
    connection.out().flush();
  }

  private static String path(String id) {
    return "/advisories/" + ApiClient.encode(id);
  }
}
