package io.fumarole.app.cli;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// The devices that the server knows.
@Command(
    name = "device",
    mixinStandardHelpOptions = true,
    description = "Add, search, label, import and export devices, and read their nodes.",
    synopsisSubcommandLabel =
        "(add|list|show|why|report|dossier|accept|label|quarantine|release|import|export|node|ask"
            + "|poll-interval|rotate-credentials)",
    subcommands = {
      DeviceListCommand.class,
      DeviceLabelCommand.class,
      DeviceImportCommand.class,
      DeviceExportCommand.class,
      DeviceNodeCommand.class,
      DeviceAskCommand.class,
      DevicePollCommand.class,
      DeviceRotateCommand.class,
      DeviceCertificateCommand.class
    })
final class DeviceCommand {
  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds a device with the accounts of both sides.")
  void add(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID", description = "the device's DevInfo/DevId, such as IMEI:…")
          String id,
      @Option(
              names = "--profile",
              paramLabel = "NAME",
              description = "model profile (default: by the model)")
          @Nullable String profile,
      @Option(
              names = "--user",
              paramLabel = "NAME",
              description = "the device's user name (CLCRED)")
          @Nullable String user,
      @Option(
              names = "--secret",
              paramLabel = "SECRET",
              description = "the device's secret; without a value it is asked for",
              interactive = true,
              arity = "0..1")
          @Nullable String secret,
      @Option(
              names = "--server-secret",
              paramLabel = "SECRET",
              description = "what the server shows to the device (SRVCRED)",
              interactive = true,
              arity = "0..1")
          @Nullable String serverSecret,
      @Option(
              names = "--certificate",
              paramLabel = "SUBJECT",
              description = "subject of the certificate that it has to show when it connects")
          @Nullable String certificate,
      @Option(
              names = "--address",
              paramLabel = "ADDRESS",
              description = "where notifications reach it: HOST[:PORT], sms:NUMBER, push:NUMBER")
          @Nullable String address) {
    Map<String, Object> body = accounts(id, user, secret, serverSecret);
    body.put("id", id);
    if (profile != null) body.put("profile", profile);
    if (address != null) body.put("address", address);
    if (certificate != null) body.put("certificate", certificate);
    JsonNode device = connection.api().post("/devices", body);
    connection.print(
        device,
        () ->
            connection
                .out()
                .println("added " + text(device, "id") + ", profile " + text(device, "profile")));
  }

  @Command(
      name = "why",
      mixinStandardHelpOptions = true,
      description = "Says why a device is not updated.")
  void why(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode answer = connection.api().get("/devices/" + ApiClient.encode(id) + "/why");
    connection.print(
        answer,
        () -> {
          for (JsonNode one : answer.path("answers")) {
            String campaign = text(one, "campaign");
            connection
                .out()
                .println(
                    (campaign.isEmpty() ? "" : "campaign " + campaign + ": ") + text(one, "why"));
          }
        });
  }

  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      description = "Writes the deployments of a device, and as a page its events, too.")
  void report(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Mixin ReportOptions options,
      @Option(names = "--events", description = "as CSV: its events instead") boolean events)
      throws IOException {
    if (events && options.isHtml()) throw new CliMistake("--events goes with --csv");
    options.write(
        connection,
        "/devices/" + ApiClient.encode(id) + "/report",
        events ? Optional.of("events") : Optional.empty());
  }

  @Command(
      name = "dossier",
      mixinStandardHelpOptions = true,
      description =
          "Writes what answers for the updates of a device: bundles, approvals, what was sent, reported and read.")
  void dossier(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Mixin DossierOptions options)
      throws IOException {
    options.write(connection, "/devices/" + ApiClient.encode(id) + "/dossier");
  }

  @Command(
      name = "quarantine",
      mixinStandardHelpOptions = true,
      description = "Takes a device out of service: it is answered and gets no work.")
  void quarantine(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--reason", paramLabel = "TEXT", description = "for its history")
          @Nullable String reason) {
    move(connection, id, "quarantine", reason);
  }

  @Command(
      name = "release",
      mixinStandardHelpOptions = true,
      description = "Takes a device back into service.")
  void release(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--reason", paramLabel = "TEXT", description = "for its history")
          @Nullable String reason) {
    move(connection, id, "release", reason);
  }

  private static void move(Connection connection, String id, String how, @Nullable String reason) {
    Map<String, Object> body = reason == null ? Map.of() : Map.of("reason", reason);
    JsonNode device = connection.api().post("/devices/" + ApiClient.encode(id) + "/" + how, body);
    connection.print(
        device,
        () -> connection.out().println(text(device, "id") + " is " + text(device, "standing")));
  }

  @Command(name = "show", mixinStandardHelpOptions = true, description = "Shows one device.")
  void show(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    String path = "/devices/" + ApiClient.encode(id);
    JsonNode device = connection.api().get(path);
    connection.print(
        device,
        () -> {
          connection.out().println(Tree.of(device));
          JsonNode sent = connection.api().get(path + "/notifications?limit=3");
          if (!sent.path("notifications").isEmpty())
            connection.out().println("last notifications\n" + NotifyCommand.table(sent));
        });
  }

  @Command(
      name = "accept",
      mixinStandardHelpOptions = true,
      description = "Lets in a device that made itself known, or gives a device its accounts.")
  void accept(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--profile",
              paramLabel = "NAME",
              description = "model profile (default: as it is)")
          @Nullable String profile,
      @Option(names = "--user", paramLabel = "NAME", description = "the device's user name")
          @Nullable String user,
      @Option(
              names = "--secret",
              paramLabel = "SECRET",
              description = "the device's secret",
              interactive = true,
              arity = "0..1")
          @Nullable String secret,
      @Option(
              names = "--server-secret",
              paramLabel = "SECRET",
              description = "what the server shows to the device",
              interactive = true,
              arity = "0..1")
          @Nullable String serverSecret) {
    Map<String, Object> body = accounts(id, user, secret, serverSecret);
    if (profile != null) body.put("profile", profile);
    JsonNode device = connection.api().post("/devices/" + ApiClient.encode(id) + "/accept", body);
    connection.print(
        device,
        () ->
            connection
                .out()
                .println(text(device, "id") + " is enrolled, profile " + text(device, "profile")));
  }

  private static Map<String, Object> accounts(
      String id, @Nullable String user, @Nullable String secret, @Nullable String serverSecret) {
    if (user != null && secret == null) throw new CliMistake("--user needs --secret");
    Map<String, Object> body = new HashMap<>();
    if (secret != null)
      body.put("client", Map.of("name", user == null ? id : user, "secret", secret));
    if (serverSecret != null) body.put("server", Map.of("secret", serverSecret));
    return body;
  }

  static String text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isNull() || value.isMissingNode() ? "" : Plain.line(value.asString(""));
  }
}
