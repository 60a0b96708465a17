package io.fumarole.app.cli;

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

/// Who may call the server's API.
@Command(
    name = "token",
    mixinStandardHelpOptions = true,
    description = "Says who may call the API, and what they may do.",
    synopsisSubcommandLabel = "(add|list|revoke)")
final class TokenCommand {
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Makes a token and shows it, this once.")
  void add(
      @Mixin Connection connection,
      @Parameters(paramLabel = "NAME", description = "whose it is, for people") String name,
      @Option(
              names = "--scope",
              paramLabel = "SCOPE",
              required = true,
              split = ",",
              description =
                  "metrics, read, operate (devices, campaigns), release (packages), approve, admin (all of it)")
          List<String> scopes,
      @Option(
              names = "--expires",
              paramLabel = "TIME",
              description = "how long it is good, such as 90d (default: until it is revoked)")
          @Nullable String expires) {
    Map<String, Object> body = new HashMap<>(Map.of("name", name, "scopes", scopes));
    if (expires != null) body.put("expiresIn", expires);
    JsonNode token = connection.api().post("/tokens", body);
    connection.print(
        token,
        () ->
            connection
                .out()
                .println(
                    "%s%ntoken %s of %s; it is not shown again"
                        .formatted(
                            DeviceCommand.text(token, "token"),
                            DeviceCommand.text(token, "id"),
                            name)));
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the tokens.")
  void list(@Mixin Connection connection) {
    JsonNode answer = connection.api().get("/tokens");
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode token : answer.path("tokens")) rows.add(row(token));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no tokens but the first: make one with 'token add NAME --scope read'"
                      : Table.of(List.of("ID", "NAME", "SCOPES", "CREATED", "EXPIRES"), rows));
        });
  }

  private static List<String> row(JsonNode token) {
    List<String> scopes = new ArrayList<>();
    for (JsonNode scope : token.path("scopes")) scopes.add(scope.asString(""));
    boolean isExpired = token.path("expired").asBoolean(false);
    return List.of(
        DeviceCommand.text(token, "id"),
        DeviceCommand.text(token, "name"),
        String.join(",", scopes),
        DeviceCommand.text(token, "created"),
        DeviceCommand.text(token, "expires") + (isExpired ? " (over)" : ""));
  }

  @Command(
      name = "revoke",
      mixinStandardHelpOptions = true,
      description = "Ends a token: nobody gets in with it any more.")
  void revoke(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode answer = connection.api().delete("/tokens/" + ApiClient.encode(id));
    connection.print(answer, () -> connection.out().println("revoked token " + id));
  }
}
