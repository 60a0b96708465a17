package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
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
class FourEyesTest {
  private static final String ONE = "?model=M-1&version=2.0";
  private static final String CAMPAIGN =
      """
      {"name": "2.0 for all", "model": "M-1", "version": "2.0", "phases": [{"name": "all"}]}
      """;

  @TempDir private Path data;
  private RunningServer running;
  private Browser operator;
  private Browser approver;

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data, it -> it.with("fourEyes", List.of("RELEASE", "CAMPAIGN")));
    operator = signedIn("jo", "operator");
    approver = signedIn("ann", "approver");
    assertThat(running.upload("id=full&model=M-1&to=2.0", new byte[] {1}).text("release"))
        .isEqualTo("draft");
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

  private static String text(HttpResponse<byte[]> answer, String key) {
    return RunningServer.json(answer).path(key).asString("");
  }

  private String asksForRelease() {
    operator.call("POST", "/release/test" + ONE, "{}");
    HttpResponse<byte[]> asked = operator.call("POST", "/release/release" + ONE, "{}");
    assertThat(asked.statusCode()).isEqualTo(202);
    assertThat(text(asked, "askedBy")).isEqualTo("jo");
    assertThat(text(asked, "subject") + " " + text(asked, "detail")).isEqualTo("M-1 2.0");
    return text(asked, "id");
  }

  private String release() {
    return running.get("/release" + ONE).text("state");
  }

  private HttpResponse<byte[]> approve(Browser who, String id) {
    return who.call("POST", "/approvals/" + id + "/approve", "");
  }

  @Test
  void aReleaseIsReleasedOnceSomebodyElseAgrees() {
    String id = asksForRelease();
    assertThat(release()).isEqualTo("tested");
    assertThat(running.get("/approvals?state=waiting").json().path("approvals")).hasSize(1);
    HttpResponse<byte[]> agreed = approve(approver, id);
    assertThat(agreed.statusCode()).isEqualTo(200);
    assertThat(text(agreed, "state")).isEqualTo("approved");
    assertThat(text(agreed, "decidedBy")).isEqualTo("ann");
    assertThat(release()).isEqualTo("released");
    assertThat(approve(approver, id).statusCode()).isEqualTo(409);
    assertThat(running.get("/approvals?state=waiting").json().path("approvals")).isEmpty();
    JsonNode line = running.get("/audit?subject=approvals/" + id).json().path("entries").get(1);
    assertThat(line.path("actor").asString()).isEqualTo("ann");
  }

  @Test
  void nobodyAgreesToWhatTheyHaveAskedFor() {
    String id = asksForRelease();
    assertThat(approve(operator, id).statusCode()).isEqualTo(403);
    running.call("POST", "/release/draft" + ONE, "{}");
    running.call("POST", "/release/test" + ONE, "{}");
    Browser admin = signedIn("boss", "admin");
    HttpResponse<byte[]> asked = admin.call("POST", "/release/release" + ONE, "{}");
    HttpResponse<byte[]> own = approve(admin, text(asked, "id"));
    assertThat(own.statusCode()).isEqualTo(403);
    assertThat(Browser.detail(own)).contains("somebody else");
    assertThat(release()).isEqualTo("tested");
    assertThat(approve(approver, text(asked, "id")).statusCode()).isEqualTo(200);
  }

  @Test
  void consentIsToWhatWasAskedFor() {
    String id = asksForRelease();
    assertThat(operator.call("PATCH", "/release" + ONE, "{\"notes\": \"new\"}").statusCode())
        .isEqualTo(200);
    assertThat(approve(approver, id).statusCode()).isEqualTo(409);
    assertThat(release()).isEqualTo("tested");
    HttpResponse<byte[]> again = operator.call("POST", "/release/release" + ONE, "{}");
    assertThat(text(again, "id")).isNotEqualTo(id);
    assertThat(approve(approver, text(again, "id")).statusCode()).isEqualTo(200);
    assertThat(release()).isEqualTo("released");
  }

  @Test
  void whatIsRejectedOrWaitsTooLongIsNotDone() {
    String id = asksForRelease();
    HttpResponse<byte[]> no =
        approver.call("POST", "/approvals/" + id + "/reject", "{\"reason\": \"not today\"}");
    assertThat(text(no, "state")).isEqualTo("rejected");
    assertThat(text(no, "words")).isEqualTo("not today");
    assertThat(approve(approver, id).statusCode()).isEqualTo(409);
    String second = text(operator.call("POST", "/release/release" + ONE, "{}"), "id");
    assertThat(second).isNotEqualTo(id);
    running.pass(Duration.ofDays(7).plusSeconds(1));
    approver = new Browser(running);
    approver.signIn("ann", "staple battery");
    HttpResponse<byte[]> late = approve(approver, second);
    assertThat(late.statusCode()).isEqualTo(409);
    assertThat(Browser.detail(late)).contains("ask again");
    assertThat(release()).isEqualTo("tested");
    assertThat(running.call("POST", "/approvals/none/approve", "").statusCode()).isEqualTo(404);
  }

  @Test
  void theSameThatIsAskedForAgainIsTheSameRequest() {
    String id = asksForRelease();
    assertThat(text(operator.call("POST", "/release/release" + ONE, "{}"), "id")).isEqualTo(id);
  }

  private void execute(String sql) throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + data.resolve("fumarole.db"));
        Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  private String state(String approval) {
    return running
        .get("/approvals")
        .json()
        .path("approvals")
        .valueStream()
        .filter(it -> it.path("id").asString().equals(approval))
        .findFirst()
        .orElseThrow()
        .path("state")
        .asString();
  }

  @Test
  void whatCouldNotBeStoredIsNotApprovedAndIsAgreedToAgain() throws SQLException {
    String id = asksForRelease();
    execute(
        "CREATE TRIGGER full BEFORE UPDATE ON firmware_release BEGIN SELECT RAISE(ABORT, 'full'); END");
    assertThat(approve(approver, id).statusCode()).isEqualTo(503);
    assertThat(state(id)).isEqualTo("agreed");
    assertThat(release()).isEqualTo("tested");
    execute("DROP TRIGGER full");
    assertThat(approver.call("POST", "/approvals/" + id + "/reject", "{}").statusCode())
        .isEqualTo(409);
    assertThat(approve(approver, id).statusCode()).isEqualTo(200);
    assertThat(state(id)).isEqualTo("approved");
    assertThat(release()).isEqualTo("released");
  }

  @Test
  void whatWasDoneAndNotSaidToBeDoneIsNotDoneAgain() throws SQLException {
    String id = asksForRelease();
    execute(
        "CREATE TRIGGER full BEFORE UPDATE ON approval WHEN NEW.state = 'APPROVED' BEGIN SELECT RAISE(ABORT, 'full'); END");
    assertThat(approve(approver, id).statusCode()).isEqualTo(503);
    assertThat(state(id)).isEqualTo("agreed");
    assertThat(release()).isEqualTo("released");
    execute("DROP TRIGGER full");
    assertThat(approve(approver, id).statusCode()).isEqualTo(200);
    assertThat(state(id)).isEqualTo("approved");
  }

  @Test
  void aCampaignStartsOnceSomebodyElseAgreesAndOnlyIfItMakesSense() {
    approve(approver, asksForRelease());
    String empty = text(operator.call("POST", "/campaigns", CAMPAIGN), "id");
    assertThat(operator.call("POST", "/campaigns/" + empty + "/start", "").statusCode())
        .isEqualTo(422);
    Device device =
        Device.enrolled(
                new DeviceId("IMEI:1"),
                "oma-strict",
                Optional.empty(),
                Optional.empty(),
                running.now())
            .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0"));
    running.server().stores().devices().add(device);
    HttpResponse<byte[]> asked = operator.call("POST", "/campaigns/" + empty + "/start", "");
    assertThat(asked.statusCode()).isEqualTo(202);
    Answer draft = running.get("/campaigns/" + empty);
    assertThat(draft.text("state")).isEqualTo("draft");
    assertThat(approve(approver, text(asked, "id")).statusCode()).isEqualTo(200);
    assertThat(running.get("/campaigns/" + empty).text("state")).isNotEqualTo("draft");
    assertThat(operator.call("POST", "/campaigns/" + empty + "/pause", "").statusCode())
        .isEqualTo(200);
  }
}
