package io.fumarole.app.cli;

import io.fumarole.app.rehearsal.ForecastJson;
import io.fumarole.app.rehearsal.PastRates;
import io.fumarole.app.rehearsal.Preparation;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.lab.rehearsal.Forecast;
import io.fumarole.lab.rehearsal.ForecastLines;
import io.fumarole.lab.rehearsal.ForecastPage;
import io.fumarole.lab.rehearsal.Rehearsal;
import io.fumarole.lab.rehearsal.Roster;
import io.fumarole.lab.rehearsal.Seen;
import io.fumarole.server.lab.DeviceHabits;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// What will happen if a campaign is started; `docs/rehearsal.md` says what it stands on.
@Command(
    name = "rehearse",
    mixinStandardHelpOptions = true,
    description = {
      "Says what will happen if a campaign is started: its own decisions in virtual time.",
      "Over the inventory of a server, or over a fleet that a file describes. Nothing is stored."
    },
    footer = {
      "",
      "Without --fleet the devices are the server's. How they behave is learnt from when they were",
      "seen last and from an earlier campaign of the model, unless it is said."
    })
final class LabRehearseCommand implements Callable<Integer> {
  private static final long MIB = 1 << 20;

  /// What a run takes for a device, and what it takes without any.
  private static final long OCTETS_EACH = 90;

  private static final long BASE_OCTETS = 64 * MIB;

  @Mixin private Connection connection = new Connection();
  @Mixin private RehearsalOptions options = new RehearsalOptions();

  @Parameters(
      paramLabel = "CAMPAIGN",
      description = "the ID of a campaign on the server, or a file as 'campaign add' takes it")
  private String campaign = "";

  @Option(
      names = "--fleet",
      paramLabel = "FILE",
      description = "the devices are as this file says (JSON or HOCON), up to 10,000,000")
  private @Nullable Path fleet;

  @Option(
      names = "--like",
      paramLabel = "ID",
      description = "rates are those of this campaign (default: the newest of the model)")
  private @Nullable String like;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      description = "when it is started, such as 2027-01-31T22:00:00Z (default: now)")
  private @Nullable String start;

  @Option(
      names = "--resume-after",
      paramLabel = "TIME",
      description = "it is resumed that long after it has paused (default: it stays paused)")
  private @Nullable String resumeAfter;

  @Option(
      names = "--longest",
      paramLabel = "TIME",
      description = "it is followed for so long (default: ${DEFAULT-VALUE})",
      defaultValue = "180d")
  private String longest = "180d";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "of the first run; the others follow (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--runs",
      paramLabel = "N",
      description = "how many (default: 21, and fewer for more than 20,000 devices)")
  private @Nullable Integer runs;

  @Option(names = "--price", paramLabel = "AMOUNT", description = "of one notification")
  private @Nullable Double price;

  @Option(
      names = "--no-sensitivity",
      negatable = false,
      description = "do not move settings one by one")
  private boolean isQuick;

  @Option(
      names = "--seen",
      description = {
        "the campaign has begun: show how it has gone beside the forecast, and how far they are apart",
        "(with --fleet: what its devices were before is not in the inventory any more)"
      })
  private boolean isSeen;

  @Option(names = "--html", paramLabel = "FILE", description = "writes the forecast as a page")
  private @Nullable Path html;

  @Override
  public Integer call() throws IOException {
    if (isSeen && fleet == null)
      throw new CliMistake("--seen goes with --fleet, which says what the devices were before");
    RehearsedPlan what = RehearsedPlan.of(campaign, connection);
    List<JsonNode> seen = isSeen ? course() : List.of();
    Instant from = seen.isEmpty() ? from() : Instant.parse(seen.getFirst().path("at").asString());
    List<String> sources = new ArrayList<>();
    Rehearsal rehearsal =
        fleet == null ? served(what, from, sources) : described(what, from, fleet);
    int count = runs == null ? Forecast.Order.usualRuns(rehearsal.roster().size()) : runs;
    checkMemory(rehearsal.roster().size());
    Forecast forecast =
        Forecast.of(
            rehearsal,
            checked(
                () ->
                    new Forecast.Order(
                        seed, count, Optional.ofNullable(price), !isQuick, sources)));
    if (isSeen) forecast = forecast.beside(points(seen, from));
    if (html != null) Files.writeString(html, ForecastPage.of(forecast));
    show(forecast);
    return 0;
  }

  private List<JsonNode> course() {
    JsonNode points = connection.api().get("/campaigns/" + campaign + "/course").path("points");
    List<JsonNode> all = new ArrayList<>();
    points.forEach(all::add);
    if (all.isEmpty()) throw new CliMistake("campaign " + campaign + " has not begun");
    return all;
  }

  private static List<Seen.At> points(List<JsonNode> course, Instant from) {
    return course.stream()
        .map(
            it ->
                new Seen.At(
                    (int)
                        Duration.between(from, Instant.parse(it.path("at").asString())).toSeconds(),
                    it.path("succeeded").asLong(),
                    it.path("failed").asLong()))
        .toList();
  }

  private Instant from() {
    if (start == null) return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    try {
      return Instant.parse(start);
    } catch (DateTimeException wrong) {
      throw new CliMistake("--start: '" + start + "' is no time such as 2027-01-31T22:00:00Z");
    }
  }

  private Rehearsal described(RehearsedPlan what, Instant from, Path file) {
    if (options.isAnySet() || like != null)
      throw new CliMistake("--fleet says how the devices behave: leave out the options that do");
    DescribedFleet described = DescribedFleet.read(file);
    Roster roster = described.roster();
    List<FirmwarePackage> packages = described.packages(what.plan());
    return rehearsal(
        what,
        packages.isEmpty() ? ServedFleet.packages(what.plan(), connection) : packages,
        roster,
        from);
  }

  private Rehearsal served(RehearsedPlan what, Instant from, List<String> sources)
      throws IOException {
    DeviceHabits given = options.habits();
    Map<String, Optional<ModelProfile>> profiles = new HashMap<>();
    var preparation =
        new Preparation(
            what.id(),
            what.plan(),
            ServedFleet.packages(what.plan(), connection),
            ServedFleet.of(what.plan(), connection, Instant.now()),
            past(what),
            name -> profiles.computeIfAbsent(name, it -> ServedFleet.profile(it, connection)));
    sources.addAll(preparation.sources(given));
    return checked(
        () ->
            preparation.rehearsal(
                preparation.behaviour(given),
                from,
                RehearsalOptions.time(longest),
                Optional.ofNullable(resumeAfter).map(RehearsalOptions::time)));
  }

  private Optional<PastRates> past(RehearsedPlan what) {
    return like == null
        ? PastCampaign.newest(what.plan().release().model(), what.id().value(), connection)
        : Optional.of(PastCampaign.of(like, connection));
  }

  private Rehearsal rehearsal(
      RehearsedPlan what, List<FirmwarePackage> packages, Roster roster, Instant from) {
    return checked(
        () ->
            new Rehearsal(
                what.id(),
                what.plan(),
                packages,
                Preparation.usualProfile(),
                roster,
                from,
                RehearsalOptions.time(longest),
                Optional.ofNullable(resumeAfter).map(RehearsalOptions::time)));
  }

  private static <T> T checked(Supplier<T> value) {
    try {
      return value.get();
    } catch (CliMistake mistake) {
      throw mistake;
    } catch (IllegalArgumentException refused) {
      throw new CliMistake(String.valueOf(refused.getMessage()));
    }
  }

  private static void checkMemory(int devices) {
    long atOnce = devices > 2_000_000 ? 1 : 2;
    long needed = atOnce * (BASE_OCTETS + devices * OCTETS_EACH);
    long there = Runtime.getRuntime().maxMemory();
    if (needed > there)
      throw new CliMistake(
          "%,d devices need about %,d MiB of heap, there are %,d: set JAVA_TOOL_OPTIONS=-Xmx%dm"
              .formatted(devices, needed / MIB, there / MIB, needed / MIB * 3 / 2));
  }

  private void show(Forecast forecast) {
    PrintWriter out = connection.out();
    if (connection.isJson()) {
      out.println(ForecastJson.pretty(forecast));
    } else {
      out.println(
          "%s: %,d devices, %d runs from seed %d"
              .formatted(forecast.campaign(), forecast.fleet(), forecast.runs(), forecast.seed()));
      out.println();
      for (ForecastLines.Row row : ForecastLines.rows(forecast))
        out.println("%-36s %s".formatted(row.name(), row.value()));
      List<List<String>> moved = ForecastLines.sensitivity(forecast);
      if (!moved.isEmpty()) {
        out.println();
        out.println(Table.of(ForecastLines.HEADS, moved));
      }
      out.println();
      out.println("This stands on:");
      for (String each : forecast.assumptions()) out.println("- " + each);
    }
    out.flush();
  }
}
