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

/// Asks a device to open a session.
@Command(
    name = "notify",
    mixinStandardHelpOptions = true,
    description = "Sends a notification (Package 0), or prints it octet by octet.")
final class NotifyCommand implements Callable<Integer> {
  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "DEVICE", description = "the device's id")
  private String device = "";

  @Option(names = "--print", description = "print it and send nothing")
  private boolean printOnly;

  @Option(
      names = "--ui-mode",
      paramLabel = "not-specified|background|informative|interactive",
      description = "what the device's user sees of it")
  private @Nullable String uiMode;

  @Option(
      names = "--initiator",
      paramLabel = "server|client",
      description = "who wants the session")
  private @Nullable String initiator;

  @Override
  public Integer call() {
    Map<String, Object> body = new HashMap<>();
    if (printOnly) body.put("print", true);
    if (uiMode != null) body.put("uiMode", uiMode);
    if (initiator != null) body.put("initiator", initiator);
    JsonNode answer =
        connection.api().post("/devices/" + ApiClient.encode(device) + "/notify", body);
    connection.print(answer, () -> connection.out().println(Tree.of(answer)));
    return 0;
  }
}
