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

/// Programs that are told by HTTP what happens.
@Command(
    name = "webhook",
    mixinStandardHelpOptions = true,
    description = "Says which programs are told by HTTP what happens.",
    synopsisSubcommandLabel = "(add|list|change|secret|test|dead|redeliver|remove)")
final class WebhookCommand {
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds one and shows its secret, this once.")
  void add(
      @Mixin Connection connection,
      @Parameters(paramLabel = "URL", description = "where it is called") String url,
      @Option(
              names = "--type",
              paramLabel = "TYPE",
              split = ",",
              description =
                  "device, session, deployment, campaign, or such as deployment.failed alone (default: deployment,campaign)")
          @Nullable List<String> types,
      @Option(names = "--name", paramLabel = "NAME", description = "for people")
          @Nullable String name) {
    JsonNode made = connection.api().post("/webhooks", body(url, types, name));
    connection.print(made, () -> connection.out().println(secret(made)));
  }

  private static Map<String, Object> body(
      @Nullable String url, @Nullable List<String> types, @Nullable String name) {
    Map<String, Object> body = new HashMap<>();
    if (url != null) body.put("url", url);
    if (types != null) body.put("types", types);
    if (name != null) body.put("name", name);
    return body;
  }

  private static String secret(JsonNode made) {
    return "%s%nsecret of webhook %s; it is not shown again"
        .formatted(DeviceCommand.text(made, "secret"), DeviceCommand.text(made, "id"));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the webhooks.")
  void list(@Mixin Connection connection) {
    JsonNode answer = connection.api().get("/webhooks");
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode webhook : answer.path("webhooks")) rows.add(row(webhook));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no webhooks: add one with 'webhook add URL'"
                      : Table.of(
                          List.of(
                              "ID", "NAME", "URL", "TYPES", "STATE", "WAITING", "DEAD", "WORDS"),
                          rows));
        });
  }

  private static List<String> row(JsonNode webhook) {
    List<String> types = new ArrayList<>();
    for (JsonNode type : webhook.path("types")) types.add(type.asString(""));
    return List.of(
        DeviceCommand.text(webhook, "id"),
        DeviceCommand.text(webhook, "name"),
        DeviceCommand.text(webhook, "url"),
        String.join(",", types),
        state(webhook),
        String.valueOf(webhook.path("waiting").asLong(0)),
        String.valueOf(webhook.path("dead").asLong(0)),
        DeviceCommand.text(webhook, "words"));
  }

  private static String state(JsonNode webhook) {
    if (!webhook.path("active").asBoolean(false)) return "off";
    return webhook.has("failingSince") ? "failing" : "on";
  }

  @Command(
      name = "change",
      mixinStandardHelpOptions = true,
      description = "Changes one, or switches it off and on again.")
  void change(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--url", paramLabel = "URL", description = "where it is called")
          @Nullable String url,
      @Option(
              names = "--type",
              paramLabel = "TYPE",
              split = ",",
              description = "what it is told, in place of what it was told")
          @Nullable List<String> types,
      @Option(names = "--name", paramLabel = "NAME", description = "for people")
          @Nullable String name,
      @Option(
              names = "--active",
              negatable = true,
              description = "whether it is told anything; what happens meanwhile is not for it")
          @Nullable Boolean active) {
    Map<String, Object> body = body(url, types, name);
    if (active != null) body.put("active", active);
    if (body.isEmpty())
      throw new CliMistake("nothing to change: say --url, --type, --name or --[no-]active");
    JsonNode answer = connection.api().patch("/webhooks/" + ApiClient.encode(id), body);
    connection.print(
        answer, () -> connection.out().println("webhook %s is %s".formatted(id, state(answer))));
  }

  @Command(
      name = "secret",
      mixinStandardHelpOptions = true,
      description = "Gives it a new secret and shows it, this once.")
  void secret(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--overlap",
              paramLabel = "TIME",
              description = "how long the old one signs beside it (default: 24h)")
          @Nullable String overlap) {
    Map<String, Object> body = new HashMap<>();
    if (overlap != null) body.put("overlap", overlap);
    JsonNode made = connection.api().post("/webhooks/" + ApiClient.encode(id) + "/secret", body);
    connection.print(made, () -> connection.out().println(secret(made)));
  }

  @Command(
      name = "test",
      mixinStandardHelpOptions = true,
      description = "Calls it now, and says what came of it.")
  int test(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode answer =
        connection.api().post("/webhooks/" + ApiClient.encode(id) + "/test", Map.of());
    connection.print(answer, () -> connection.out().println(DeviceCommand.text(answer, "words")));
    return answer.path("taken").asBoolean(false) ? 0 : 1;
  }

  @Command(
      name = "dead",
      mixinStandardHelpOptions = true,
      description = "Lists what was given up, the newest events first.")
  void dead(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--all", description = "also what waits and what was taken") boolean isAll) {
    JsonNode answer =
        connection
            .api()
            .get(
                ApiClient.listing(
                    "/webhooks/" + ApiClient.encode(id) + "/deliveries",
                    Map.of("state", isAll ? Optional.empty() : Optional.of("dead"))));
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode delivery : answer.path("deliveries")) rows.add(delivery(delivery));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "nothing"
                      : Table.ofAnswer(
                          List.of("EVENT", "TYPE", "STATE", "TRIES", "NEXT", "WORDS"), rows));
        });
  }

  private static List<String> delivery(JsonNode delivery) {
    return List.of(
        DeviceCommand.text(delivery, "id"),
        DeviceCommand.text(delivery, "type"),
        DeviceCommand.text(delivery, "state"),
        String.valueOf(delivery.path("tries").asInt(0)),
        DeviceCommand.text(delivery, "next"),
        DeviceCommand.text(delivery, "words"));
  }

  @Command(
      name = "redeliver",
      mixinStandardHelpOptions = true,
      description = "Has what was given up brought again, or one event, also one that was taken.")
  void redeliver(
      @Mixin Connection connection,
      @Parameters(index = "0", paramLabel = "ID") String id,
      @Parameters(
              index = "1",
              arity = "0..1",
              paramLabel = "EVENT",
              description = "the event's id (default: all that was given up)")
          @Nullable String event) {
    String path = "/webhooks/" + ApiClient.encode(id);
    String what = event == null ? "" : "/deliveries/" + ApiClient.encode(event);
    JsonNode answer = connection.api().post(path + what + "/redeliver", Map.of());
    connection.print(
        answer,
        () ->
            connection
                .out()
                .println(
                    event == null
                        ? "%d are brought again".formatted(answer.path("again").asLong(0))
                        : "event " + event + " is brought again"));
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description = "Removes one, with all that waits for it.")
  void remove(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode answer = connection.api().delete("/webhooks/" + ApiClient.encode(id));
    connection.print(answer, () -> connection.out().println("removed webhook " + id));
  }
}
