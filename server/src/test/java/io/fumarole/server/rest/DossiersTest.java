package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

@Tag("slow")
class DossiersTest {
  private static final String CAMPAIGN =
      """
      {"name": "2.0 <all>", "model": "M-1", "version": "2.0", "phases": [{"name": "all"}]}
      """;
  private static final String HOSTILE = "<script>alert(1)</script>\u0007";

  @TempDir private Path data;
  private RunningServer running;
  private Browser operator;
  private Browser approver;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data, it -> it.with("fourEyes", List.of("RELEASE", "CAMPAIGN")));
    operator = signedIn("jo", "operator");
    approver = signedIn("ann", "approver");
    running.upload("id=full&model=M-1&to=2.0", new byte[] {1});
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private Browser signedIn(String name, String role) {
    running.post(
        "/users",
        "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"staple battery\"}"
            .formatted(name, role));
    var browser = new Browser(running);
    assertThat(browser.signIn(name, "staple battery").statusCode()).isEqualTo(201);
    return browser;
  }

  private void device(String id) {
    Device device =
        Device.enrolled(
                new DeviceId(id), "oma-strict", Optional.empty(), Optional.empty(), running.now())
            .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0"));
    assertThat(running.server().stores().devices().add(device)).isTrue();
  }

  private String agreed(HttpResponse<byte[]> asked) {
    assertThat(asked.statusCode()).isEqualTo(202);
    String id = RunningServer.json(asked).path("id").asString();
    assertThat(approver.call("POST", "/approvals/" + id + "/approve", "").statusCode())
        .isEqualTo(200);
    return id;
  }

  private void released() {
    operator.call("POST", "/release/test?model=M-1&version=2.0", "{}");
    agreed(operator.call("POST", "/release/release?model=M-1&version=2.0", "{}"));
  }

  private DeploymentStore deployments() {
    return running.server().stores().deployments();
  }

  /// As if the device had worked on it.
  private void reports(String device, int code, DeploymentState end, Ending.Cause cause) {
    Deployment was = deployments().newest(new DeviceId(device), 1).getFirst();
    Attempt attempt =
        new Attempt(
                was.nextCorrelator(),
                Operation.DOWNLOAD_AND_UPDATE,
                Delivery.DIRECT,
                Optional.of("http://localhost/p1?secret"),
                Attempt.Step.ACCEPTED,
                Optional.empty(),
                running.now())
            .reported(code);
    Deployment ended =
        was.with(attempt)
            .ended(end, cause, Optional.of(code), "it said " + HOSTILE, running.now())
            .wakingAt(Optional.empty());
    Event told =
        new Event(was.device(), Optional.of(was.id()), running.now(), "report", "code " + code);
    assertThat(deployments().update(ended, told)).isTrue();
  }

  private String html(String path) {
    HttpResponse<byte[]> page = running.call("GET", path, "");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .startsWith("default-src 'none';");
    return new String(page.body(), StandardCharsets.UTF_8);
  }

  private JsonNode json(String path) {
    HttpResponse<byte[]> dossier = running.call("GET", path + "?format=json", "");
    assertThat(dossier.statusCode()).isEqualTo(200);
    return RunningServer.json(dossier);
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  private static List<String> acts(JsonNode part) {
    return part.path("acts")
        .valueStream()
        .map(
            it ->
                "%s %s %s"
                    .formatted(
                        it.path("actor").asString(),
                        it.path("action").asString(),
                        it.path("outcome").asString()))
        .toList();
  }

  /// A campaign that two people have agreed on, with a device that succeeded and one that failed.
  private String campaign() {
    released();
    device("IMEI:1");
    device("IMEI:2");
    String id =
        RunningServer.json(operator.call("POST", "/campaigns", CAMPAIGN)).path("id").asString();
    agreed(operator.call("POST", "/campaigns/" + id + "/start", ""));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> deployments().list(Optional.empty(), Before.ALL, 9).size() == 2);
    reports("IMEI:1", 200, DeploymentState.SUCCEEDED, Ending.Cause.PROVED);
    reports("IMEI:2", 410, DeploymentState.FAILED, Ending.Cause.REPORTED);
    operator.call("POST", "/campaigns/" + id + "/pause", "");
    operator.call("POST", "/campaigns/" + id + "/resume", "");
    return id;
  }

  @Test
  void ofACampaignItSaysWhoDecidedWhatAndWhatCameOfIt() {
    String id = campaign();
    JsonNode dossier = json("/campaigns/" + id + "/dossier");
    assertThat(dossier.path("subject").asString()).isEqualTo("campaign");
    assertThat(texts(dossier.path("notes"))).hasSize(1).first().asString().contains("will change");
    JsonNode campaign = dossier.path("campaigns").get(0);
    assertThat(acts(campaign))
        .containsExactly(
            "jo POST /campaigns 201",
            "jo POST /campaigns/{id}/start 202",
            "jo POST /campaigns/{id}/pause 200",
            "jo POST /campaigns/{id}/resume 200");
    assertThat(campaign.path("unknown")).isEmpty();
    JsonNode consent = campaign.path("approvals").get(0);
    assertThat(consent.path("askedBy").asString()).isEqualTo("jo");
    assertThat(consent.path("decidedBy").asString()).isEqualTo("ann");
    assertThat(acts(consent)).containsExactly("ann POST /approvals/{id}/approve 200");
    JsonNode release = dossier.path("releases").get(0);
    assertThat(release.path("approvals").get(0).path("decidedBy").asString()).isEqualTo("ann");
    JsonNode bundle = release.path("bundles").get(0);
    assertThat(bundle.path("sha256").asString()).hasSize(64);
    assertThat(acts(bundle)).containsExactly("first POST /packages 201");
    assertThat(texts(bundle.path("unknown")))
        .containsExactly("who made the file: it is not signed");
    JsonNode good = dossier.path("members").get(0);
    assertThat(good.path("deployment").path("versionRead").path("version").asString())
        .isEqualTo("2.0");
    assertThat(good.path("deployment").path("sent").get(0).path("alert").asString())
        .isEqualTo("org.openmobilealliance.dm.firmwareupdate.downloadandupdate");
    assertThat(good.path("deployment").path("events")).hasSize(1);
    JsonNode bad = dossier.path("members").get(1).path("deployment");
    assertThat(bad.path("code").intValue()).isEqualTo(410);
    assertThat(bad.path("versionRead").isNull()).isTrue();
    assertThat(texts(bad.path("unknown"))).first().asString().startsWith("when its version was");
  }

  @Test
  void itsHeadIsOneThatTheAuditIsHeldTo() {
    JsonNode head = json("/campaigns/" + campaign() + "/dossier").path("audit");
    String query =
        "?number=%d&chain=%s"
            .formatted(head.path("number").longValue(), head.path("chain").asString());
    JsonNode verdict = running.get("/audit/verify" + query).json();
    assertThat(verdict.path("sound").asBoolean()).isTrue();
    assertThat(verdict.path("entries").longValue()).isEqualTo(head.path("number").longValue());
  }

  @Test
  void asPagesTheySayTheSameAndNothingOfADeviceIsMoreThanText() {
    String id = campaign();
    String page = html("/campaigns/" + id + "/dossier");
    assertThat(page)
        .contains(
            "<h1>Dossier of campaign " + id,
            "2.0 &lt;all&gt;",
            "asked for by jo",
            "approved by ann",
            "POST /campaigns/{id}/pause",
            "reported 410 (",
            "&lt;script&gt;",
            "none: all of the model",
            "Not known: who made the file: it is not signed.")
        .doesNotContain("<script", "\u0007", "?secret")
        .endsWith("</html>\n");
    assertThat(html("/devices/IMEI:1/dossier"))
        .contains("Dossier of device IMEI:1", "approved by ann", "2.0 at " + running.now())
        .doesNotContain("<script", "\u0007", "?secret");
  }

  @Test
  void ofADeviceItHasAllThatWasOrderedAndWhatIsNotKnown() {
    campaign();
    JsonNode dossier = json("/devices/IMEI:1/dossier");
    assertThat(dossier.path("deployments")).hasSize(1);
    assertThat(dossier.path("deployments").get(0).path("phase").asString()).isEqualTo("all");
    assertThat(dossier.path("campaigns").get(0).path("name").asString()).isEqualTo("2.0 <all>");
    assertThat(dossier.path("releases").get(0).path("version").asString()).isEqualTo("2.0");
    assertThat(texts(dossier.path("device").path("unknown")))
        .contains("who added the device is not in the audit: it may have made itself known");
    device("IMEI:3");
    assertThat(
            running.post("/deployments", "{\"device\": \"IMEI:3\", \"version\": \"2.0\"}").status())
        .isEqualTo(201);
    JsonNode alone = json("/devices/IMEI:3/dossier").path("deployments").get(0);
    assertThat(acts(alone)).containsExactly("first POST /deployments 201");
    assertThat(alone.path("campaign").isNull()).isTrue();
    assertThat(texts(alone.path("unknown"))).containsExactly("how it ends: it is open");
  }

  @Test
  void theKeyOfASignedBundleIsInIt() throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path trusted = Files.createDirectories(data.resolve("trusted-keys"));
    Keys.write(key.verifyingKey(), trusted.resolve("mine.pem"));
    Path image = Files.write(data.resolve("image"), new byte[] {1, 2, 3});
    Path bundle = data.resolve("bundle");
    var draft = new Manifest.Draft("V", "M-1", Optional.of("1.0"), "2.0", 7, List.of());
    BundleSigner.sign(image, bundle, draft, key);
    JsonNode added = running.upload("id=signed", Files.readAllBytes(bundle)).json();
    String id = key.verifyingKey().id().toString();
    assertThat(added.path("signedBy").asString()).isEqualTo(id);
    released();
    device("IMEI:1");
    running.post("/deployments", "{\"device\": \"IMEI:1\", \"version\": \"2.0\"}");
    JsonNode bundles = json("/devices/IMEI:1/dossier").path("releases").get(0).path("bundles");
    assertThat(bundles.valueStream().map(it -> it.path("signedBy")).filter(JsonNode::isString))
        .extracting(JsonNode::asString)
        .containsExactly(id);
  }

  @Test
  void whoMayNotReadTheAuditMayNotReadDossiers() {
    device("IMEI:1");
    assertThat(operator.call("GET", "/devices/IMEI:1/dossier", "").statusCode()).isEqualTo(403);
    assertThat(approver.call("GET", "/devices/IMEI:1/dossier", "").statusCode()).isEqualTo(200);
    assertThat(approver.call("GET", "/devices/nobody/dossier", "").statusCode()).isEqualTo(404);
    assertThat(approver.call("GET", "/campaigns/none/dossier", "").statusCode()).isEqualTo(404);
    assertThat(approver.call("GET", "/devices/IMEI:1/dossier?format=pdf", "").statusCode())
        .isEqualTo(400);
  }
}
