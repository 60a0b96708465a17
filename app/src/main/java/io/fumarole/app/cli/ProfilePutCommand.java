package io.fumarole.app.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// Gives a running server a profile.
@Command(
    name = "put",
    mixinStandardHelpOptions = true,
    description = {
      "Stores a profile on the server, under the name that it has: it takes the place of the",
      "one of that name, and all servers of the database go by it within seconds."
    },
    footer = {
      "",
      "  profile show router > router.json",
      "  profile put router.json --dry-run",
      "  profile put router.json --note 'larger replies'"
    })
final class ProfilePutCommand implements Runnable {
  @Mixin private Connection connection = new Connection();

  @Parameters(index = "0", paramLabel = "FILE", description = "the profile, '-' for standard input")
  private String file = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "why, for people")
  private @Nullable String note;

  @Option(names = "--dry-run", description = "only say what would be refused or remarked")
  private boolean isDryRun;

  @Override
  public void run() {
    String text = text();
    String name = name(text);
    String path = "/profiles/" + ApiClient.encode(name);
    if (isDryRun) {
      check(name, connection.api().post(path + "/check", Map.of("text", text)));
      return;
    }
    Map<String, Object> body = new HashMap<>(Map.of("text", text));
    if (note != null) body.put("note", note);
    JsonNode stored = connection.api().put(path, body);
    connection.print(
        stored,
        () ->
            connection
                .out()
                .println(
                    "%s is revision %d now, for %s"
                        .formatted(
                            name,
                            stored.path("revision").longValue(),
                            devices(stored.path("devices").longValue()))));
  }

  private String text() {
    try {
      return InputOctets.read(file).utf8();
    } catch (IOException e) {
      throw new CliMistake(file + " cannot be read: " + e.getMessage());
    }
  }

  /// The rest is for the server to judge: it may know more keys.
  private String name(String text) {
    try {
      String name = ApiClient.JSON.readTree(text).path("name").asString("");
      if (!name.isBlank()) return name;
    } catch (JacksonException broken) {
      var at = broken.getLocation();
      throw new CliMistake(
          "%s is no JSON: line %d, column %d: %s"
              .formatted(
                  file,
                  at == null ? 1 : at.getLineNr(),
                  at == null ? 1 : at.getColumnNr(),
                  Plain.line(broken.getOriginalMessage())));
    }
    throw new CliMistake(file + " has no \"name\": a profile is stored under the name that it has");
  }

  private void check(String name, JsonNode checked) {
    List<JsonNode> errors = checked.path("errors").valueStream().toList();
    if (!errors.isEmpty() && !connection.isJson())
      throw new CliMistake(file + ": " + fault(errors.getFirst()));
    connection.print(
        checked,
        () -> {
          checked
              .path("remarks")
              .forEach(it -> connection.out().println("- " + Plain.line(it.asString(""))));
          connection
              .out()
              .println(
                  "%s can be stored, for %s; nothing was stored"
                      .formatted(name, devices(checked.path("devices").longValue())));
        });
  }

  private static String fault(JsonNode error) {
    String place =
        error.path("line").isMissingNode()
            ? ""
            : "line %d, column %d: "
                .formatted(error.path("line").longValue(), error.path("position").longValue());
    String field = error.path("field").asString("");
    return Plain.line(
        place + (field.isEmpty() ? "" : field + ": ") + error.path("rule").asString(""));
  }

  static String devices(long number) {
    return number == 1 ? "1 device" : "%,d devices".formatted(number);
  }
}
