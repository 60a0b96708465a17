package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Labels of one device, or of all that a filter takes in.
@Command(
    name = "label",
    mixinStandardHelpOptions = true,
    description = "Sets labels (NAME=VALUE) and removes them (NAME-).",
    footer = {
      "",
      "  device label IMEI:1 ring=canary site-",
      "  device label --filter 'model==NW-4*' ring=wide"
    })
final class DeviceLabelCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      description = "all devices that it takes in, instead of one")
  private @Nullable String filter;

  @Parameters(
      paramLabel = "[ID] NAME=VALUE|NAME-",
      arity = "1..*",
      description = "the device, unless there is a filter; then what changes")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    List<String> changes = filter == null ? words.subList(1, words.size()) : words;
    if (changes.isEmpty()) throw new CliMistake("which labels? NAME=VALUE sets one, NAME- removes");
    Map<String, Object> body = Map.of("labels", labels(changes));
    if (filter == null) one(words.getFirst(), body);
    else many(filter, body);
    return 0;
  }

  private static Map<String, @Nullable String> labels(List<String> changes) {
    Map<String, @Nullable String> labels = new TreeMap<>();
    for (String change : changes) {
      int sign = change.indexOf('=');
      if (sign > 0) labels.put(change.substring(0, sign), change.substring(sign + 1));
      else if (change.endsWith("-")) labels.put(change.substring(0, change.length() - 1), null);
      else throw new CliMistake("'%s' is neither NAME=VALUE nor NAME-".formatted(change));
    }
    return labels;
  }

  private void one(String id, Map<String, Object> body) {
    JsonNode answer = connection.api().patch("/devices/" + ApiClient.encode(id) + "/labels", body);
    connection.print(
        answer,
        () -> {
          List<String> now = new ArrayList<>();
          answer
              .path("labels")
              .forEachEntry((name, value) -> now.add(name + "=" + value.asString("")));
          connection
              .out()
              .println(
                  now.isEmpty()
                      ? id + " has no labels"
                      : id + " has labels " + String.join(" ", now));
        });
  }

  private void many(String which, Map<String, Object> body) {
    JsonNode answer =
        connection
            .api()
            .patch(ApiClient.query("/devices", Map.of("filter", Optional.of(which))), body);
    long refused = answer.path("refused").asLong(0);
    long selected = answer.path("selected").asLong(0);
    connection.print(
        answer,
        () ->
            connection
                .out()
                .println(
                    "labelled %,d devices%s"
                        .formatted(
                            selected - refused,
                            refused == 0
                                ? ""
                                : "; %,d were left alone, they would have too many labels"
                                    .formatted(refused))));
  }
}
