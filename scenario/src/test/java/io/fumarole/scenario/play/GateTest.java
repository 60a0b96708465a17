package io.fumarole.scenario.play;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Coding;
import io.fumarole.scenario.ScenarioParser;
import io.fumarole.scenario.play.Player.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A server that looks after credentials shows its own to the peer, and not to somebody else who
/// says that he is. Spec: syncml-dm 8.
class GateTest {
  private static final Account DEVICE = Account.of("lamp", "of the lamp");
  private static final Account SERVER = Account.of("kit", "of the kit");
  private static final String SECRET = Credentials.basic("kit", "of the kit");
  private static final Octets KNOWN = Octets.utf8("known");
  private static final Octets CHOSEN = Octets.utf8("chosen");
  private static final String SCENARIO =
      """
      plays server
      set nonce a25vd24=
      == expect
      Alert 1201
      == send
      Status 200 for all
      Get ./DevInfo/Man
      == expect
      Results ./DevInfo/Man
      == send
      Status 200 for all
      """;

  /// What the scenario waits for when it has sent its Get.
  private static final String RESULTS =
      """
      <Results><CmdID>1</CmdID><MsgRef>2</MsgRef><CmdRef>3</CmdRef><Item><Source>
      <LocURI>./DevInfo/Man</LocURI></Source><Data>Example</Data></Item></Results>
      """;

  private static Player player(AuthScheme peer, AuthScheme own) {
    return player(peer, own, "a key");
  }

  private static Player player(AuthScheme peer, AuthScheme own, String key) {
    var login = new Login(peer, Optional.of(DEVICE), own, Optional.of(SERVER));
    return new Player(
        ScenarioParser.parse("test", SCENARIO).with(Map.of(Login.NONCES, key)),
        Coding.XML,
        Optional.of(login),
        Map.of());
  }

  private static Message say(Player player, int msgId, String cred, String commands) {
    return say(player, packet(msgId, cred, commands));
  }

  private static Message say(Player player, Packet packet) {
    Turn turn = player.hear(packet);
    assertThat(turn).isInstanceOf(Turn.Say.class);
    try {
      return Codec.decode(((Turn.Say) turn).packet().body(), Form.Encoding.XML, Limits.DEFAULT)
          .message();
    } catch (MalformedMessageException ours) {
      throw new AssertionError(ours);
    }
  }

  private static Packet packet(int msgId, String cred, String commands) {
    return Packet.request(
        "/dm",
        "application/vnd.syncml.dm+xml",
        Octets.utf8(message(msgId, cred, commands)),
        Optional.empty());
  }

  private static Packet signed(int msgId, Octets nonce, String commands) {
    Packet plain = packet(msgId, "", commands);
    return Packet.request(
        plain.to(),
        plain.contentType(),
        plain.body(),
        Optional.of(HmacHeader.of(DEVICE, nonce, plain.body()).format()));
  }

  private static String message(int msgId, String cred, String commands) {
    return """
        <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>
        <SessionID>1</SessionID><MsgID>%d</MsgID><Target><LocURI>kit</LocURI></Target>
        <Source><LocURI>IMEI:1</LocURI></Source>%s</SyncHdr>
        <SyncBody>%s<Alert><CmdID>9</CmdID><Data>1201</Data></Alert><Final/></SyncBody></SyncML>
        """
        .formatted(msgId, cred, commands);
  }

  private static String md5(Octets nonce) {
    return """
        <Cred><Meta><Format xmlns="syncml:metinf">b64</Format>
        <Type xmlns="syncml:metinf">syncml:auth-md5</Type></Meta><Data>%s</Data></Cred>
        """
        .formatted(DEVICE.md5(nonce));
  }

  /// That our credentials are refused, and the nonce to make others with.
  private static String refusal(int msgRef) {
    return """
        <Status><CmdID>1</CmdID><MsgRef>%d</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Chal><Meta>
        <Format xmlns="syncml:metinf">b64</Format><Type xmlns="syncml:metinf">syncml:auth-md5</Type>
        <NextNonce xmlns="syncml:metinf">%s</NextNonce></Meta></Chal><Data>401</Data></Status>
        """
        .formatted(msgRef, Credentials.nextNonce(CHOSEN).utf8());
  }

  private static Optional<String> shown(Message said) {
    return said.header().cred().map(cred -> cred.data().utf8());
  }

  private static Command.Status header(Message said) {
    return (Command.Status) said.commands().getFirst();
  }

  private static Octets nonce(Message said) {
    Command.Status header = header(said);
    return Credentials.nonce(header.chal().flatMap(Meta::nextNonce).orElseThrow());
  }

  @Test
  void theSecretItselfGoesToAMessageThatProvesItselfAndToNoOther() {
    Player player = player(AuthScheme.MD5, AuthScheme.BASIC);
    Message challenge = say(player, 1, "", "");
    assertThat(shown(challenge)).isEmpty();
    assertThat(shown(say(player, 2, md5(CHOSEN), refusal(1)))).isEmpty();
    Octets nonce = nonce(say(player, 3, "", ""));
    assertThat(shown(say(player, 4, md5(nonce), refusal(3)))).contains(SECRET);
    // From here on the device need not show itself, and anybody can guess the numbers.
    assertThat(shown(say(player, 5, "", refusal(4)))).isEmpty();
    assertThat(shown(say(player, 1, "", ""))).isEmpty();
  }

  @Test
  void aNonceOfSomebodyElseMakesNoDigest() {
    Player player = player(AuthScheme.MD5, AuthScheme.MD5);
    assertThat(shown(say(player, 1, "", refusal(0)))).contains(SERVER.md5(KNOWN));
    Message challenge = say(player, 2, "", refusal(1));
    assertThat(shown(challenge)).contains(SERVER.md5(KNOWN));
    assertThat(shown(say(player, 3, md5(nonce(challenge)), refusal(2))))
        .contains(SERVER.md5(CHOSEN));
  }

  /// A nonce may come after the scenario has ended: of the device, and not of somebody who comes
  /// then.
  @Test
  void whatComesLateIsThePeersWhereItGoesOnWithItsSession() {
    Player player = player(AuthScheme.MD5, AuthScheme.MD5);
    assertThat(player.recognizes(packet(2, "", refusal(1)))).isFalse();
    Octets nonce = nonce(say(player, 1, "", ""));
    assertThat(player.recognizes(packet(2, "", refusal(1)))).isFalse();
    say(player, 2, md5(nonce), "");
    assertThat(player.recognizes(packet(3, "", refusal(2)))).isTrue();
    Packet other =
        Packet.request(
            "/dm",
            "application/vnd.syncml.dm+xml",
            Octets.utf8(message(3, "", refusal(2)).replace("ID>1</Se", "ID>2</Se")),
            Optional.empty());
    assertThat(player.recognizes(other)).isFalse();
    assertThat(player.recognizes(packet(1, "", refusal(0)))).isFalse();
    assertThat(player.recognizes(packet(3, "", refusal(2)))).isFalse();
  }

  /// As the server counts: what is shown without knowing a nonce, or for an earlier one, is no
  /// guess.
  @Test
  void aWrongSecretForANonceThatWasGivenIsAGuess() {
    Player player = player(AuthScheme.MD5, AuthScheme.NONE);
    Octets first = nonce(say(player, 1, md5(CHOSEN), ""));
    assertThat(player.guesses()).isFalse();
    say(player, 2, "", "");
    assertThat(player.guesses()).isFalse();
    say(player, 3, md5(first), "");
    assertThat(player.guesses()).isFalse();
    Player guessed = player(AuthScheme.MD5, AuthScheme.NONE);
    say(guessed, 1, "", "");
    say(guessed, 2, md5(CHOSEN), "");
    assertThat(guessed.guesses()).isTrue();
  }

  /// As at the server. Who begins anew with each guess is not counted: he learns nothing by it.
  @Test
  void aChallengesNonceProvesNothingInAnotherSession() {
    Player player = player(AuthScheme.MD5, AuthScheme.BASIC);
    Octets first = nonce(say(player, 1, "", ""));
    Message again = say(player, 1, md5(first), "");
    assertThat(header(again).code()).isEqualTo("401");
    assertThat(shown(again)).isEmpty();
    // What comes with 212 is for the next session, whoever was challenged in between.
    Octets next = nonce(say(player, 2, md5(nonce(again)), ""));
    say(player, 1, md5(nonce(again)), "");
    assertThat(shown(say(player, 1, md5(next), RESULTS))).contains(SECRET);
  }

  @Test
  void norDoesItSignAnythingThere() {
    Player player = player(AuthScheme.HMAC, AuthScheme.BASIC);
    Octets first = nonce(say(player, 1, "", ""));
    Message again = say(player, signed(1, first, ""));
    assertThat(header(again).code()).isEqualTo("401");
    assertThat(shown(again)).isEmpty();
    assertThat(header(say(player, signed(2, nonce(again), ""))).code()).isEqualTo("212");
    assertThat(header(say(player, signed(1, nonce(again), ""))).code()).isEqualTo("401");
  }

  /// What a device makes of it is always the same: it is enough to overhear that once.
  @Test
  void anEmptyNonceProvesNothing() {
    Message challenge = say(player(AuthScheme.MD5, AuthScheme.BASIC), 1, md5(Octets.EMPTY), "");
    assertThat(header(challenge).code()).isEqualTo("401");
    assertThat(shown(challenge)).isEmpty();
    Player player = player(AuthScheme.HMAC, AuthScheme.BASIC);
    assertThat(header(say(player, signed(1, Octets.EMPTY, ""))).code()).isEqualTo("401");
    assertThat(header(say(player, signed(2, Octets.EMPTY, ""))).code()).isEqualTo("401");
  }

  /// They tell neither the key nor their place in a row.
  @Test
  void whoHasHeardANonceForeseesNoOther() {
    Player player = player(AuthScheme.MD5, AuthScheme.NONE);
    String first = nonce(say(player, 1, "", "")).utf8();
    String second = nonce(say(player, 2, "", "")).utf8();
    String other = nonce(say(player(AuthScheme.MD5, AuthScheme.NONE, "another"), 1, "", "")).utf8();
    for (String nonce : List.of(first, second, other))
      assertThat(nonce).hasSize(16).doesNotContain("key", "another");
    assertThat(first.substring(0, 4)).isNotEqualTo(second.substring(0, 4));
    assertThat(first.substring(0, 4)).isNotEqualTo(other.substring(0, 4));
  }

  /// The nonces of a scenario stand where everybody reads them.
  @Test
  void whereTheScenarioItselfAsksNobodyIsShownTheSecret() {
    var login =
        new Login(AuthScheme.MD5, Optional.of(DEVICE), AuthScheme.BASIC, Optional.of(SERVER));
    var player =
        new Player(
            ScenarioParser.parse(
                "test",
                """
                plays server
                == expect
                Alert 1201
                == send
                Status 401 for all chal=md5 nonce=a25vd24=
                == expect
                Alert 1201
                == send
                Status 200 for all
                """),
            Coding.XML,
            Optional.of(login.withoutAsking()),
            Map.of());
    say(player, 1, "", "");
    assertThat(shown(say(player, 2, md5(KNOWN), ""))).isEmpty();
    assertThat(player.believes()).isTrue();
  }

  @Test
  void whoHasNothingToProveIsShownTheSecret() {
    Player player = player(AuthScheme.NONE, AuthScheme.BASIC);
    assertThat(shown(say(player, 1, "", ""))).contains(SECRET);
  }
}
