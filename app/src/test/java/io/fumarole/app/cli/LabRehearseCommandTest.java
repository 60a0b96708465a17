package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Rehearsals of fleets that a file describes: no server is asked.
class LabRehearseCommandTest {
  private static final String CAMPAIGN =
      """
      name = all, model = M-1, version = "2.0"
      phases = [ { name = canary, count = 50, failure { percent = 10, sample = 10 } }, { name = rest } ]
      """;

  private static final String FLEET =
      """
      devices = 400
      version = "1.0"
      poll = 1h
      link = 100kB
      install = 2m
      packages = [ { size = 1MB } ]
      """;

  @TempDir private Path directory;

  private Shown rehearse(String fleet, String... more) throws IOException {
    Path campaign = Files.writeString(directory.resolve("campaign.conf"), CAMPAIGN);
    Path file = Files.writeString(directory.resolve("fleet.conf"), fleet);
    List<String> words =
        new ArrayList<>(
            List.of("lab", "rehearse", campaign.toString(), "--fleet", file.toString()));
    words.addAll(List.of("--start", "2026-03-01T08:00:00Z"));
    words.addAll(Arrays.asList(more));
    return Shown.of(words.toArray());
  }

  @Test
  void saysWhenItWillBeDoneAndWhatThatStandsOn() throws IOException {
    Path page = directory.resolve("forecast.html");
    Shown shown = rehearse(FLEET, "--runs", "3", "--price", "0.05", "--html", page.toString());
    assertThat(shown.code()).as(shown.text()).isZero();
    assertThat(shown.text())
        .contains("all: 400 devices, 3 runs from seed 1")
        .containsPattern("Completes +100% of the runs, after 2 h")
        .containsPattern("Succeed +400\n")
        .contains("devices call twice as often")
        .contains("400 devices call each 1 h, some up to 10% less often");
    assertThat(page).content().startsWith("<!doctype html>").contains("<polyline", "What this");
  }

  @Test
  void answersProgramsTheSameEachTime() throws IOException {
    Shown once = rehearse(FLEET + "fail = \"410=30%\"\n", "--runs", "5", "--json");
    Shown again = rehearse(FLEET + "fail = \"410=30%\"\n", "--runs", "5", "--json");
    assertThat(again).isEqualTo(once);
    JsonNode forecast = ApiClient.JSON.readTree(once.text());
    assertThat(forecast.path("end").path("pauses").asDouble()).isEqualTo(1);
    assertThat(forecast.path("end").path("reasons").propertyNames())
        .containsExactly("paused: phase canary: devices failed");
    assertThat(forecast.path("devices").path("notTaken").path("median").asInt()).isEqualTo(350);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "poll = soon                       | line 2: poll: ",
        "pole = 1h                         | line 2: unknown key 'pole': there are address, answers",
        "fail = \"410=200%\"               | line 2: fail: '200%' is no share",
        "fail = \"200=2%\"                 | line 2: fail: 200 is no failure",
        "zone = Nowhere                    | line 2: zone: Unknown time-zone ID: Nowhere",
        "link = 0                          | line 2: link: a size is 1 to",
        "silent = 60%, fail = 50%          | more than all of them fail or fall silent",
        "groups = 5                        | line 2: groups: it is a list",
        "groups = [ { name = a } ]         | line 2: devices: how many is missing",
        "groups = [ { devices = a } ]      | line 2: devices: ",
        "groups = [ { devices = 0 } ]      | a rehearsal has 1 to 10,000,000 devices, not 0",
        "packages = [ { from = \"1.0\" } ] | line 2: size: it is missing"
      })
  void refusesADescriptionWithLineAndReason(String line, String why) throws IOException {
    String devices = line.contains("groups") ? "" : "devices = 10";
    String rest = line.contains("packages") ? "" : "packages = [ { size = 1MB } ]\n";
    Shown shown = rehearse(devices + "\n" + line + "\n" + rest);
    assertThat(shown.code()).as(shown.text()).isEqualTo(2);
    assertThat(shown.text()).contains("fleet.conf").contains(why);
  }

  @Test
  void refusesOptionsThatTheFileSays() throws IOException {
    assertThat(rehearse(FLEET, "--poll", "1h").text()).contains("--fleet says how the devices");
    assertThat(rehearse(FLEET, "--runs", "0").text()).contains("1 to 1000 runs, not 0");
    assertThat(rehearse(FLEET, "--longest", "soon").text()).contains("'soon' is no time");
  }
}
