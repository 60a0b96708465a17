package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The same campaign forecast, and over real HTTP on a fleet of real agents: how far the two are
/// apart.
@Tag("slow")
class RehearsalAgainstFleetTest {
  private static final int DEVICES = 150;

  private static final String CAMPAIGN =
      """
      name = checked, model = NW-410, version = "2.0.0", pace { open = 30 }
      phases = [ { name = first, count = 30, success = 50 }, { name = rest } ]
      """;

  @TempDir private Path directory;

  private Path fleet(String poll) throws IOException {
    return Files.writeString(
        directory.resolve("fleet-" + poll + ".conf"),
        """
        devices = %d, version = "1.0.0", poll = %s, jitter = 0%%, link = 1MB, install = 0s, fail = "410=10%%"
        """
            .formatted(DEVICES, poll));
  }

  private static JsonNode forecast(ServedCommands server, String id, Path fleet) {
    Shown shown =
        server.run(
            "lab",
            "rehearse",
            id,
            "--fleet",
            fleet.toString(),
            "--seen",
            "--no-sensitivity",
            "--json");
    assertThat(shown.code()).as("%s", shown).isZero();
    return ApiClient.JSON.readTree(shown.out());
  }

  private static void fleet(ServedCommands server, long seed, String... more) {
    String[] all = new String[10 + more.length];
    String[] same = {
      "lab",
      "fleet",
      "--devices",
      "" + DEVICES,
      "--seed",
      "" + seed,
      "--becomes",
      "2.0.0",
      "--jitter",
      "0%"
    };
    System.arraycopy(same, 0, all, 0, same.length);
    System.arraycopy(more, 0, all, same.length, more.length);
    Shown shown = server.fleet(all);
    assertThat(shown.code()).as("%s", shown).isZero();
  }

  private static JsonNode inventory(ServedCommands server, String id, String... more) {
    String[] all =
        Arrays.copyOf(
            new String[] {"lab", "rehearse", id, "--runs", "3", "--json"}, 6 + more.length);
    System.arraycopy(more, 0, all, 6, more.length);
    Shown shown = server.run(all);
    assertThat(shown.code()).as("%s", shown).isZero();
    return ApiClient.JSON.readTree(shown.out());
  }

  /// The next campaign is forecast by what came of this one.
  private void checkLearnt(ServedCommands server, String before) throws IOException {
    Path image = Files.write(directory.resolve("next.bin"), new byte[200_000]);
    Shown added =
        server.run("package", "add", image.toString(), "--model", "NW-410", "--to", "3.0.0");
    assertThat(added.code()).as("%s", added).isZero();
    Path plan =
        Files.writeString(
            directory.resolve("next.conf"), "name = next, model = NW-410, version = \"3.0.0\"");
    String id =
        ApiClient.JSON
            .readTree(server.run("campaign", "add", plan.toString(), "--json").out())
            .path("id")
            .asString();
    JsonNode forecast = inventory(server, id);
    assertThat(forecast.path("assumptions").toString())
        .contains("rates of campaign " + before)
        .contains("how often devices call is guessed")
        .containsPattern("fail: [\\d.]+% with 410");
    double failed = forecast.path("devices").path("failed").path("median").asDouble();
    assertThat(failed).isBetween(1.0, DEVICES / 3.0);
  }

  @Test
  void aForecastAndAFleetOfRealAgentsAgree() throws IOException {
    long seed = new Random().nextInt(1_000_000);
    try (var server = ServedCommands.start(directory)) {
      Path image = Files.write(directory.resolve("image.bin"), new byte[100_000]);
      Path list = directory.resolve("fleet.csv");
      Path plan = Files.writeString(directory.resolve("campaign.conf"), CAMPAIGN);
      Shown added =
          server.run("package", "add", image.toString(), "--model", "NW-410", "--to", "2.0.0");
      assertThat(added.code()).as("%s", added).isZero();
      fleet(server, seed, "--write-devices", list.toString());
      assertThat(server.run("device", "import", list.toString()).code()).isZero();
      fleet(server, seed, "--poll", "5s", "--until", "1.0.0", "--duration", "300s");
      JsonNode campaign =
          ApiClient.JSON.readTree(server.run("campaign", "add", plan.toString(), "--json").out());
      String id = campaign.path("id").asString();
      JsonNode before = inventory(server, id, "--poll", "15s");
      assertThat(before.path("devices").path("members").path("median").asInt()).isEqualTo(DEVICES);
      assertThat(before.path("end").path("completes").asDouble()).isEqualTo(1);
      assertThat(before.path("assumptions").toString())
          .contains("150 devices of the server's inventory; 0 of them were not heard of")
          .contains("no earlier campaign of the model");
      assertThat(server.run("campaign", "start", id).code()).isZero();
      fleet(
          server,
          seed,
          "--poll",
          "15s",
          "--link",
          "1MB",
          "--fail",
          "410=10%",
          "--until",
          "2.0.0",
          "--duration",
          "600s");
      JsonNode agreed = forecast(server, id, fleet("15s"));
      assertThat(agreed.path("seen").path("usual").asDouble())
          .as("seed %d: %s", seed, agreed.path("seen"))
          .isLessThan(0.1);
      assertThat(agreed.path("seen").path("widest").asDouble())
          .as("seed %d: %s", seed, agreed.path("seen"))
          .isLessThan(0.2);
      checkLearnt(server, id);
      // One that is told something else of the devices is found out.
      JsonNode wrong = forecast(server, id, fleet("60s"));
      assertThat(wrong.path("seen").path("widest").asDouble())
          .as("seed %d: %s", seed, wrong.path("seen"))
          .isGreaterThan(0.3);
    }
  }
}
