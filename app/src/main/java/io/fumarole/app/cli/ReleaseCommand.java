package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Releases: what the packages that lead a model to a version have in common.
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = "List, show and change releases, and bring them on their way.",
    synopsisSubcommandLabel = "(list|show|change|test|draft|release|withdraw|delete)")
final class ReleaseCommand {
  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the releases.")
  void list(
      @Mixin Connection connection,
      @Mixin PageOptions page,
      @Option(names = "--model", paramLabel = "NAME", description = "of this model only")
          @Nullable String model) {
    JsonNode answer =
        page.get(connection, "/releases", Map.of("model", Optional.ofNullable(model)));
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode r : answer.path("releases"))
            rows.add(
                List.of(
                    DeviceCommand.text(r, "model"),
                    DeviceCommand.text(r, "version"),
                    DeviceCommand.text(r, "state"),
                    DeviceCommand.text(r, "updateClass"),
                    DeviceCommand.text(r, "since")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no releases yet: the first package of a version makes one"
                      : Table.ofAnswer(
                          List.of("MODEL", "VERSION", "STATE", "CLASS", "SINCE"), rows));
          PageOptions.printMore(connection, answer);
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one release with its packages.")
  void show(
      @Mixin Connection connection,
      @Parameters(paramLabel = "MODEL") String model,
      @Parameters(paramLabel = "VERSION") String version) {
    JsonNode release = connection.api().get(path("", model, version));
    connection.print(release, () -> connection.out().println(Tree.of(release)));
  }

  @Command(
      name = "change",
      mixinStandardHelpOptions = true,
      description = "Changes what is said of a release; what is left out stays.")
  void change(
      @Mixin Connection connection,
      @Parameters(paramLabel = "MODEL") String model,
      @Parameters(paramLabel = "VERSION") String version,
      @Option(
              names = "--class",
              paramLabel = "security|feature|other",
              description = "why there is an update")
          @Nullable String updateClass,
      @Option(names = "--notes", paramLabel = "TEXT", description = "what is new")
          @Nullable String notes,
      @Option(
              names = "--advisory",
              paramLabel = "URL",
              description = "https address of a page about it; '' for none")
          @Nullable String advisory,
      @Option(
              names = "--hardware",
              paramLabel = "VERSION",
              description = "a DevDetail/HwV that it fits; once for each, '' for all")
          @Nullable List<String> hardware,
      @Option(
              names = "--downgrade",
              paramLabel = "true|false",
              description = "whether devices with a newer version may get it")
          @Nullable Boolean downgrade,
      @Option(
              names = "--sbom",
              paramLabel = "spdx|cyclonedx",
              description = "form of the list of what its software is made of; '' for none")
          @Nullable String sbom,
      @Option(names = "--sbom-url", paramLabel = "URL", description = "https address of that list")
          @Nullable String sbomUrl,
      @Option(names = "--sbom-sha256", paramLabel = "HEX", description = "SHA-256 of that list")
          @Nullable String sbomSha256) {
    Map<String, Object> body = new HashMap<>();
    if (sbom == null && (sbomUrl != null || sbomSha256 != null))
      throw new CliMistake("--sbom says which form the list has: spdx or cyclonedx");
    if (sbom != null) body.put("sbom", sbom(sbom, sbomUrl, sbomSha256));
    if (updateClass != null) body.put("updateClass", updateClass);
    if (notes != null) body.put("notes", notes);
    if (advisory != null) body.put("advisory", advisory);
    if (hardware != null)
      body.put("hardware", hardware.stream().filter(it -> !it.isBlank()).toList());
    if (downgrade != null) body.put("allowsDowngrade", downgrade);
    if (body.isEmpty()) throw new CliMistake("say what is to be changed: see --help");
    JsonNode release = connection.api().patch(path("", model, version), body);
    connection.print(release, () -> connection.out().println(Tree.of(release)));
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Says that a draft is tested.")
  void test(
      @Mixin Connection connection,
      @Parameters(paramLabel = "MODEL") String model,
      @Parameters(paramLabel = "VERSION") String version) {
    move(connection, "/test", model, version);
  }

  @Command(
      name = "draft",
      mixinStandardHelpOptions = true,
      description = "Takes a tested release back, so that packages can be added.")
  void draft(
      @Mixin Connection connection,
      @Parameters(paramLabel = "MODEL") String model,
      @Parameters(paramLabel = "VERSION") String version) {
    move(connection, "/draft", model, version);
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = "Lets devices get a tested release.")
  void release(
      @Mixin Connection connection,
      @Parameters(paramLabel = "MODEL") String model,
      @Parameters(paramLabel = "VERSION") String version) {
    move(connection, "/release", model, version);
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "Stops what has not begun, for ever; past the Exec it finishes.")
  void withdraw(
      @Mixin Connection connection,
      @Parameters(paramLabel = "MODEL") String model,
      @Parameters(paramLabel = "VERSION") String version) {
    move(connection, "/withdraw", model, version);
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Deletes a release with its packages, if nothing refers to them.")
  void delete(
      @Mixin Connection connection,
      @Parameters(paramLabel = "MODEL") String model,
      @Parameters(paramLabel = "VERSION") String version) {
    JsonNode answer = connection.api().delete(path("", model, version));
    connection.print(
        answer,
        () -> connection.out().println("release %s %s is deleted".formatted(model, version)));
  }

  private static void move(Connection connection, String verb, String model, String version) {
    JsonNode release = connection.api().post(path(verb, model, version), Map.of());
    connection.print(
        release,
        () ->
            connection
                .out()
                .println(
                    ApprovalCommand.waiting(release)
                        .orElse(
                            "release %s %s is %s"
                                .formatted(model, version, DeviceCommand.text(release, "state")))));
  }

  private static Map<String, String> sbom(
      String format, @Nullable String url, @Nullable String sha256) {
    Map<String, String> sbom = new HashMap<>();
    if (!format.isBlank()) sbom.put("format", format);
    if (url != null) sbom.put("url", url);
    if (sha256 != null) sbom.put("sha256", sha256);
    return sbom;
  }

  private static String path(String verb, String model, String version) {
    return ApiClient.query(
        "/release" + verb, Map.of("model", Optional.of(model), "version", Optional.of(version)));
  }
}
