package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.dm.session.Task.Grouping;
import io.fumarole.protocol.dm.session.Task.Order;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Credentials in both directions. Spec: syncml-dm 8, field-notes.
class ServerAuthenticationTest {
  private final ServerDesk desk = new ServerDesk();
  private final Task get =
      new Task.Run(1, Grouping.PLAIN, List.of(new Order.Get("./DevDetail/FwV")));

  @Test
  void challengesADeviceWithoutCredentialsAndAnswersEveryCommandSo() {
    desk.clientScheme = AuthScheme.MD5;
    desk.tasks = List.of(get);
    desk.say(desk.opening());
    assertThat(desk.statuses()).containsExactly("SyncHdr/0 407", "Alert/1 407", "Replace/2 407");
    assertThat(desk.headerStatus().chal().flatMap(Meta::type)).contains("syncml:auth-md5");
    assertThat(desk.reply.isFinal()).isTrue();
    assertThat(desk.asked()).isEmpty();
  }

  /// Empty, from an earlier session, or made up: the server cannot know, and asks once more.
  @ParameterizedTest
  @ValueSource(strings = {"", "stale", "session nonce 99"})
  void challengesAnUnknownNonceAndTakesTheChallengesInTheNextMessage(String nonce) {
    desk.clientScheme = AuthScheme.MD5;
    desk.tasks = List.of(get);
    desk.showMd5(Octets.utf8(nonce));
    desk.say(desk.opening());
    assertThat(desk.statuses()).containsExactly("SyncHdr/0 401", "Alert/1 401", "Replace/2 401");
    assertThat(((Heard.Challenged) desk.heard).isGuess()).isFalse();

    desk.showMd5(desk.nonceGiven());
    desk.say(desk.opening());
    assertThat(desk.statuses()).containsExactly("SyncHdr/0 212", "Alert/1 200", "Replace/2 200");
    assertThat(desk.reply.header().msgId().text()).isEqualTo("2");
    assertThat(desk.asked()).hasSize(1);
  }

  @Test
  void takesTheNonceOfTheLastSessionAndGivesTheNext() {
    desk.clientScheme = AuthScheme.MD5;
    desk.counter = 4;
    desk.showMd5(desk.nonces.forSession(ServerDesk.DEVICE, 4));
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo("212");
    assertThat(desk.nonceGiven()).isEqualTo(desk.nonces.forSession(ServerDesk.DEVICE, 5));
  }

  @ParameterizedTest // wbxml 8: some send OPAQUE raw octets with Format bin
  @CsvSource({"16, 0, 212", "16, 1, 401", "15, 0, 401"})
  void takesTheSixteenRawOctetsOfADigest(int octets, int flipped, String code) {
    desk.clientScheme = AuthScheme.MD5;
    desk.showMd5(desk.nonces.forSession(ServerDesk.DEVICE, 0));
    byte[] raw = Base64.getDecoder().decode(desk.cred.orElseThrow().data().utf8());
    raw[15] ^= (byte) flipped;
    desk.cred =
        Optional.of(new Cred(Meta.of("bin", "syncml:auth-md5"), Octets.copyOf(raw, 0, octets)));
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo(code);
  }

  @Test
  void takesANonceFromAheadOfTheCounterAndNoneFromBehind() {
    desk.clientScheme = AuthScheme.MD5;
    desk.counter = 4;
    desk.showMd5(desk.nonces.forSession(ServerDesk.DEVICE, 4 + Nonces.WINDOW));
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo("212");
    assertThat(desk.said.state().trust().nonceCounter()).isEqualTo(5L + Nonces.WINDOW);

    var replayed = new ServerDesk();
    replayed.clientScheme = AuthScheme.MD5;
    replayed.counter = 4;
    replayed.showMd5(replayed.nonces.forSession(ServerDesk.DEVICE, 3));
    replayed.say(replayed.opening());
    assertThat(replayed.headerStatus().code()).isEqualTo("401");
  }

  /// Another node gave it, whose count of the device's nonces is not stored yet.
  @Test
  void takesTheNonceOfAChallengeFromAheadOfTheCounterAndNoneFromBehind() {
    desk.clientScheme = AuthScheme.MD5;
    desk.counter = 4 + Nonces.WINDOW;
    desk.say(desk.opening());
    desk.counter = 4;
    desk.showMd5(desk.nonceGiven());
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo("212");
    assertThat(desk.said.state().trust().nonceCounter()).isEqualTo(5L + Nonces.WINDOW);

    var behind = new ServerDesk();
    behind.clientScheme = AuthScheme.MD5;
    behind.counter = 4;
    behind.say(behind.opening());
    behind.counter = 5;
    behind.showMd5(behind.nonceGiven());
    behind.say(behind.opening());
    assertThat(behind.headerStatus().code()).isEqualTo("401");
    assertThat(((Heard.Challenged) behind.heard).isGuess()).isFalse();
    behind.counter = 4;
    behind.showMd5(behind.nonceGiven());
    behind.say(behind.opening());
    assertThat(behind.headerStatus().code())
        .as("asked once more, by whoever knows")
        .isEqualTo("212");
  }

  @Test
  void countsAWrongDigestForTheChallengesNonceAsAGuessAndGivesUpInTheEnd() {
    desk.clientScheme = AuthScheme.MD5;
    desk.say(desk.opening());
    for (int i = 2; i <= ClientCheck.MOST_CHALLENGES; i++) {
      desk.cred = Optional.of(new Cred(Meta.of("b64", "syncml:auth-md5"), Octets.utf8("d3Jvbmc=")));
      desk.say(desk.openingAgain());
      var heard = (Heard.Challenged) desk.heard;
      assertThat(heard.isGuess()).isTrue();
      assertThat(heard.words()).startsWith("wrong secret, or");
    }
    desk.say(desk.openingAgain());
    assertThat(desk.statuses()).containsExactly("SyncHdr/0 403", "Alert/1 403", "Replace/2 403");
    assertThat(((Heard.Refused) desk.heard).isGuess())
        .as("the last one is a guess as well: MsgIDs are the peer's own")
        .isTrue();
  }

  /// It knows the secret: whatever is wrong with its nonces, nothing was guessed.
  @ParameterizedTest
  @ValueSource(longs = {-1, 3})
  void aDeviceThatAnswersAChallengeWithAnOldNonceGuessesNothing(long old) {
    desk.clientScheme = AuthScheme.MD5;
    desk.counter = 4;
    desk.say(desk.opening());
    desk.showMd5(old < 0 ? Octets.EMPTY : desk.nonces.forSession(ServerDesk.DEVICE, old));
    desk.say(desk.opening());
    var heard = (Heard.Challenged) desk.heard;
    assertThat(heard.isGuess()).isFalse();
    assertThat(heard.words()).startsWith("wrong nonce: name and secret are right");
  }

  @Test
  void takesBasicOnlyWhereTheProfileAsksForIt() {
    desk.cred =
        Optional.of(
            new Cred(
                Meta.of("b64", "syncml:auth-basic"),
                Octets.utf8(Credentials.basic("device", "c1ient-Pa55"))));
    desk.clientScheme = AuthScheme.BASIC;
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo("212");
    assertThat(desk.headerStatus().chal()).isEmpty();

    var strict = new ServerDesk();
    strict.clientScheme = AuthScheme.MD5;
    strict.cred = desk.cred;
    strict.say(strict.opening());
    assertThat(strict.headerStatus().code()).isEqualTo("401");
    assertThat(strict.headerStatus().chal().flatMap(Meta::type)).contains("syncml:auth-md5");
  }

  @Test
  void asksForBasicWithoutANonce() {
    desk.clientScheme = AuthScheme.BASIC;
    desk.say(desk.opening());
    assertThat(desk.headerStatus().chal()).contains(Meta.of("b64", "syncml:auth-basic"));
  }

  @Test
  void minds212AndNeitherAsksForNorChecksCredentialsAfterIt() {
    desk.clientScheme = AuthScheme.MD5;
    desk.tasks = List.of(get);
    desk.showMd5(desk.nonces.forSession(ServerDesk.DEVICE, 0));
    desk.say(desk.opening());
    desk.say(desk.answers("200"));
    assertThat(desk.headerStatus().code()).isEqualTo("200");
    assertThat(desk.headerStatus().chal()).isEmpty();
  }

  @Test
  void showsItselfUntilTheDeviceAcceptsIt() {
    desk.serverScheme = AuthScheme.MD5;
    desk.tasks = List.of(get);
    desk.say(desk.opening());
    assertThat(desk.reply.header().cred().orElseThrow().data().utf8())
        .isEqualTo(ServerDesk.SERVER.md5(ServerDesk.SERVER_NONCE));
    desk.tasks = List.of(new Task.Run(2, Grouping.PLAIN, List.of(new Order.Get("./DevInfo/Lang"))));
    desk.say(
        desk.header("212", Optional.of(chal(Octets.utf8("for the next session")))),
        desk.status(2, desk.asked().getFirst(), "200"));
    assertThat(desk.reply.header().cred()).isEmpty();
    assertThat(desk.said.state().trust().serverNonce())
        .isEqualTo(Octets.utf8("for the next session"));
  }

  @Test
  void showsItselfInEveryMessageToADeviceThatAnswers200WithANonce() {
    desk.serverScheme = AuthScheme.MD5;
    desk.tasks = List.of(get);
    desk.say(desk.opening());
    desk.tasks = List.of(new Task.Run(2, Grouping.PLAIN, List.of(new Order.Get("./DevInfo/Lang"))));
    Octets nonce = Octets.utf8("for the next message");
    desk.say(
        desk.header("200", Optional.of(chal(nonce))),
        desk.status(2, desk.asked().getFirst(), "200"));
    assertThat(desk.reply.header().cred().orElseThrow().data().utf8())
        .isEqualTo(ServerDesk.SERVER.md5(nonce));
  }

  /// With or without package 1 again, the nonce even empty.
  @ParameterizedTest
  @ValueSource(strings = {"fresh nonce", ""})
  void computesItsCredentialsAnewWhenTheyAreRefusedAndSaysAllAgain(String nonce) {
    desk.serverScheme = AuthScheme.MD5;
    desk.tasks = List.of(get);
    desk.say(desk.opening());
    List<Command> first = desk.asked();
    Command again = desk.opening()[1];
    desk.say(
        desk.header("401", Optional.of(chal(Octets.utf8(nonce)))),
        desk.status(4, first.getFirst(), "401"),
        again);
    assertThat(desk.reply.header().cred().orElseThrow().data().utf8())
        .isEqualTo(ServerDesk.SERVER.md5(Octets.utf8(nonce)));
    assertThat(desk.asked()).hasSize(1);
    assertThat(desk.statuses()).containsExactly("SyncHdr/0 200", "Replace/2 200");
    assertThat(desk.isTurn()).isFalse();

    desk.say(desk.answers("200"));
    assertThat(desk.facts()).hasSize(1).first().isInstanceOf(Fact.Answered.class);
  }

  @Test
  void endsTheSessionWhenItsCredentialsAreRefusedAgainAndAgain() {
    desk.serverScheme = AuthScheme.MD5;
    desk.tasks = List.of(get);
    desk.say(desk.opening());
    for (int i = 0; i <= ServerListener.MOST_REJECTIONS; i++)
      desk.say(desk.header("401", Optional.of(chal(Octets.utf8("n" + i)))));
    assertThat(desk.said.state().isOver()).isTrue();
    assertThat(desk.facts()).anyMatch(f -> f instanceof Fact.Aborted);
    assertThat(desk.asked()).isEmpty();
    assertThat(desk.reply.isFinal()).isTrue();
  }

  @Test
  void signsEveryMessageAndChecksEveryOneUnderHmac() {
    desk.clientScheme = AuthScheme.HMAC;
    desk.serverScheme = AuthScheme.HMAC;
    desk.tasks = List.of(get);
    sign(desk.nonces.forSession(ServerDesk.DEVICE, 0), desk.opening());
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo("200");
    assertThat(desk.headerStatus().chal().flatMap(Meta::type)).contains("syncml:auth-MAC");
    assertThat(desk.reply.header().cred()).isEmpty();
    assertThat(desk.said.hmac())
        .contains(
            HmacHeader.of(ServerDesk.SERVER, ServerDesk.SERVER_NONCE, desk.said.body()).format());

    Octets nonce = desk.nonceGiven();
    Command[] answers = {
      desk.header("200", Optional.of(chal(Octets.utf8("server's next")))),
      desk.status(2, desk.asked().getFirst(), "200")
    };
    sign(nonce, answers);
    desk.say(answers);
    assertThat(desk.headerStatus().code()).isEqualTo("200");
    assertThat(desk.nonceGiven()).isNotEqualTo(nonce);
    assertThat(desk.said.hmac())
        .contains(
            HmacHeader.of(ServerDesk.SERVER, Octets.utf8("server's next"), desk.said.body())
                .format());
  }

  @Test
  void challengesAMessageWithoutItsHmacInTheMiddleOfASession() {
    desk.clientScheme = AuthScheme.HMAC;
    desk.tasks = List.of(get);
    sign(desk.nonces.forSession(ServerDesk.DEVICE, 0), desk.opening());
    desk.say(desk.opening());
    desk.hmac = Optional.empty();
    desk.say(desk.answers("200"));
    assertThat(desk.headerStatus().code()).isEqualTo("407");
    assertThat(desk.facts()).isEmpty();
  }

  @Test
  void challengesAnAlteredBodyUnderHmac() {
    desk.clientScheme = AuthScheme.HMAC;
    sign(desk.nonces.forSession(ServerDesk.DEVICE, 0), desk.opening());
    desk.say(desk.opening()[0]);
    assertThat(desk.headerStatus().code()).isEqualTo("401");
  }

  private void sign(Octets nonce, Command... commands) {
    desk.hmac =
        Optional.of(HmacHeader.of(ServerDesk.CLIENT, nonce, desk.encoded(commands)).format());
  }

  private static Meta chal(Octets nonce) {
    return Meta.of("b64", "syncml:auth-md5").withNextNonce(Credentials.nextNonce(nonce));
  }
}
