package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.dm.session.Task.Grouping;
import io.fumarole.protocol.dm.session.Task.Order;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Credentials that come late in a session, in pieces, or do not say what they are. Spec: syncml-dm
/// 8, field-notes 2.
class LateCredentialsTest {
  private final ServerDesk desk = new ServerDesk();
  private final Task get =
      new Task.Run(1, Grouping.PLAIN, List.of(new Order.Get("./DevDetail/FwV")));

  @ParameterizedTest
  @ValueSource(ints = {4, 5, 100, 65_535})
  void aDeviceThatCountsItsMessagesFromElsewhereIsChallengedAsAnyOther(int before) {
    desk.clientScheme = AuthScheme.MD5;
    desk.msgId = before;
    desk.showMd5(Octets.EMPTY);
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo("401");
    desk.showMd5(desk.nonceGiven());
    desk.say(desk.openingAgain());
    assertThat(desk.headerStatus().code()).isEqualTo("212");
  }

  @Test
  void aDeviceThatCountsInStepsAnswersTheChallengeThatItsStatusRefersTo() {
    desk.clientScheme = AuthScheme.MD5;
    desk.say(desk.opening());
    desk.showMd5(desk.nonceGiven());
    desk.msgId = 10;
    desk.say(desk.openingAgain());
    assertThat(desk.headerStatus().code()).isEqualTo("212");
  }

  /// A message amid a session that lacks its HMAC, or has an old nonce's.
  @ParameterizedTest
  @CsvSource({"true, 401", "false, 407"})
  void aSessionThatLosesItsWayLateIsFoundAgain(boolean shows, String code) {
    openInPieces(8);
    desk.hmac = shows ? hmac(Octets.utf8("old"), desk.openingAgain()) : Optional.empty();
    desk.say(desk.openingAgain());
    assertThat(desk.headerStatus().code()).isEqualTo(code);
    signed(desk.nonceGiven(), desk.openingAgain());
    assertThat(desk.headerStatus().code()).isEqualTo("200");
  }

  @Test
  void afterThatItIsChallengedFourTimesAndNotForEver() {
    openInPieces(8);
    for (int i = 0; i < ClientCheck.MOST_CHALLENGES; i++) {
      signed(Octets.utf8("wrong"), desk.openingAgain());
      assertThat(desk.headerStatus().code()).isEqualTo("401");
      assertThat(((Heard.Challenged) desk.heard).isGuess()).isTrue();
    }
    signed(Octets.utf8("wrong"), desk.openingAgain());
    assertThat(desk.headerStatus().code()).isEqualTo("403");
  }

  /// Statuses first, Results in the next message, each with the nonce of the answer before.
  @Test
  void aPackageInTwoMessagesIsTakenUnderHmac() {
    desk.clientScheme = AuthScheme.HMAC;
    desk.tasks = List.of(get);
    signed(desk.nonces.forSession(ServerDesk.DEVICE, 0), desk.opening());
    Command asked = desk.asked().getFirst();
    var results =
        new Command.Results(
            CmdId.of(2),
            Optional.of(desk.reply.header().msgId()),
            asked.cmdId(),
            Meta.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(Item.source("./DevDetail/FwV", Meta.NONE, Data.text("1.0"))));
    desk.isFinal = false;
    signed(
        desk.nonceGiven(),
        desk.header("200", Optional.empty()),
        desk.status(2, asked, "200"),
        ServerDesk.nextMessage(3));
    assertThat(desk.headerStatus().code()).isEqualTo("200");
    desk.isFinal = true;
    signed(desk.nonceGiven(), desk.header("200", Optional.empty()), results);
    assertThat(desk.headerStatus().code()).isEqualTo("200");
    assertThat(desk.facts()).anyMatch(fact -> fact instanceof Fact.ValueRead);
  }

  static Stream<Meta> untyped() {
    return Stream.of(Meta.NONE, Meta.format("b64"));
  }

  @ParameterizedTest
  @MethodSource("untyped")
  void credentialsWithoutTypeAreWhatIsAskedFor(Meta meta) {
    desk.clientScheme = AuthScheme.MD5;
    desk.cred = Optional.of(new Cred(meta, md5()));
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo("212");

    var basic = new ServerDesk();
    basic.clientScheme = AuthScheme.BASIC;
    basic.cred = Optional.of(new Cred(meta, Octets.utf8(basic("c1ient-Pa55"))));
    basic.say(basic.opening());
    assertThat(basic.headerStatus().code()).isEqualTo("212");
    assertThat(basic.headerStatus().chal()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("untyped")
  void credentialsWithoutTypeAreNeverTakenForAnythingElse(Meta meta) {
    for (AuthScheme scheme : List.of(AuthScheme.MD5, AuthScheme.HMAC)) {
      var strict = new ServerDesk();
      strict.clientScheme = scheme;
      strict.cred = Optional.of(new Cred(meta, Octets.utf8(basic("c1ient-Pa55"))));
      strict.say(strict.opening());
      assertThat(strict.headerStatus().code()).isEqualTo("401");
    }
    var wrong = new ServerDesk();
    wrong.clientScheme = AuthScheme.BASIC;
    wrong.cred = Optional.of(new Cred(meta, Octets.utf8(basic("another"))));
    wrong.say(wrong.opening());
    assertThat(wrong.headerStatus().code()).isEqualTo("401");
  }

  private Octets md5() {
    return Octets.utf8(ServerDesk.CLIENT.md5(desk.nonces.forSession(ServerDesk.DEVICE, 0)));
  }

  private static String basic(String secret) {
    return Credentials.basic("device", secret);
  }

  /// A session under HMAC whose package 1 takes so many messages.
  private void openInPieces(int messages) {
    desk.clientScheme = AuthScheme.HMAC;
    desk.isFinal = false;
    signed(desk.nonces.forSession(ServerDesk.DEVICE, 0), desk.opening());
    while (desk.msgId < messages) signed(desk.nonceGiven(), desk.header("200", Optional.empty()));
    assertThat(desk.headerStatus().code()).isEqualTo("200");
    desk.isFinal = true;
  }

  private void signed(Octets nonce, Command... commands) {
    desk.hmac = hmac(nonce, commands);
    desk.say(commands);
  }

  private Optional<String> hmac(Octets nonce, Command... commands) {
    return Optional.of(HmacHeader.of(ServerDesk.CLIENT, nonce, desk.encoded(commands)).format());
  }
}
