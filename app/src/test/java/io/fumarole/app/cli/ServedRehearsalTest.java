package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A server that rehearses says what the command says, over the same inventory.
@Tag("slow")
class ServedRehearsalTest {
  private static final String CAMPAIGN =
      """
      name = spring, model = NW-410, version = "2.0.0", pace { open = 30 }, within = 1d
      phases = [ { name = canary, count = 20, failure { percent = 30, sample = 10 } }, { name = rest } ]
      """;

  private static final String ONE_HOUR =
      "\"times\": {\"downloading\": \"1h\", \"updating\": \"1h\", \"waiting\": \"1h\"},";

  /// Minutes: more than three hours are told in hours.
  private static final int LONG_AGO = 190;

  private static final int DEVICES = 50;

  @TempDir private Path directory;
  private ServedCommands server;

  @BeforeEach
  void start() throws IOException {
    server = ServedCommands.start(directory);
    Path image = Files.write(directory.resolve("image.bin"), new byte[100_000]);
    done("package", "add", image.toString(), "--model", "NW-410", "--to", "2.0.0");
    hasty();
    Instant now = Instant.now();
    for (int i = 0; i < DEVICES; i++) device(i, now);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /// Who is told to update has an hour to report.
  private void hasty() throws IOException {
    String strict = api().get("/profiles/oma-strict").path("text").asString();
    String text = strict.replace("\"name\": \"oma-strict\",", "\"name\": \"hasty\", " + ONE_HOUR);
    api().put("/profiles/hasty", Map.of("text", text, "note", "for a test"));
  }

  /// Every third has an address, and every tenth was not heard of for a month. The others were seen
  /// so long ago that the minutes which the test takes change no word about it.
  private void device(int number, Instant now) {
    Duration silent =
        number % 10 == 0 ? Duration.ofDays(30) : Duration.ofMinutes(LONG_AGO + number);
    Device device =
        Device.enrolled(
                new DeviceId("device-%03d".formatted(number)),
                number % 2 == 0 ? "hasty" : "open",
                Optional.empty(),
                Optional.empty(),
                now.minus(silent))
            .withInventory(Map.of("Mod", "NW-410", Device.VERSION, "1.0.0"))
            .withAddress(number % 3 == 0 ? Optional.of("127.0.0.1:9") : Optional.empty());
    assertThat(server.server().stores().devices().add(device)).isTrue();
  }

  private String done(String... words) {
    Shown shown = server.run(words);
    assertThat(shown.code()).as("%s", shown).isZero();
    return shown.out();
  }

  private ApiClient api() throws IOException {
    return new ApiClient(
        server.server().url(), Files.readString(server.data().resolve("api-token")).strip());
  }

  private String draft() throws IOException {
    Path plan = Files.writeString(directory.resolve("campaign.conf"), CAMPAIGN);
    return ApiClient.JSON
        .readTree(done("campaign", "add", plan.toString(), "--json"))
        .path("id")
        .asString();
  }

  @Test
  void aServerForecastsWhatTheCommandForecasts() throws IOException {
    String path = "/campaigns/" + draft() + "/rehearsal";
    api().post(path, Map.of("poll", "1h", "fail", Map.of("410", 10), "silent", 20));
    JsonNode served =
        await()
            .atMost(Duration.ofMinutes(2))
            .until(() -> api().get(path), it -> !it.path("state").asString().equals("running"));
    assertThat(served.path("state").asString()).as("%s", served).isEqualTo("done");
    JsonNode forecast = served.path("forecast");
    assertThat(forecast.at("/devices/neverHeard/median").asInt()).isEqualTo(DEVICES / 10);
    assertThat(forecast.path("assumptions").toString())
        .contains("50 devices of the server's inventory; 5 of them were not heard of for 24 h");
    assertThat(served.at("/habits/install").asString()).isEqualTo("PT5M");
    String id = path.split("/", -1)[2];
    String told =
        done(
            "lab",
            "rehearse",
            id,
            "--start",
            forecast.path("start").asString(),
            "--poll",
            "1h",
            "--fail",
            "410=10%",
            "--silent",
            "20%",
            "--json");
    assertThat(ApiClient.JSON.readTree(told)).isEqualTo(forecast);
  }

  @Test
  void aFilterThatMatchesNobodyIsRefusedInWords() throws IOException {
    JsonNode added =
        api()
            .post(
                "/campaigns",
                Map.of("name", "n", "model", "NW-410", "version", "2.0.0", "filter", "id==nobody"));
    String path = "/campaigns/" + added.path("id").asString() + "/rehearsal";
    api().post(path, Map.of());
    JsonNode failed =
        await().until(() -> api().get(path), it -> !it.path("state").asString().equals("running"));
    assertThat(List.of(failed.path("state").asString(), failed.path("words").asString()))
        .containsExactly("failed", "no enrolled device of the model matches the campaign's filter");
  }
}
