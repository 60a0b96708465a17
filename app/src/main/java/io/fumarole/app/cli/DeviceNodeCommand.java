package io.fumarole.app.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Single nodes of a device's tree.
@Command(
    name = "node",
    mixinStandardHelpOptions = true,
    description = {
      "Reads and changes single nodes of a device.",
      "What is ordered waits for the device's next session; --notify asks for one."
    },
    synopsisSubcommandLabel = "(get|set|add|delete|exec|list|show|cancel)",
    footer = {
      "",
      "  device node get IMEI:1 ./DevDetail/FwV ./DevDetail --notify --wait 60",
      "  device node set IMEI:1 ./Settings/Poll 3600 --format int"
    })
final class DeviceNodeCommand {
  private static final String RESOURCE = "node-orders";

  private static Map<String, Object> wanted(String command, String node) {
    Map<String, Object> wanted = new HashMap<>();
    wanted.put("command", command);
    wanted.put("node", node);
    return wanted;
  }

  private static Map<String, Object> wanted(
      String command,
      String node,
      @Nullable String value,
      @Nullable String format,
      @Nullable String type) {
    Map<String, Object> wanted = wanted(command, node);
    if (value != null) wanted.put("value", value);
    if (format != null) wanted.put("format", format);
    if (type != null) wanted.put("type", type);
    return wanted;
  }

  @Command(
      name = "get",
      mixinStandardHelpOptions = true,
      description = "Reads leaves, and the names below interior nodes.")
  void get(
      @Mixin Ordering ordering,
      @Parameters(
              index = "1..*",
              arity = "1..*",
              paramLabel = "LOCURI",
              description = "such as ./DevInfo/Mod")
          List<String> nodes)
      throws InterruptedException {
    ordering.order(RESOURCE, nodes.stream().map(node -> wanted("get", node)).toList());
  }

  @Command(name = "set", mixinStandardHelpOptions = true, description = "Gives a leaf a value.")
  void set(
      @Mixin Ordering ordering,
      @Parameters(index = "1", paramLabel = "LOCURI") String node,
      @Parameters(index = "2", paramLabel = "VALUE") String value,
      @Option(names = "--format", paramLabel = "FORMAT", description = "of the value: chr, int, …")
          @Nullable String format,
      @Option(names = "--type", paramLabel = "TYPE", description = "a media type")
          @Nullable String type)
      throws InterruptedException {
    ordering.order(RESOURCE, List.of(wanted("replace", node, value, format, type)));
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes a node: a leaf with a value, an interior node without.")
  void add(
      @Mixin Ordering ordering,
      @Parameters(index = "1", paramLabel = "LOCURI") String node,
      @Parameters(index = "2", arity = "0..1", paramLabel = "VALUE") @Nullable String value,
      @Option(names = "--format", paramLabel = "FORMAT", description = "of the value: chr, int, …")
          @Nullable String format,
      @Option(names = "--type", paramLabel = "TYPE", description = "a media type")
          @Nullable String type)
      throws InterruptedException {
    ordering.order(RESOURCE, List.of(wanted("add", node, value, format, type)));
  }

  @Command(
      name = "delete",
      mixinStandardHelpOptions = true,
      description = "Removes a node, and all below it.")
  void delete(@Mixin Ordering ordering, @Parameters(index = "1", paramLabel = "LOCURI") String node)
      throws InterruptedException {
    ordering.order(RESOURCE, List.of(wanted("delete", node)));
  }

  @Command(name = "exec", mixinStandardHelpOptions = true, description = "Starts what a node does.")
  void exec(@Mixin Ordering ordering, @Parameters(index = "1", paramLabel = "LOCURI") String node)
      throws InterruptedException {
    ordering.order(RESOURCE, List.of(wanted("exec", node)));
  }

  @Command(
      name = "list",
      mixinStandardHelpOptions = true,
      description = "Lists what was ordered, the newest first.")
  void list(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--limit",
              paramLabel = "NUMBER",
              description = "how many (default: ${DEFAULT-VALUE})",
              defaultValue = "20")
          int limit) {
    JsonNode page =
        connection.api().get("/devices/" + ApiClient.encode(id) + "/node-orders?limit=" + limit);
    connection.print(
        page, () -> connection.out().println(NodeOrderLines.table(page.path("orders"))));
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows one order with the device's answer.")
  void show(
      @Mixin Connection connection,
      @Parameters(index = "0", paramLabel = "ID") String id,
      @Parameters(index = "1", paramLabel = "NUMBER") long number) {
    JsonNode order =
        connection.api().get("/devices/" + ApiClient.encode(id) + "/node-orders/" + number);
    connection.print(order, () -> connection.out().println(NodeOrderLines.of(order)));
  }

  @Command(
      name = "cancel",
      mixinStandardHelpOptions = true,
      description = "Takes back an order that was not sent yet.")
  void cancel(
      @Mixin Connection connection,
      @Parameters(index = "0", paramLabel = "ID") String id,
      @Parameters(index = "1", paramLabel = "NUMBER") long number) {
    JsonNode order =
        connection.api().delete("/devices/" + ApiClient.encode(id) + "/node-orders/" + number);
    connection.print(order, () -> connection.out().println(NodeOrderLines.of(order)));
  }
}
