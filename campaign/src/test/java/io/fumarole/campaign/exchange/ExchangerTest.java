package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which session a message belongs to, who is let in, and what the store sees of it. Spec: DESIGN
/// 4.
class ExchangerTest extends StagedServer {
  @Test
  void answersARepeatedMessageWithTheSameOctetsAndStoresNothingTwice() {
    TestServer server = staged();
    Message first = server.send(message("1", 1, opening()), Form.WBXML).message();
    Message answer = message("1", 2, answers(first, "202"));
    TestServer.Reply once = server.send(answer, Form.WBXML);
    int commits = server.store.commits();
    assertThat(server.send(answer, Form.WBXML).answer().body()).isEqualTo(once.answer().body());
    assertThat(server.store.commits()).isEqualTo(commits);
  }

  /// Clients name every session alike: after a restart the same first message is a new session, and
  /// the device is not started a second time by the stored answer.
  @Test
  void readsTheDeviceFirstWhenItsFirstMessageComesAgainAfterAnExec() {
    TestServer server = staged();
    assertThat(names(server.send(message("1", 1, opening()), Form.WBXML).message()))
        .containsExactly("Sequence", "Replace", "Exec");
    assertThat(names(server.send(message("1", 1, opening()), Form.WBXML).message()))
        .containsExactly("Get", "Get");
  }

  @Test
  void opensANewSessionWithMessageOneAndAbortsTheOld() {
    TestServer server = staged();
    Message first = server.send(message("A", 1, opening()), Form.WBXML).message();
    server.send(message("B", 1, opening()), Form.WBXML);
    Message late = server.send(message("A", 2, answers(first, "202")), Form.WBXML).message();
    assertThat(asked(late)).hasSize(1).allMatch(c -> ((Command.Alert) c).code().equals("1223"));
    assertThat(late.isFinal()).isTrue();
  }

  /// The challenge stores nothing; an older session of the same name must not be gone on with.
  @Test
  void checksTheCredentialsOfARepeatedPackageOneThoughAnOldSessionHasItsName() {
    scheme = AuthScheme.MD5;
    TestServer server = staged();
    cred = md5(PinnedNonces.NONE.forSession(ExampleCast.DEVICE.value(), 0));
    assertThat(headerCode(server.send(message("1", 1, opening()), Form.WBXML).message()))
        .isEqualTo("212");
    cred = md5(Octets.utf8("made up"));
    Message challenged = server.send(message("1", 1, alert(7, "1201")), Form.WBXML).message();
    assertThat(headerCode(challenged)).isEqualTo("401");
    Message again = server.send(message("1", 2, alert(7, "1201")), Form.WBXML).message();
    assertThat(headerCode(again)).as("wrong once more").isEqualTo("401");
    cred = Optional.empty();
    Message none = server.send(message("1", 2, alert(7, "1201")), Form.WBXML).message();
    assertThat(headerCode(none)).as("not the old session's trust").isEqualTo("407");
  }

  /// Whoever knows a device's name and its last SessionID must not find the door open for ever.
  @Test
  void asksForCredentialsAgainWhenASessionIsADayOld() {
    scheme = AuthScheme.MD5;
    TestServer server = staged();
    cred = md5(PinnedNonces.NONE.forSession(ExampleCast.DEVICE.value(), 0));
    Message first = server.send(message("1", 1, opening()), Form.WBXML).message();
    assertThat(headerCode(first)).isEqualTo("212");
    cred = Optional.empty();
    server.pass(java.time.Duration.ofHours(25));
    Message late = server.send(message("1", 2, answers(first, "200")), Form.WBXML).message();
    assertThat(headerCode(late)).isEqualTo("407");
    assertThat(names(late)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"REFUSE, 403, 0", "PENDING, 200, 1", "OPEN, 200, 1"})
  void takesInAStrangerByPolicy(UnknownDevices policy, String code, int devices) {
    TestServer server = server(policy);
    Message reply = server.send(message("1", 1, opening()), Form.XML).message();
    assertThat(headerCode(reply)).isEqualTo(code);
    assertThat(server.store.device(ExampleCast.DEVICE).stream().count()).isEqualTo(devices);
    assertThat(names(reply).isEmpty())
        .as("a pending one is left alone")
        .isEqualTo(policy != UnknownDevices.OPEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/json", ""})
  void refusesOtherContentTypes(String type) {
    TestServer server = staged();
    var exchanger =
        new Exchanger(
            server.store,
            server.trace,
            GuessThrottle.NONE,
            TestServer.circumstances(
                TestProfiles.standard(ExampleCast.dialect(ExampleCast.OBJECT, false), scheme),
                PinnedNonces.NONE,
                server.content,
                UnknownDevices.OPEN),
            io.fumarole.protocol.syncml.Limits.DEFAULT);
    var request = new Exchanger.Request(Octets.utf8("<SyncML/>"), type, Optional.empty(), "");
    assertThat(exchanger.answer(request, TestServer.START).httpStatus()).isEqualTo(415);
  }

  @Test
  void answersMalformedOctetsWithAReasonAndAnOffsetAndTracesThem() {
    TestServer server = staged();
    var answer = server.answer(Octets.hex("02A4016A00FF"), Form.Encoding.WBXML, Optional.empty());
    assertThat(answer.httpStatus()).isEqualTo(400);
    assertThat(answer.body().utf8()).contains("malformed WBXML").containsPattern("[0-9]");
    assertThat(server.trace.entries()).hasSize(1);
    assertThat(server.store.commits()).isZero();
  }

  @Test
  void anIdleSessionCostsNoCommitAndSurvivesACrash() {
    scheme = AuthScheme.MD5;
    TestServer server = server(UnknownDevices.REFUSE);
    server.store.put(ExampleCast.inspected("examples/flow-1-dm-replace", 10));
    for (int counter = 0; counter < 5; counter++) {
      cred = md5(PinnedNonces.NONE.forSession(ExampleCast.DEVICE.value(), counter));
      Message reply = server.send(message("S" + counter, 1, opening()), Form.WBXML).message();
      assertThat(headerCode(reply)).isEqualTo("212");
      server.store.crash();
    }
    assertThat(server.store.commits()).isZero();
    assertThat(server.store.loads()).isEqualTo(5);
  }

  private static Optional<Cred> md5(Octets nonce) {
    return Optional.of(
        new Cred(
            Meta.of("b64", AuthScheme.MD5.type()), Octets.utf8(ExampleCast.CLIENT.md5(nonce))));
  }
}
