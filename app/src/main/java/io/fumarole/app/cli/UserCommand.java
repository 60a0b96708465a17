package io.fumarole.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// People who may sign in.
@Command(
    name = "user",
    mixinStandardHelpOptions = true,
    description = "Says who may sign in to the console, and what they may do there.",
    synopsisSubcommandLabel = "(add|list|change|remove|password)")
final class UserCommand {
  private static final String ROLES =
      "viewer, operator (devices, campaigns, packages), approver (says yes or no), admin";

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds a user. The password is asked for, or read from a file.")
  void add(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME", description = "with which the user signs in") String name,
      @Option(names = "--role", paramLabel = "ROLE", required = true, description = ROLES)
          String role,
      @Option(
              names = "--display-name",
              paramLabel = "NAME",
              description = "for people (default: the name)")
          @Nullable String displayName,
      @Mixin NewPassword password) {
    Map<String, Object> body =
        new HashMap<>(Map.of("name", name, "role", role, "password", password.of(name)));
    if (displayName != null) body.put("displayName", displayName);
    JsonNode user = connection.api().post("/users", body);
    connection.print(
        user,
        () ->
            connection
                .out()
                .println("added user %s, %s".formatted(DeviceCommand.text(user, "name"), role)));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users.")
  void list(@Mixin Connection connection) {
    JsonNode answer = connection.api().get(ApiClient.listing("/users", Map.of()));
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode user : answer.path("users")) rows.add(row(user));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no users: add one with 'user add NAME --role admin'"
                      : Table.of(List.of("NAME", "ROLE", "ACTIVE", "FOR PEOPLE", "CHANGED"), rows));
        });
  }

  private static List<String> row(JsonNode user) {
    return List.of(
        DeviceCommand.text(user, "name"),
        DeviceCommand.text(user, "role"),
        user.path("active").asBoolean(false) ? "yes" : "no",
        DeviceCommand.text(user, "displayName"),
        DeviceCommand.text(user, "changed"));
  }

  @Command(
      name = "change",
      mixinStandardHelpOptions = true,
      description = {
        "Changes a user.",
        "Another role, and --no-active, sign the user out everywhere at once."
      })
  void change(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME") String name,
      @Option(names = "--role", paramLabel = "ROLE", description = ROLES) @Nullable String role,
      @Option(names = "--display-name", paramLabel = "NAME", description = "for people")
          @Nullable String displayName,
      @Option(names = "--active", negatable = true, description = "may sign in, or not any more")
          @Nullable Boolean isActive) {
    Map<String, Object> body = new HashMap<>();
    if (role != null) body.put("role", role);
    if (displayName != null) body.put("displayName", displayName);
    if (isActive != null) body.put("active", isActive);
    if (body.isEmpty())
      throw new CliMistake("say what changes: --role, --display-name, --active or --no-active");
    JsonNode user = connection.api().patch("/users/" + ApiClient.encode(name), body);
    connection.print(user, () -> connection.out().println("changed user " + name));
  }

  @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a user.")
  void remove(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String name) {
    JsonNode answer = connection.api().delete("/users/" + ApiClient.encode(name));
    connection.print(answer, () -> connection.out().println("removed user " + name));
  }

  @Command(
      name = "password",
      mixinStandardHelpOptions = true,
      description = {
        "Gives a user a new password. It is asked for, or read from a file.",
        "The user is signed out everywhere."
      })
  void password(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME") String name,
      @Mixin NewPassword password) {
    JsonNode user =
        connection
            .api()
            .put(
                "/users/" + ApiClient.encode(name) + "/password",
                Map.of("password", password.of(name)));
    connection.print(user, () -> connection.out().println(name + " has a new password"));
  }

  /// A password that stands in no command line, where others would see it.
  static final class NewPassword {
    @Option(
        names = "--password-file",
        paramLabel = "FILE",
        description = "its first line is the password (default: it is asked for)")
    private @Nullable Path file;

    String of(String user) {
      return file == null ? SecretInput.asked("password of " + user) : SecretInput.read(file);
    }
  }
}
