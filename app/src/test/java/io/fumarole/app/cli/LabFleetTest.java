package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.fleet.FleetPlan;
import io.fumarole.lab.fleet.FleetResult;
import io.fumarole.lab.fleet.FleetRun;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

/// A simulated fleet against a server that runs, from the list of its devices to the campaign's
/// end.
@Tag("slow")
class LabFleetTest {
  private static final int DEVICES = 60;
  private static final String NEXT = "2.0.0";

  /// Far more than it takes; a fleet that hangs ends by it, and the test fails.
  private static final String PATIENCE = "120s";

  @TempDir private Path directory;
  private Optional<FumaroleServer> server = Optional.empty();

  @AfterEach
  void stop() {
    server.ifPresent(FumaroleServer::close);
  }

  private static Shown fleet(String... words) {
    List<String> all = new ArrayList<>(List.of("lab", "fleet"));
    all.addAll(Arrays.asList(words));
    return Shown.of(all.toArray());
  }

  /// Where a fleet's server keeps its things, and how it is called.
  private record Site(FumaroleServer server, Path home) {
    Shown call(String... words) {
      List<String> all = new ArrayList<>(Arrays.asList(words));
      all.addAll(List.of("--server", server.url(), "--data", home.resolve("server").toString()));
      Shown shown = Shown.of(all.toArray());
      assertThat(shown.code()).as("%s", shown.text()).isZero();
      return shown;
    }

    ApiClient api() throws IOException {
      return new ApiClient(server.url(), Files.readString(server.tokenFile()).strip());
    }

    JsonNode json(String... words) {
      List<String> all = new ArrayList<>(Arrays.asList(words));
      all.add("--json");
      return ApiClient.JSON.readTree(call(all.toArray(String[]::new)).text());
    }
  }

  /// A server with a signed release, the fleet's devices, and a campaign for all of them that runs.
  private Site site(String seed) throws IOException {
    server.ifPresent(FumaroleServer::close);
    Path home = Files.createTempDirectory(directory, "site");
    FumaroleServer started =
        FumaroleServer.start(ServerSettings.of(home.resolve("server")).with("port", 0));
    server = Optional.of(started);
    var site = new Site(started, home);
    Path image = Files.write(home.resolve("image.bin"), new byte[150_000]);
    Path key = home.resolve("release.pem");
    assertThat(Shown.of("package", "key", key.toString()).code()).isZero();
    Files.createDirectories(home.resolve("server/trusted-keys"));
    Files.copy(home.resolve("release.pem.pub"), home.resolve("server/trusted-keys/release.pem"));
    Shown signed =
        Shown.of(
            "package",
            "sign",
            image.toString(),
            "--key",
            key.toString(),
            "--vendor",
            "Northwind",
            "--model",
            "NW-410",
            "--to",
            NEXT,
            "--sequence",
            "2");
    assertThat(signed.code()).as(signed.text()).isZero();
    site.call("package", "add", image + ".bundle");
    Path list = home.resolve("fleet.csv");
    Shown written =
        fleet("--devices", "" + DEVICES, "--seed", seed, "--write-devices", list.toString());
    assertThat(written.text()).isEqualTo("wrote 60 devices to " + list + "\n");
    site.call("device", "import", list.toString());
    return site;
  }

  private String campaign(Site site, String phases) throws IOException {
    Path plan =
        Files.writeString(
            site.home().resolve("campaign.conf"),
            "name = all, model = NW-410, version = \"%s\", phases = [ %s ]"
                .formatted(NEXT, phases));
    String id = site.json("campaign", "add", plan.toString()).path("id").asString();
    site.call("campaign", "start", id);
    return id;
  }

  private Shown fleet(Site site, String seed, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--server", site.server().url(), "--devices", "" + DEVICES));
    words.addAll(List.of("--seed", seed, "--poll", "1s", "--duration", PATIENCE));
    words.addAll(List.of("--trusted-key", site.home().resolve("release.pem.pub").toString()));
    words.addAll(List.of("--json", site.home().resolve("result.json").toString()));
    words.addAll(Arrays.asList(more));
    return fleet(words.toArray(String[]::new));
  }

  private static JsonNode result(Site site) throws IOException {
    return ApiClient.JSON.readTree(Files.readString(site.home().resolve("result.json")));
  }

  /// What the server has heard, by code, and who said it.
  private static SortedMap<String, SortedSet<String>> heard(Site site) throws IOException {
    SortedMap<String, SortedSet<String>> byCode = new TreeMap<>();
    JsonNode all = site.api().get("/deployments?limit=" + DEVICES * 2);
    for (JsonNode deployment : all.path("deployments")) {
      // A success is proved by the version, whatever was reported.
      boolean isGood = deployment.path("state").asString().equals("succeeded");
      String code = isGood ? "200" : deployment.path("ending").path("code").asString("none");
      byCode.computeIfAbsent(code, _ -> new TreeSet<>()).add(deployment.path("device").asString());
    }
    return byCode;
  }

  @Test
  void bothSidesCountTheSameResultsAndTheSameSeedFailsTheSameDevices() throws IOException {
    String seed = "" + new Random().nextInt(1_000_000);
    List<SortedMap<String, SortedSet<String>>> runs = new ArrayList<>();
    for (int turn = 0; turn < 2; turn++) {
      Site site = site(seed);
      makeThemselvesKnown(site, seed);
      String id = campaign(site, "{ name = all }");
      Shown shown = fleet(site, seed, "--fail", "410=30%,402=10%", "--until", NEXT);
      assertThat(shown.code()).as("seed %s: %s", seed, shown.text()).isZero();
      assertThat(shown.text())
          .contains("every device runs the version or has said that it could not");
      JsonNode result = result(site);
      SortedMap<String, SortedSet<String>> heard = heard(site);
      assertThat(heard.keySet()).as("seed %s", seed).containsExactly("200", "402", "410");
      heard.forEach(
          (code, devices) ->
              assertThat(result.path("last").path("all").path("results").path(code).asInt())
                  .as("seed %s, result %s", seed, code)
                  .isEqualTo(devices.size()));
      JsonNode phase = site.json("campaign", "show", id).path("phases").get(0);
      int updated = result.path("last").path("versions").path(NEXT).asInt();
      assertThat(phase.path("succeeded").asInt()).isEqualTo(updated);
      assertThat(phase.path("failed").asInt()).isEqualTo(DEVICES - updated);
      runs.add(heard);
    }
    assertThat(runs.get(0)).as("seed %s", seed).isEqualTo(runs.get(1));
  }

  /// Until a device has called, the server knows no model of it.
  private void makeThemselvesKnown(Site site, String seed) {
    Shown shown = fleet(site, seed, "--until", "1.0.0");
    assertThat(shown.code()).as(shown.text()).isZero();
  }

  @Test
  void devicesThatAreAwayOrLoseMessagesComeLater() throws IOException {
    String seed = "" + new Random().nextInt(1_000_000);
    Site site = site(seed);
    makeThemselvesKnown(site, seed);
    String id = campaign(site, "{ name = all }");
    Shown shown =
        fleet(
            site,
            seed,
            "--offline",
            "50%",
            "--offline-for",
            "3s",
            "--loss",
            "2%",
            "--latency",
            "5ms",
            "--link",
            "512KiB",
            "--until",
            NEXT);
    assertThat(shown.code()).as("seed %s: %s", seed, shown.text()).isZero();
    JsonNode result = result(site);
    assertThat(result.path("last").path("versions").path(NEXT).asInt()).isEqualTo(DEVICES);
    assertThat(result.path("seconds").asDouble()).as("nobody waits for the last").isGreaterThan(3);
    assertThat(site.json("campaign", "show", id).path("phases").get(0).path("succeeded").asInt())
        .isEqualTo(DEVICES);
    assertThat(heard(site).keySet()).containsExactly("200");
  }

  @Test
  void aCanaryThatFailsTooOftenPausesItsCampaignAndSaysWhy()
      throws IOException, InterruptedException {
    String seed = "" + new Random().nextInt(1_000_000);
    Site site = site(seed);
    makeThemselvesKnown(site, seed);
    String canary =
        "{ name = canary, count = 20, success = 90, failure { percent = 10, sample = 5 } }";
    String id = campaign(site, canary + ", { name = rest }");
    ApiClient api = site.api();
    var fleet = new FleetRun(plan(site, seed, "--fail", "410=60%"));
    FleetResult result =
        fleet.run(
            _ -> {
              JsonNode now = api.get("/campaigns/" + id);
              if (now.path("state").asString().equals("paused")
                  && now.path("phases").get(0).path("open").asInt() == 0) fleet.stop();
            });
    assertThat(result.end()).as("seed %s", seed).isEqualTo(FleetResult.End.STOPPED);
    assertThat(result.last().all().results().values().stream().mapToLong(n -> n).sum())
        .as("seed %s, %s: nobody but the canary", seed, result.last().all())
        .isEqualTo(20);
    JsonNode paused = site.json("campaign", "show", id);
    assertThat(paused.path("reason").asString())
        .as("seed %s", seed)
        .matches("phase canary: \\d+ of \\d+ devices failed");
    String failed = heard(site).getOrDefault("410", new TreeSet<>()).first();
    assertThat(site.call("device", "why", failed).text())
        .as("seed %s", seed)
        .contains("reported 410 (Firmware Update Failed)");
  }

  private static FleetPlan plan(Site site, String seed, String... more) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("--server", site.server().url(), "--devices", "" + DEVICES));
    words.addAll(List.of("--seed", seed, "--poll", "1s", "--duration", PATIENCE));
    words.addAll(List.of("--trusted-key", site.home().resolve("release.pem.pub").toString()));
    words.addAll(Arrays.asList(more));
    return CommandLine.populateCommand(new FleetSettings(), words.toArray(String[]::new)).plan();
  }

  @Test
  void strangersBreakAndSayWhy() throws IOException {
    Site site = site("1");
    Path page = directory.resolve("result.html");
    Shown shown =
        fleet(
            "--server",
            site.server().url(),
            "--devices",
            "5",
            "--prefix",
            "NOBODY:",
            "--rate",
            "20",
            "--duration",
            "3s",
            "--html",
            page.toString());
    assertThat(shown.code()).isZero();
    assertThat(shown.text()).contains("the time is up", "sessions       0, ", "trouble");
    assertThat(page).content().startsWith("<!doctype html>").contains("Fleet of 5 devices");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "--devices 0              | --devices: a fleet has 1 to 200000 devices, not 0",
        "--prefix a,b             | 'a,b' is no prefix",
        "--fail 5                 | --fail: '5' is no share: write a percentage",
        "--fail 200=5%            | --fail: 200 is no failure",
        "--loss 200%              | --loss: '200%' is no share",
        "--poll soon              | --poll: 'soon' is no time: write such as",
        "--poll 0s                | --poll: an interval of no time",
        "--rate 0                 | --rate: a rate is more than 0",
        "--rate 5 --poll 3s       | --rate goes without --poll",
        "--offline-for 3s         | --offline-for goes with --offline",
        "--offline 100%           | --offline: a fleet that is offline all the time",
        "--link fast              | --link: 'fast' is no size",
        "--connections 0          | --connections: no connection at all",
        "--trusted-key none.pem   | --trusted-key: none.pem",
        "--server ftp://host      | server.url",
        "--set fumo.exec-status=9 | fumo.exec-status",
        "--set nonsense=9         | nonsense",
        "--patience soon          | --patience: 'soon' is no time",
        "--fault lies             | --fault: 'lies': write such as report-lost=5%",
        "--fault thunder=5%       | --fault: no fault 'thunder'; there are power-cut-download",
        "--fault lies=5           | --fault: '5' is no share: write a percentage",
        "--fault all=1% --fault lies=1% | --fault: lies stands there twice",
        "--faults none.txt        | --faults: none.txt cannot be read",
        "--fault lies=5% --data nowhere | no API token at nowhere/api-token",
        "--listen here            | --listen: 'here': write HOST:PORT, such as 127.0.0.1:20000",
        "--listen 127.0.0.1:65000 | --listen: 1,000 devices from port 65000 on need more ports",
        "--profile a,b --write-devices x.csv | --profile: 'a,b' is no name of a profile"
      })
  void refusesWhatMakesNoSense(String words, String why) {
    Shown shown = fleet(words.split(" "));
    assertThat(shown.code()).isEqualTo(2);
    assertThat(shown.text()).contains(why);
  }
}
