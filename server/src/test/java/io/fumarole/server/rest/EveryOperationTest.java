package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.server.RunningServer;
import io.fumarole.storage.ApprovalStore.Approval;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Each operation of the description is done once by a server. That it answers as described is held
/// by [ApiContract]; what it does is for the tests of its resource.
@Tag("slow")
class EveryOperationTest {
  private static final String RELEASE = "?model=M-1&version=2.0";
  private static final String CAMPAIGN =
      """
      {"name": "n", "model": "M-1", "version": "2.0", "filter": "model==M-1", "dynamic": true,
       "phases": [
         {"name": "canary", "count": 1, "success": 50, "failure": {"percent": 20}, "soak": "1h"},
         {"name": "half", "percent": 50, "onBreach": "abort"}, {}],
       "order": "given", "start": "2020-01-01T00:00:00Z", "end": "2099-01-01T00:00:00Z",
       "windows": [{"from": "22:00", "to": "05:00", "days": ["monday"]}], "zone": "Europe/Berlin",
       "pace": {"open": 10, "devices": 10, "octets": 10000, "window": "2h", "notifications": 60},
       "within": "3d", "operation": "download-and-update", "delivery": "direct", "question": "Now?",
       "priority": 1, "precondition": "hardware==H1", "retry": {"attempts": 2, "first": "1h"},
       "limits": {"downloading": "1d"}, "postpone": {"times": 1, "until": "2099-01-01T00:00:00Z"}}
      """;

  @TempDir private Path data;
  private RunningServer running;

  @BeforeEach
  void start() throws IOException {
    PollTest.meter(data);
    running =
        new RunningServer(
            data, it -> it.with("unknownDevices", "OPEN").with("packages.autoRelease", false));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private JsonNode done(String method, String path, String body, String... headers) {
    HttpResponse<byte[]> answer = running.call(method, path, body, headers);
    assertThat(answer.statusCode())
        .as("%s %s: %s", method, path, new String(answer.body(), StandardCharsets.UTF_8))
        .isBetween(200, 299);
    boolean isJson =
        answer.headers().firstValue("Content-Type").orElse("").matches("application/json(;.*)?");
    return isJson ? RunningServer.json(answer) : MissingNode.getInstance();
  }

  private JsonNode get(String path) {
    return done("GET", path, "");
  }

  private JsonNode post(String path, String body, String... headers) {
    return done("POST", path, body, headers);
  }

  @Test
  void isDoneAndAnsweredAsDescribed() {
    devices();
    inventory();
    nodes();
    conformance();
    notifications();
    packages();
    deployments();
    campaigns();
    approvals();
    releases();
    trace();
    access();
    webhooks();
    users();
    audit();
    server();
    assertThat(running.contract().served()).isEqualTo(ApiDescription.operations());
  }

  private void conformance() {
    get("/conformance-cases");
    String run =
        post("/devices/d1/conformance-runs", "{\"cases\": [\"plain\"]}").path("run").asString();
    get("/devices/d1/conformance-runs");
    post("/conformance-runs/" + run + "/wake", "");
    post("/conformance-runs/" + run + "/cancel", "");
    await().until(() -> get("/conformance-runs/" + run).path("report").asBoolean());
    for (String format : List.of("html", "json", "junit"))
      get("/conformance-runs/" + run + "/report?format=" + format);
  }

  private void devices() {
    post(
        "/devices",
        """
        {"id": "d1", "profile": "oma-strict", "address": "127.0.0.1:9",
         "client": {"scheme": "md5", "name": "u", "secret": "c"}, "server": {"secret": "s"}}
        """,
        "Idempotency-Key",
        "k1");
    post("/devices", "{\"id\": \"d2\"}");
    learn();
    String next = get("/devices?limit=1&count=true").path("cursor").asString();
    get("/devices?limit=1&filter=profile==*&cursor=" + next);
    get("/devices/d1");
    done("PUT", "/devices/d1/certificate", "{\"subject\": \"CN=d1\"}");
    done("DELETE", "/devices/d1/certificate", "");
    post("/devices/d1/rotate-credentials", "");
    done("DELETE", "/devices/d1/rotate-credentials", "");
    post("/devices/rotate-credentials?filter=id==*&cursor=" + next, "");
    post("/devices", "{\"id\": \"m1\", \"profile\": \"meter\"}");
    post("/devices/m1/poll-interval", "{\"every\": \"6h\", \"jitter\": 20}");
    post("/devices/poll-interval?filter=id==m*", "{\"every\": \"6h\"}");
    String terms = "{\"profile\": \"open\", \"server\": {\"name\": \"f\", \"secret\": \"t\"}}";
    post("/devices/d1/accept", terms, "If-Match", "*");
    post("/devices/d1/quarantine", "{\"reason\": \"it restarts\"}");
    post("/devices/d1/release", "");
    done("PUT", "/devices/d1/labels", "{\"labels\": {\"ring\": \"canary\", \"old\": \"1\"}}");
    done("PATCH", "/devices/d1/labels", "{\"labels\": {\"old\": null}}");
    get("/devices/d1/labels");
    done("PATCH", "/devices?filter=id==*", "{\"labels\": {\"site\": \"b\"}}");
    JsonNode proposal = get("/devices/d1/profile-proposal?name=mine");
    post("/devices/d1/profile-check", proposal.path("profile").toString());
    get("/devices/d1/why");
  }

  /// As from the device in sessions before.
  private void learn() {
    var devices = running.server().stores().devices();
    Device device = devices.find(new DeviceId("d1")).orElseThrow();
    var object =
        new FumoObject(
            DmUri.of("./FUMO"),
            Set.of(FumoObject.Part.DOWNLOAD_AND_UPDATE),
            Optional.of(10),
            Map.of());
    Map<String, String> inventory =
        Map.of("Man", "Vulcan", "Mod", "M-1", Device.VERSION, "1.0", "HwV", "H1", "Lang", "en");
    assertThat(devices.update(device.withInventory(inventory).withObject(object))).isTrue();
  }

  private void inventory() {
    String csv = "id,profile,label.ring\nd3,open,canary\n";
    post("/devices/import", csv, "Content-Type", "text/csv");
    String line = "{\"id\": \"d3\", \"labels\": {\"a\": \"b\"}, \"lastSeen\": \"\"}\n";
    post("/devices/import?existing=keep&dryRun=true", line, "Content-Type", "application/jsonl");
    get("/devices.csv?filter=id==d*");
    get("/devices.jsonl");
    String group = "{\"filter\": \"label.ring==canary\", \"description\": \"first\"}";
    done("PUT", "/groups/canary", group, "If-None-Match", "*");
    done("PUT", "/groups/canary", group);
    get("/groups");
    get("/groups/canary");
    done("DELETE", "/groups/canary", "");
  }

  private void nodes() {
    String write =
        """
        {"command": "replace", "node": "./A", "value": "1", "format": "int", "type": "text/plain",
         "hours": 1}
        """;
    long number = post("/devices/d1/node-orders", write).path("number").asLong();
    post("/devices/d1/node-orders", "{\"command\": \"get\", \"node\": \"./A\"}");
    get("/devices/d1/node-orders/" + number);
    post("/devices/d1/questions", "{\"kind\": \"show\", \"text\": \"Rain at noon\"}");
    String next = get("/devices/d1/node-orders?limit=1").path("cursor").asString();
    get("/devices/d1/node-orders?limit=1&cursor=" + next);
    done("DELETE", "/devices/d1/node-orders/" + number, "");
  }

  private void notifications() {
    String print =
        """
        {"print": true, "uiMode": "background", "initiator": "server", "number": "+46700000000"}
        """;
    post("/devices/d1/notify", print);
    post("/devices/d1/notify", "");
    get("/devices/d1/notifications");
    get("/notifications/unanswered?limit=1");
    post(
        "/devices/d4/bootstrap",
        "{\"profile\": \"cp\", \"sec\": \"userpin\", \"model\": \"oma-strict\"}");
  }

  private void packages() {
    post("/packages?model=M-1&to=2.0&hardware=H1&hardware=H2&name=N&vendor=V&offered=true", "1");
    JsonNode doomed = post("/packages?id=doomed&model=M-1&from=1.0&to=2.0", "22");
    get("/packages?limit=2");
    get("/packages/" + doomed.path("id").asString());
    done("DELETE", "/packages/doomed", "");
    String id = upload();
    get("/uploads");
    get("/uploads/" + id);
    done("PATCH", "/uploads/" + id, "333", "Upload-Offset", "0");
    post("/uploads/" + id + "/finish", "");
    done("DELETE", "/uploads/" + upload(), "");
    post("/release/test" + RELEASE, "");
    post("/release/draft" + RELEASE, "");
    post("/release/test" + RELEASE, "");
    post("/release/release" + RELEASE, "");
  }

  private String upload() {
    return post("/uploads?model=M-1&to=3.0&size=3&hardware=H1", "").path("id").asString();
  }

  private void deployments() {
    String order =
        """
        {"device": "d1", "version": "2.0", "operation": "download-and-update",
         "delivery": "direct", "question": "Now?", "deadlineHours": 2}
        """;
    String path = "/deployments/" + post("/deployments", order).path("id").asString();
    get("/deployments?device=d1");
    get(path);
    get("/events?device=d1");
    post(path + "/cancel", "");
    get("/devices/d1/report");
    get("/devices/d1/dossier");
    get("/devices/d1/dossier?format=json");
    get("/devices/d1/report?format=csv&rows=events");
  }

  private void campaigns() {
    String path = "/campaigns/" + post("/campaigns", CAMPAIGN).path("id").asString();
    done("PUT", path, CAMPAIGN, "If-Match", "\"0\"");
    get("/campaigns");
    get(path);
    get(path + "/dry-run");
    get(path + "/course");
    post(path + "/rehearsal", "{\"poll\": \"6h\", \"fail\": {\"410\": 2}}");
    await().until(() -> get(path + "/rehearsal").path("state").asString().equals("done"));
    done("DELETE", path + "/rehearsal", "");
    post(path + "/start?force=true", "");
    post(path + "/pause", "");
    post(path + "/skip", "");
    post(path + "/resume", "");
    post(path + "/devices/d1/exclude", "");
    get(path + "/devices?limit=1");
    post(path + "/retry", "");
    post(path + "/abort", "");
    get(path + "/report");
    get(path + "/dossier");
    get(path + "/dossier?format=json");
    get(path + "/report?format=csv");
  }

  private void releases() {
    get("/releases?model=M-1");
    get("/release" + RELEASE);
    done(
        "PATCH",
        "/release" + RELEASE,
        """
        {"updateClass": "security", "notes": "n", "advisory": "https://a.example/1",
         "hardware": ["H1"], "allowsDowngrade": true,
         "sbom": {"format": "spdx", "url": "https://a.example/s"}}
        """);
    String advisory =
        "{\"title\": \"t\", \"models\": [{\"model\": \"M-1\", \"affected\": [\"1.*\"]}]}";
    done("PUT", "/advisories/CVE-1", advisory);
    get("/advisories");
    get("/advisories/CVE-1");
    get("/advisories/CVE-1/devices?count=true");
    done("DELETE", "/advisories/CVE-1", "");
    post("/release/withdraw" + RELEASE, "");
    done("DELETE", "/release?model=M-1&version=3.0", "");
  }

  private void trace() {
    String message =
        """
        <SyncML><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto><SessionID>1</SessionID>
        <MsgID>1</MsgID><Target><LocURI>http://fota.example/dm</LocURI></Target>
        <Source><LocURI>IMEI:9</LocURI></Source></SyncHdr><SyncBody><Alert><CmdID>1</CmdID>
        <Data>1200</Data></Alert><Final/></SyncBody></SyncML>
        """;
    var session =
        running
            .request("/dm")
            .header("Content-Type", "application/vnd.syncml.dm+xml")
            .POST(BodyPublishers.ofString(message));
    assertThat(running.send(session).statusCode()).isEqualTo(200);
    String key = get("/sessions").at("/sessions/0/session").asString();
    get("/sessions/" + key);
    get("/sessions/" + key + "/scenario?as=server");
  }

  private void access() {
    String token =
        "{\"name\": \"ci\", \"scopes\": [\"read\", \"metrics\"], \"expiresIn\": \"90d\"}";
    String id = post("/tokens", token).path("id").asString();
    get("/tokens");
    done("DELETE", "/tokens/" + id, "");
    String secret = "{\"secret\": \"burnt in at the factory\"}";
    done("PUT", "/profiles/router/bootstrap-secret", secret);
    done("DELETE", "/profiles/router/bootstrap-secret", "");
  }

  private void webhooks() {
    // Nobody listens there, and it may not be called: what happens is dead after a while.
    String hook =
        "{\"url\": \"http://localhost:9/hook\", \"types\": [\"deployment\"], \"name\": \"tickets\"}";
    String path = "/webhooks/" + post("/webhooks", hook).path("id").asString();
    get("/webhooks");
    get(path);
    post("/devices", "{\"id\": \"hooked\"}");
    post("/devices/hooked/quarantine", "{\"reason\": \"it restarts\"}");
    String deliveries = path + "/deliveries?state=waiting&limit=1";
    await().until(() -> !get(deliveries).path("deliveries").isEmpty());
    String event = get(deliveries).path("deliveries").path(0).path("id").asString();
    await()
        .until(
            () ->
                running.call("POST", path + "/deliveries/" + event + "/redeliver", "").statusCode()
                    == 200);
    post(path + "/redeliver", "");
    post(path + "/test", "");
    post(path + "/secret", "{\"overlap\": \"1h\"}");
    done("PATCH", path, "{\"active\": false}");
    done("DELETE", path, "");
  }

  private void users() {
    String password = "staple battery";
    post("/users", "{\"name\": \"jo\", \"role\": \"viewer\", \"password\": \"" + password + "\"}");
    done("PATCH", "/users/jo", "{\"role\": \"operator\"}");
    get("/users");
    var browser = new Browser(running);
    assertThat(browser.signIn("jo", password).statusCode()).isEqualTo(201);
    assertThat(browser.status("GET", "/session")).isEqualTo(200);
    get("/session/ways");
    String change = "{\"old\": \"" + password + "\", \"password\": \"another battery\"}";
    assertThat(browser.call("PUT", "/users/jo/password", change).statusCode()).isBetween(200, 299);
    assertThat(browser.signIn("jo", "another battery").statusCode()).isEqualTo(201);
    assertThat(browser.status("DELETE", "/session")).isEqualTo(200);
    done("DELETE", "/users/jo", "");
  }

  private void approvals() {
    JsonNode campaign = post("/campaigns", CAMPAIGN);
    long revision = campaign.path("revision").longValue();
    ask("a1", campaign.path("id").asString(), revision);
    get("/approvals?state=waiting&limit=9");
    post("/approvals/a1/approve", "");
    ask("a2", campaign.path("id").asString(), revision);
    post("/approvals/a2/reject", "{\"reason\": \"not today\"}");
    get("/approvals");
  }

  /// As by somebody else, on a server that wants four eyes.
  private void ask(String id, String campaign, long revision) {
    var approval =
        Approval.of(id, "campaign", campaign, "force", revision, "user:jo", "jo", running.now());
    assertThat(running.server().stores().approvals().ask(approval, Instant.EPOCH))
        .isEqualTo(approval);
  }

  private void audit() {
    String next =
        get("/audit?actor=first&limit=1&since=2020-01-01T00:00:00Z").path("cursor").asString();
    get("/audit?subject=devices/d1&until=2099-01-01T00:00:00Z&cursor=" + next);
    JsonNode head = get("/audit/head");
    get(
        "/audit/verify?number=%d&chain=%s"
            .formatted(head.path("number").longValue(), head.path("chain").asString()));
  }

  private void profiles() {
    get("/profiles?count=true");
    String text = get("/profiles/router").path("text").asString();
    String changed = Input.JSON.writeValueAsString(Map.of("text", text + " ", "note", "why"));
    post("/profiles/router/check", changed);
    done("PUT", "/profiles/router", changed, "If-Match", "\"0\"");
    get("/profiles/router/revisions?limit=1");
    get("/profiles/router/revisions/1");
    done("DELETE", "/profiles/router", "", "If-Match", "\"1\"");
  }

  private void server() {
    assertThat(running.begin("/stream?types=session,message&device=d1").statusCode())
        .isEqualTo(200);
    get("/overview");
    profiles();
    get("/health");
    get("/health/ready");
    get("/health/live");
    get("/openapi.json");
  }
}
