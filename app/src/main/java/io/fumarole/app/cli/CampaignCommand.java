package io.fumarole.app.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Campaigns: a release on many devices, in phases.
@Command(
    name = "campaign",
    mixinStandardHelpOptions = true,
    description = "Puts a release on many devices, in phases.",
    subcommands = CampaignWatchCommand.class)
final class CampaignCommand {
  @Command(
      name = "template",
      mixinStandardHelpOptions = true,
      description = "Prints a campaign to begin with.")
  void template(@Mixin Connection connection) {
    connection.out().print(TEMPLATE);
    connection.out().flush();
  }

  @Command(
      name = "add",
      mixinStandardHelpOptions = true,
      description = "Adds a campaign from a file (JSON or HOCON); it is not started.")
  void add(@Mixin Connection connection, @Parameters(paramLabel = "FILE") Path file) {
    JsonNode campaign = connection.api().post("/campaigns", body(file));
    connection.print(
        campaign,
        () ->
            connection
                .out()
                .println(
                    "campaign %s is a draft: see whom it reaches with 'campaign dry-run %s', start it with 'campaign start %s'"
                        .formatted(id(campaign), id(campaign), id(campaign))));
  }

  static JsonNode body(Path file) {
    if (!Files.isRegularFile(file)) throw new CliMistake("no campaign at " + file);
    try {
      String json =
          ConfigFactory.parseFile(file.toFile())
              .resolve()
              .root()
              .render(ConfigRenderOptions.concise());
      return ApiClient.JSON.readTree(json);
    } catch (ConfigException wrong) {
      throw new CliMistake(String.valueOf(wrong.getMessage()));
    }
  }

  @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists campaigns.")
  void list(@Mixin Connection connection, @Mixin PageOptions page) {
    JsonNode answer = page.get(connection, "/campaigns", Map.of());
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode c : answer.path("campaigns"))
            rows.add(
                List.of(
                    id(c),
                    DeviceCommand.text(c, "model"),
                    DeviceCommand.text(c, "version"),
                    DeviceCommand.text(c, "state"),
                    DeviceCommand.text(c, "name"),
                    DeviceCommand.text(c, "reason")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no campaigns yet: 'campaign template' prints one to begin with"
                      : Table.ofAnswer(
                          List.of("ID", "MODEL", "TO", "STATE", "NAME", "REASON"), rows));
          PageOptions.printMore(connection, answer);
        });
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Shows a campaign and how far it has come.")
  void show(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode campaign = connection.api().get(path(id));
    connection.print(campaign, () -> connection.out().println(CampaignLines.of(campaign)));
  }

  @Command(
      name = "dry-run",
      mixinStandardHelpOptions = true,
      description = "Says who gets which package, who gets none, and why; nothing is stored.")
  void dryRun(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode answer = connection.api().get(path(id) + "/dry-run");
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode g : answer.path("groups"))
            rows.add(
                List.of(
                    DeviceCommand.text(g, "devices"),
                    DeviceCommand.text(g, "version"),
                    DeviceCommand.text(g, "hardware"),
                    packages(g),
                    DeviceCommand.text(g, "why"),
                    String.join(" ", examples(g))));
          connection
              .out()
              .println(
                  Table.of(
                      List.of("DEVICES", "FROM", "HARDWARE", "PACKAGE", "WHY", "SUCH AS"), rows));
          connection.out().println(DeviceCommand.text(answer, "words"));
          String latest = DeviceCommand.text(answer.path("calls"), "latest");
          if (!latest.isEmpty()) connection.out().println("the last of them called at " + latest);
          for (JsonNode warning : answer.path("warnings"))
            connection.out().println("warning: " + warning.asString(""));
        });
  }

  private static String packages(JsonNode group) {
    List<String> ids = new ArrayList<>();
    for (JsonNode step : group.path("path")) ids.add(step.path("package").asString(""));
    return String.join(" > ", ids);
  }

  private static List<String> examples(JsonNode group) {
    List<String> ids = new ArrayList<>();
    for (JsonNode id : group.path("examples")) if (ids.size() < 3) ids.add(id.asString(""));
    return ids;
  }

  @Command(name = "start", mixinStandardHelpOptions = true, description = "Starts a draft.")
  void start(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Option(
              names = "--force",
              description = "also when the release has no package for some of its devices")
          boolean force) {
    control(connection, id, force ? "start?force=true" : "start");
  }

  @Command(
      name = "pause",
      mixinStandardHelpOptions = true,
      description = "No device begins; those past their Exec finish.")
  void pause(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    control(connection, id, "pause");
  }

  @Command(
      name = "resume",
      mixinStandardHelpOptions = true,
      description = "Goes on; thresholds count from here.")
  void resume(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    control(connection, id, "resume");
  }

  @Command(
      name = "abort",
      mixinStandardHelpOptions = true,
      description = "Cancels what has not begun; those past their Exec finish.")
  void abort(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    control(connection, id, "abort");
  }

  @Command(
      name = "skip",
      mixinStandardHelpOptions = true,
      description = "Begins the next phase now.")
  void skip(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    control(connection, id, "skip");
  }

  private static void control(Connection connection, String id, String verb) {
    JsonNode campaign = connection.api().post(path(id) + "/" + verb, Map.of());
    connection.print(
        campaign,
        () ->
            connection
                .out()
                .println(
                    ApprovalCommand.waiting(campaign)
                        .orElseGet(
                            () ->
                                "campaign %s is %s: %s"
                                    .formatted(
                                        id(campaign),
                                        DeviceCommand.text(campaign, "state"),
                                        DeviceCommand.text(campaign, "reason")))));
  }

  @Command(
      name = "retry",
      mixinStandardHelpOptions = true,
      description = "Tries devices that failed once more.")
  void retry(@Mixin Connection connection, @Parameters(paramLabel = "ID") String id) {
    JsonNode answer = connection.api().post(path(id) + "/retry", Map.of());
    connection.print(
        answer,
        () ->
            connection
                .out()
                .println(DeviceCommand.text(answer, "retried") + " devices are tried once more"));
  }

  @Command(
      name = "exclude",
      mixinStandardHelpOptions = true,
      description = "Leaves a device out; what is open for it goes on.")
  void exclude(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Parameters(paramLabel = "DEVICE") String device) {
    JsonNode answer =
        connection
            .api()
            .post(path(id) + "/devices/" + ApiClient.encode(device) + "/exclude", Map.of());
    connection.print(answer, () -> connection.out().println(device + " is out of campaign " + id));
  }

  @Command(
      name = "devices",
      mixinStandardHelpOptions = true,
      description = "Lists its devices, and why each is where it is.")
  void devices(
      @Mixin Connection connection,
      @Mixin PageOptions page,
      @Parameters(paramLabel = "ID") String id) {
    JsonNode answer = page.get(connection, path(id) + "/devices", Map.of());
    connection.print(
        answer,
        () -> {
          List<List<String>> rows = new ArrayList<>();
          for (JsonNode d : answer.path("devices"))
            rows.add(
                List.of(
                    DeviceCommand.text(d, "device"),
                    DeviceCommand.text(d, "version"),
                    DeviceCommand.text(d, "phase"),
                    DeviceCommand.text(d, "state"),
                    DeviceCommand.text(d, "why")));
          connection
              .out()
              .println(
                  rows.isEmpty()
                      ? "no devices"
                      : Table.of(List.of("DEVICE", "VERSION", "PHASE", "STATE", "WHY"), rows));
          PageOptions.printMore(connection, answer);
        });
  }

  @Command(
      name = "report",
      mixinStandardHelpOptions = true,
      description = "Writes who got which version, when, with which result, and what shows it.")
  void report(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Mixin ReportOptions options)
      throws IOException {
    options.write(connection, path(id) + "/report", Optional.empty());
  }

  @Command(
      name = "dossier",
      mixinStandardHelpOptions = true,
      description =
          "Writes who decided what in a campaign, and what was sent to, reported by and read from each device.")
  void dossier(
      @Mixin Connection connection,
      @Parameters(paramLabel = "ID") String id,
      @Mixin DossierOptions options)
      throws IOException {
    options.write(connection, path(id) + "/dossier");
  }

  static String path(String id) {
    return "/campaigns/" + ApiClient.encode(id);
  }

  private static String id(JsonNode campaign) {
    return DeviceCommand.text(campaign, "id");
  }

  private static final String TEMPLATE =
      """
      # A campaign: 'campaign add FILE' makes a draft of it. What is left out has its usual value.
      name = "2.0 for all NW-410"
      model = "NW-410"                   # DevInfo/Mod
      version = "NW410-2.0"              # what the devices run afterwards
      filter = ""                        # which of them, such as "label.site==berlin;version==NW410-1.*"
      dynamic = false                    # whether devices that match later join

      phases = [
        {
          name = canary
          count = 20                     # or percent = 5; the last phase takes the rest
          success = 90                   # percent that has to succeed
          failure { percent = 10, sample = 10 }  # or count = 3; more than that is a breach
          soak = 24h                     # how long it waits then, before the next phase begins
          onBreach = pause               # or abort
        }
        { name = rest, failure { percent = 5, sample = 50 } }
      ]

      # windows = [ { from = "01:00", to = "05:00", days = [saturday, sunday] } ]
      # zone = Europe/Berlin
      # pace { open = 500, devices = 2000, window = 1h, notifications = 120 }  # 120 a minute
      # start = "2027-01-31T22:00:00Z"
      # end = "2027-03-01T00:00:00Z"
      within = 7d                        # for each device

      # What is left out here is as the profile of each device says.
      # precondition = "label.battery==ok;lastSeen>=-P1D"   # what a device has to be like when it is to begin
      # retry { attempts = 5, first = 10m, longest = 4h, jitter = 20 }  # pauses double, up to 20 percent longer
      # limits { downloading = 24h, updating = 3h, waiting = 3d }       # how long each stage may take
      # question = "Install 2.0 now?"
      # postpone { times = 3, until = "2027-01-31T22:00:00Z" }          # then it is declined, or installed unasked
      """;
}
