package io.fumarole.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.export.Recorded;
import io.fumarole.scenario.export.SessionExport;
import io.fumarole.scenario.play.Failure;
import io.fumarole.scenario.play.ScriptedClient;
import io.fumarole.scenario.play.ScriptedServer;
import io.fumarole.scenario.play.Stagehand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// A session that was traced is exported, and the export is played again.
class SessionExportTest {
  static Stream<Arguments> sessions() {
    return ScenarioFiles.below("field-notes").stream()
        .filter(scenario -> scenario.plays() == Scenario.Side.CLIENT)
        .filter(scenario -> !new Given(scenario.given()).wantsRunningServer())
        .flatMap(scenario -> scenario.variants().stream().limit(1))
        .flatMap(s -> s.codings().stream().map(coding -> Arguments.of(s, coding)));
  }

  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("sessions")
  void aTracedSessionPlaysAgainAgainstTheServer(Scenario scenario, Coding coding) throws Exception {
    List<Recorded> recorded = record(scenario, coding);
    assumeThat(recorded).as("turned away before it was a session").isNotEmpty();
    String text = SessionExport.write("again", recorded, Scenario.Side.CLIENT);
    Scenario again = withSecrets(ScenarioParser.parse(scenario.file() + ", exported", text));
    var stage = new ServerStage(new Given(scenario.given()));
    Optional<Failure> failure =
        ScriptedClient.play(again, again.codings().getFirst(), stage, Stagehand.NONE);
    assertThat(failure.map(Failure::text)).as(text).isEmpty();
  }

  /// Both sides exported play each other: what the device said, what the server said.
  @ParameterizedTest(name = "{0} in {1}")
  @MethodSource("sessions")
  void bothSidesOfATracedSessionPlayEachOther(Scenario scenario, Coding coding) throws Exception {
    List<Recorded> recorded = record(scenario, coding);
    assumeThat(recorded)
        .as("turned away before it was a session: the trace has no message of the server")
        .anyMatch(message -> !message.fromDevice());
    Scenario client =
        ScenarioParser.parse("client", SessionExport.write("c", recorded, Scenario.Side.CLIENT));
    Scenario server =
        ScenarioParser.parse("server", SessionExport.write("s", recorded, Scenario.Side.SERVER));
    assumeThat(client.asked()).as("its nonces come from a server").isEmpty();
    assumeThat(server.asked()).as("its nonces come from a device").isEmpty();
    var scripted = new ScriptedServer(server, coding, Stagehand.NONE);
    Optional<Failure> failure = ScriptedClient.play(client, coding, scripted, Stagehand.NONE);
    assertThat(failure.map(Failure::text)).isEmpty();
    assertThat(scripted.verdict().map(Failure::text)).isEmpty();
  }

  @Test
  void anExportHoldsNoSecretAndSaysWhatIsAskedFor() throws Exception {
    Scenario scenario =
        ScenarioFiles.one("field-notes/authentication/server-credentials-refused.scenario")
            .variants()
            .getFirst();
    String text = SessionExport.write("s1", record(scenario, Coding.XML), Scenario.Side.CLIENT);
    assertThat(text)
        .contains("account device name=nw410-786", "--secret device=", "Cred md5 device")
        .doesNotContain("c1ient-Pa55", "s3rver-Pa55", Given.CLIENT.secretHash(), "***");
    assertThat(ScenarioParser.parse("s1", text).asked()).containsEntry("device", "nw410-786");
  }

  @Test
  void whatNoPeerCanReadIsExportedOctetByOctet() {
    Octets broken = Octets.hex("02A4016A00FF");
    String text =
        SessionExport.write(
            "broken",
            List.of(new Recorded(true, "application/vnd.syncml.dm+wbxml", broken, 9)),
            Scenario.Side.CLIENT);
    assertThat(text).contains("== send octets", "02 a4 01 6a 00 ff", "first 6 of 9 octets");
    assertThat(ScenarioParser.parse("broken", text).steps()).hasSize(1);
  }

  private static List<Recorded> record(Scenario scenario, Coding coding) throws Exception {
    var stage = new ServerStage(new Given(scenario.given()));
    assertThat(ScriptedClient.play(scenario, coding, stage, stage)).isEmpty();
    List<TraceStore.Entry> entries = stage.trace();
    if (entries.isEmpty()) return List.of();
    String first = entries.getFirst().session();
    return entries.stream()
        .filter(entry -> entry.session().equals(first))
        .map(e -> new Recorded(e.fromDevice(), e.contentType(), e.octets(), e.length()))
        .toList();
  }

  private static Scenario withSecrets(Scenario scenario) {
    Map<String, String> secrets = new HashMap<>();
    for (String account : scenario.asked().keySet()) secrets.put(account, secret(account));
    return scenario.withSecrets(secrets);
  }

  private static String secret(String account) {
    Account known = account.equals("device") ? Given.CLIENT : Given.SERVER;
    return known.secret().orElseThrow();
  }
}
