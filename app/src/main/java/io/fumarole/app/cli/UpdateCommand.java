package io.fumarole.app.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Brings one device to one version.
@Command(
    name = "update",
    mixinStandardHelpOptions = true,
    description = "Brings a device to a version, at its next session.")
final class UpdateCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Parameters(index = "0", paramLabel = "DEVICE", description = "the device's id")
  private String device = "";

  @Parameters(
      index = "1",
      paramLabel = "PACKAGE",
      description = "a package's id, or the version to reach")
  private String target = "";

  @Option(
      names = "--operation",
      paramLabel = "download|update|download-and-update",
      description = "the Exec to begin with (default: chosen by what the device has)")
  private @Nullable String operation;

  @Option(
      names = "--delivery",
      paramLabel = "dm|direct|descriptor",
      description = "how the package gets there (default: chosen by what the device has)")
  private @Nullable String delivery;

  @Option(names = "--ask", paramLabel = "TEXT", description = "ask the device's user first")
  private @Nullable String question;

  @Option(names = "--notify", description = "send a notification at once")
  private boolean notify;

  @Override
  public Integer call() {
    Map<String, Object> body = new HashMap<>();
    body.put("device", device);
    body.put(isPackage() ? "package" : "version", target);
    if (operation != null) body.put("operation", operation);
    if (delivery != null) body.put("delivery", delivery);
    if (question != null) body.put("question", question);
    JsonNode deployment = connection.api().post("/deployments", body);
    String id = DeviceCommand.text(deployment, "id");
    if (notify) connection.api().post("/devices/" + ApiClient.encode(device) + "/notify", Map.of());
    connection.print(
        deployment,
        () -> {
          connection
              .out()
              .println(
                  "deployment "
                      + id
                      + ": "
                      + device
                      + " to "
                      + DeviceCommand.text(deployment, "toVersion"));
          connection
              .out()
              .println(
                  "  "
                      + DeviceCommand.text(deployment, "reason")
                      + (notify ? "; a notification is out" : ""));
          connection.out().println("  watch it with './fumarole deployment show " + id + "'");
        });
    return 0;
  }

  private boolean isPackage() {
    try {
      return connection.api().find("/packages/" + ApiClient.encode(target)).isPresent();
    } catch (ApiClient.Refused refused) {
      if (refused.isNotFound()) return false;
      throw refused;
    }
  }
}
