package io.fumarole.scenario.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.ScenarioException;
import io.fumarole.scenario.ScenarioParser;
import io.fumarole.scenario.play.Player.Turn;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Two players play each other: what one sends, the other expects.
class PlayerTest {
  private static final String CLIENT =
      """
      plays client
      account device name=me secret=mine
      account server name=you secret=yours
      set session A1
      set device IMEI:1
      set name me
      nodes
        ./DevDetail/FwV 1.0
        ./Fw type=urn:oma:mo:oma-fumo:1.0
        ./Fw/State 10
      == send
      Cred md5 device nonce=
      MaxMsgSize 5000
      Alert 1201
      Replace
        ./DevInfo/DevId data=${device} format=chr
        ./DevInfo/Mod data="a b"
      == expect
      Status 401 for all
      Status 401 for SyncHdr chal=md5 nonce={fresh}
      no commands
      Cred md5 server nonce=Zmlyc3Q=
      == send
      Cred md5 device nonce=${fresh}
      Status 401 for SyncHdr chal=md5 nonce=c2Vjb25k
      Alert 1201 as=opening
      == answer until
      Exec ./Fw/Update correlator={c}
      == send
      Status 202 for Exec
      answers
      Alert 1226 correlator=${c} source=./Fw type=t format=int data=200
      no Final
      """;

  private static final String SERVER =
      """
      plays server
      account device name=me secret=mine
      account server name=you secret=yours
      == expect
      SessionID A1
      Source IMEI:1 name=me
      Cred md5 device nonce=
      MaxMsgSize 5000
      Alert 1201
      Replace items=2
        ./DevInfo/DevId data=IMEI:1 format=chr
        ./DevInfo/Mod data="a *"
      nothing else
      Final
      == send
      Cred md5 server nonce=Zmlyc3Q=
      Status 401 for SyncHdr nonce=bm9uY2U=
      Status 401 for Alert
      Status 401 for Replace
      == expect
      MsgID 2
      Cred md5 device nonce=bm9uY2U=
      Status 401 for SyncHdr nonce={mine}
      == send
      Cred md5 server
      Status 212 for all
      Get
        ./DevDetail/FwV
        ./Fw
      Get ./Nothing
      Get ./Fw?prop=Type
      == expect
      Status 200 for Get
      Status 404 for Get#2
      Results items=2
        ./DevDetail/FwV data=1.0
        ./Fw data=State format=node
      Results ./Fw?prop=Type data=urn:*
      == send
      Status 200 for all
      Sequence
        Replace ./Fw/Update/PkgURL data=http://x
        Exec ./Fw/Update correlator=c1
      == expect
      Status 200 for Sequence
      Status 202|200 for Exec
      Status 2* for Replace
      Alert 1226 correlator=c1 data=200
      no Final
      == send
      Status 200 for all
      """;

  @ParameterizedTest
  @EnumSource(Coding.class)
  void aScriptedClientAndAScriptedServerUnderstandEachOther(Coding coding) throws Exception {
    var server = new ScriptedServer(parse(SERVER), coding, Stagehand.NONE);
    Optional<Failure> client = ScriptedClient.play(parse(CLIENT), coding, server, Stagehand.NONE);
    assertThat(client.map(Failure::text)).isEmpty();
    assertThat(server.verdict().map(Failure::text)).isEmpty();
    assertThat(server.isOver()).isTrue();
  }

  @ParameterizedTest // each line of an expectation can fail, and says how
  @CsvSource(
      delimiter = '|',
      value = {
        "Status 200 for Alert | expected Status 200 for Alert 1, but it is 401",
        "Status 401 for Replace nonce=* | expected NextNonce * with the Status for Replace 2",
        "Status 401 for SyncHdr chal=basic | expected a challenge for basic",
        "Get | expected Get, but there is Status 401 for SyncHdr",
        "no Status 401 for Alert | expected no Status 401 for Alert",
        "SessionID B | expected SessionID B, but it is A1",
        "no Cred | expected no Cred, but there is one",
        "Cred md5 device | the md5 credentials do not fit me and the nonce",
        "Cred hmac server | expected x-syncml-hmac, but there is none",
        "no Final | expected no Final",
        "RespURI * | expected RespURI *, but there is none",
        "octets at most 10 | expected at most 10 octets",
        "HTTP 400 | expected HTTP 400, but it is 200",
        "Content-Type text/plain | expected Content-Type text/plain, but it is"
      })
  void anExpectationThatIsNotMetSaysWhatCame(String row, String words) throws Exception {
    String head = CLIENT.substring(0, CLIENT.indexOf("== expect"));
    Scenario client = parse(head + "== expect\n" + row + "\n");
    var server = new ScriptedServer(parse(SERVER), Coding.WBXML, Stagehand.NONE);
    Failure failure =
        ScriptedClient.play(client, Coding.WBXML, server, Stagehand.NONE).orElseThrow();
    assertThat(failure.words()).startsWith(words);
    assertThat(failure.line()).isEqualTo(19);
    assertThat(failure.text())
        .contains("What was heard:", "401", "Its octets:", "  000000  02 a4 01 6a 00");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Alerte 1 | line 3: 'Alerte' is neither a line of the header nor a command",
        "Alert data=${none} | line 3: no variable 'none' here",
        "Status 200 for Get | line 3: no message has been heard yet",
        "Cred md5 nobody | line 3: no account 'nobody'",
        "Cred md5 | line 3: Cred md5|basic|hmac ACCOUNT",
        "Replace ./A hex=0 | line 3: hex=0 is not hexadecimal",
        "Alert data=\"${fill x}\" | line 3: fill takes a number",
        "CmdID x | line 3: CmdID takes a number"
      })
  void aMistakeInTheScriptIsToldWithItsLine(String row, String words) {
    var player = new Player(parse("plays client\n== send\n" + row + "\n"), Coding.XML);
    assertThatThrownBy(player::next)
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(words);
  }

  @Test
  void xmlKeepsTheOrderOfItsElementsInWbxml() throws Exception {
    String row = "<Alert><Item><Data>x</Data></Item><Data>1201</Data><CmdID>7</CmdID></Alert>";
    Packet packet = first("== send\n" + row + "\nAlert 1200\n", Coding.WBXML_INLINE);
    Octets xml = Codec.recode(packet.body(), Form.Encoding.WBXML, Form.XML, Limits.DEFAULT);
    assertThat(xml.utf8()).contains(row);
    Message message = Codec.decode(packet.body(), Form.Encoding.WBXML, Limits.DEFAULT).message();
    assertThat(message.commands()).hasSize(2);
  }

  @Test
  void octetsAreWrittenAsTheyStandWithLengthsCounted() {
    Packet packet =
        first(
            "== send octets\nContent-Type x/y\n02 A4 # why\n(\"ab\" 00) \"${device}\"\n",
            Coding.XML);
    assertThat(packet.body()).isEqualTo(Octets.hex("02A4036162004142"));
    assertThat(packet.contentType()).isEqualTo("x/y");
  }

  @Test
  void hmacCoversTheOctetsThatAreSent() {
    Packet packet =
        first(
            "account d name=me secret=mine\n== send\nCred hmac d nonce=eA==\nAlert 1201\n",
            Coding.XML);
    HmacHeader header = HmacHeader.parse(packet.hmac().orElseThrow()).orElseThrow();
    assertThat(
            header.proves(
                io.fumarole.protocol.dm.Account.of("me", "mine"), Octets.utf8("x"), packet.body()))
        .isTrue();
  }

  @Test
  void aServerWhoseClientStopsEarlyFails() throws Exception {
    var server = new ScriptedServer(parse(SERVER), Coding.XML, Stagehand.NONE);
    assertThat(server.verdict().orElseThrow().words()).contains("ended before this step");
  }

  private static Packet first(String steps, Coding coding) {
    var player = new Player(parse("plays client\nset device AB\n" + steps), coding);
    return ((Turn.Say) player.next()).packet();
  }

  private static Scenario parse(String text) {
    return ScenarioParser.parse("test", text);
  }
}
