package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Groups of devices: filters with names.
@Command(
    name = "group",
    mixinStandardHelpOptions = true,
    description = "Keep filters by name; what a group takes in is looked up each time.",
    synopsisSubcommandLabel = "(add|list|show|remove)")
final class GroupCommand {
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes a group, or changes it.")
  void add(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--filter",
              paramLabel = "FILTER",
              required = true,
              description = "which devices, see 'device list --help'")
          String filter,
      @Option(
              names = "--description",
              paramLabel = "TEXT",
              description = "for people",
              defaultValue = "")
          String description) {
    JsonNode group =
        connection.api().put(path(name), Map.of("filter", filter, "description", description));
    connection.print(
        group,
        () ->
            connection.out().println("group " + name + ": " + DeviceCommand.text(group, "filter")));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the groups.")
  void list(@Mixin Connection connection) {
    JsonNode answer = connection.api().get("/groups");
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode group : answer.path("groups"))
            rows.add(
                List.of(
                    DeviceCommand.text(group, "name"),
                    DeviceCommand.text(group, "filter"),
                    DeviceCommand.text(group, "description")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no groups yet: make one with 'group add NAME --filter FILTER'"
                      : Table.of(List.of("NAME", "FILTER", "DESCRIPTION"), rows));
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a group, and how many devices it takes in.")
  void show(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String name) {
    JsonNode group = connection.api().get(path(name));
    connection.print(group, () -> connection.out().println(Tree.of(group)));
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Removes a group; its devices stay.")
  void remove(@Mixin Connection connection, @Parameters(paramLabel = "NAME") String name) {
    var _ = connection.api().delete(path(name));
    connection.out().println("removed group " + name);
    connection.out().flush();
  }

  private static String path(String name) {
    return "/groups/" + ApiClient.encode(name);
  }
}
