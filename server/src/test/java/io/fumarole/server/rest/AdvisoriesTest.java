package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class AdvisoriesTest {
  private static final String ONE =
      """
      {"title": "Modem takes anything", "url": "https://a.example/1",
       "models": [{"model": "M*", "affected": ["1.*"], "fixed": ["1.9"]}, {"model": "N", "affected": ["7"]}]}
      """;
  private static final String RELEASE = "/release?model=M*&version=";

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
    device("a", "M*", "1.0");
    device("b", "M*", "1.9");
    device("c", "M*", "");
    device("d", "N", "7");
    device("e", "N", "8");
    device("f", "MX", "1.0");
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void device(String id, String model, String version) {
    Map<String, String> inventory = new HashMap<>(Map.of("Mod", model));
    if (!version.isEmpty()) inventory.put(Device.VERSION, version);
    Device device =
        Device.enrolled(
                new DeviceId(id), "oma-strict", Optional.empty(), Optional.empty(), running.now())
            .withInventory(inventory);
    assertThat(running.server().stores().devices().add(device)).isTrue();
  }

  private int put(String json) {
    return running.call("PUT", "/advisories/CVE-1", json).statusCode();
  }

  private List<String> devices(String path) {
    Answer page = running.get(path);
    assertThat(page.status()).as("%s", page.json()).isEqualTo(200);
    return page.json().path("devices").valueStream().map(it -> it.path("id").asString()).toList();
  }

  @Test
  void itIsToldWhichDevicesRunAVersionThatHasIt() {
    assertThat(put(ONE)).isEqualTo(201);
    assertThat(devices("/advisories/CVE-1/devices")).containsExactly("a", "d");
    assertThat(devices("/devices?filter=advisory==CVE-1")).containsExactly("a", "d");
    assertThat(devices("/devices?filter=advisory!=CVE-1")).containsExactly("b", "c", "e", "f");
    assertThat(devices("/devices?filter=advisory==CVE-1;model==N")).containsExactly("d");
    JsonNode shown = running.get("/advisories/CVE-1").json();
    assertThat(shown.path("devices").longValue()).isEqualTo(2);
    assertThat(shown.path("unread").longValue()).isOne();
    JsonNode page = running.get("/advisories/CVE-1/devices?limit=1&count=true").json();
    assertThat(page.path("total").longValue()).isEqualTo(2);
    assertThat(devices("/advisories/CVE-1/devices?cursor=" + page.path("cursor").asString()))
        .containsExactly("d");
  }

  @Test
  void aGroupAndACampaignMayNameItAndItStaysWhileAGroupDoes() {
    put(ONE);
    assertThat(
            running.call("PUT", "/groups/weak", "{\"filter\": \"advisory==CVE-1\"}").statusCode())
        .isEqualTo(201);
    assertThat(devices("/devices?filter=group==weak")).containsExactly("a", "d");
    HttpResponse<byte[]> used = running.call("DELETE", "/advisories/CVE-1", "");
    assertThat(used.statusCode()).isEqualTo(409);
    assertThat(Browser.detail(used)).contains("[weak]");
    running.call("DELETE", "/groups/weak", "");
    assertThat(running.call("DELETE", "/advisories/CVE-1", "").statusCode()).isEqualTo(204);
    Answer gone = running.get("/devices?filter=advisory==CVE-1");
    assertThat(gone.status()).isEqualTo(400);
    assertThat(gone.detail()).contains("there is no advisory 'CVE-1'");
    assertThat(running.call("DELETE", "/advisories/CVE-1", "").statusCode()).isEqualTo(404);
  }

  @Test
  void nobodyOverwritesAnothersChange() {
    put(ONE);
    String tag =
        running.call("GET", "/advisories/CVE-1", "").headers().firstValue("ETag").orElseThrow();
    assertThat(put("{\"models\": [{\"model\": \"N\", \"affected\": [\"8\"]}]}")).isEqualTo(200);
    assertThat(devices("/advisories/CVE-1/devices")).containsExactly("e");
    assertThat(running.call("PUT", "/advisories/CVE-1", ONE, "If-Match", tag).statusCode())
        .isEqualTo(412);
    assertThat(running.call("PUT", "/advisories/CVE-2", ONE, "If-Match", tag).statusCode())
        .isEqualTo(412);
    assertThat(running.call("PUT", "/advisories/CVE-1", ONE, "If-None-Match", "*").statusCode())
        .isEqualTo(412);
    assertThat(running.call("PUT", "/advisories/CVE-3", ONE, "If-None-Match", "*").statusCode())
        .isEqualTo(201);
  }

  @Test
  void aReleaseSaysWhichAdvisoriesNameItAndWhatItIsMadeOf() {
    put(ONE);
    running.upload("id=p1&model=M*&to=1.5", new byte[] {1});
    running.upload("id=p2&model=M*&to=1.9", new byte[] {2});
    assertThat(
            running.get(RELEASE + "1.5").json().path("advisories").get(0).path("says").asString())
        .isEqualTo("affected");
    assertThat(
            running.get(RELEASE + "1.9").json().path("advisories").get(0).path("says").asString())
        .isEqualTo("fixed");
    String sbom =
        "{\"sbom\": {\"format\": \"cyclonedx\", \"sha256\": \"%s\"}}".formatted("a".repeat(64));
    assertThat(running.call("PATCH", RELEASE + "1.5", sbom).statusCode()).isEqualTo(200);
    running.call("PATCH", RELEASE + "1.5", "{\"notes\": \"n\"}");
    JsonNode kept = running.get(RELEASE + "1.5").json().path("sbom");
    assertThat(kept.path("format").asString()).isEqualTo("cyclonedx");
    assertThat(kept.path("sha256").asString()).isEqualTo("a".repeat(64));
    running.post("/deployments", "{\"device\": \"a\", \"version\": \"1.5\"}");
    JsonNode inDossier =
        running.get("/devices/a/dossier?format=json").json().path("releases").get(0);
    assertThat(inDossier.path("sbom").path("format").asString()).isEqualTo("cyclonedx");
    assertThat(inDossier.path("advisories").get(0).path("id").asString()).isEqualTo("CVE-1");
    running.call("PATCH", RELEASE + "1.5", "{\"sbom\": {}}");
    assertThat(running.get(RELEASE + "1.5").json().has("sbom")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "PUT | /advisories/CVE-1 | {} | models",
        "PUT | /advisories/-1 | {~models~: []} | begins with a letter",
        "PUT | /advisories/CVE-1 | {~models~: [{~affected~: [~1~]}]} | is missing",
        "PUT | /advisories/CVE-1 | {~models~: [{~model~: ~M~}]} | it says nothing",
        "PUT | /advisories/CVE-1 | {~models~: [], ~url~: ~http://a~} | is an https address",
        "PUT | /advisories/CVE-1 | {~models~: [{~model~: ~M~, ~fixed~: [~1~]}, {~model~: ~M~, ~fixed~: [~2~]}]} | named once",
        "GET | /devices?filter=advisory==a%20b | | the filter cannot be read",
        "GET | /devices?filter=advisory=gt=CVE-1 | | has no order",
      })
  void whatMakesNoSenseIsRefused(String method, String path, String json, String words) {
    HttpResponse<byte[]> refused =
        running.call(method, path, json == null ? "" : json.replace('~', '"'));
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(Browser.detail(refused)).contains(words);
  }
}
