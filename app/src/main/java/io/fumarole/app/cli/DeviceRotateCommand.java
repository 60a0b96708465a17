package io.fumarole.app.cli;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// New secrets for devices.
@Command(
    name = "rotate-credentials",
    mixinStandardHelpOptions = true,
    description = {
      "Gives a device, or all that a filter takes in, new secrets in its next session.",
      "Until a device has shown its new secret it is let in with the old one, too. Nobody is shown them."
    })
final class DeviceRotateCommand implements Runnable {
  @Mixin private Connection connection = new Connection();

  @Parameters(index = "0", arity = "0..1", paramLabel = "ID", description = "the device")
  private @Nullable String id;

  @Option(
      names = "--filter",
      paramLabel = "FILTER",
      description = "which devices, such as model==NW-4*")
  private @Nullable String filter;

  @Option(names = "--cancel", description = "takes an order back that was not sent")
  private boolean cancel;

  @Override
  public void run() {
    if ((id == null) == (filter == null)) throw new CliMistake("name a device, or a --filter");
    if (id != null) one(id);
    else if (cancel) throw new CliMistake("--cancel goes with one device");
    else all(String.valueOf(filter));
  }

  private void one(String device) {
    String path = "/devices/" + ApiClient.encode(device) + "/rotate-credentials";
    JsonNode answer =
        cancel
            ? connection.api().delete(path)
            : connection.api().post(path, Map.<String, Object>of());
    String why = answer.path("rotation").path("why").asString("");
    connection.print(
        answer,
        () ->
            connection
                .out()
                .println(
                    device
                        + (cancel ? ": its secrets stay as they are" : ": new secrets, " + why)));
  }

  private void all(String wanted) {
    long ordered = 0;
    Optional<String> cursor = Optional.of("");
    while (cursor.isPresent()) {
      String query = "?filter=" + ApiClient.encode(wanted);
      if (!cursor.get().isEmpty()) query += "&cursor=" + ApiClient.encode(cursor.get());
      JsonNode answer =
          connection.api().post("/devices/rotate-credentials" + query, Map.<String, Object>of());
      ordered += answer.path("ordered").asLong(0);
      for (JsonNode one : answer.path("refused"))
        connection
            .out()
            .println(DeviceCommand.text(one, "device") + ": " + DeviceCommand.text(one, "why"));
      cursor = Optional.of(DeviceCommand.text(answer, "cursor")).filter(it -> !it.isEmpty());
    }
    connection.out().println(ordered + " devices get new secrets in their next session");
  }
}
