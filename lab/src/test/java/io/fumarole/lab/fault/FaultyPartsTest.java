package io.fumarole.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.agent.session.Wire;
import io.fumarole.agent.time.Time;
import io.fumarole.agent.web.Web;
import io.fumarole.lab.disk.PowerLoss;
import io.fumarole.lab.disk.SharedBlocks;
import io.fumarole.lab.disk.SharedDisk;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What a fault does where it strikes, one device and one part at a time.
class FaultyPartsTest {
  private static final Web.Request GET =
      new Web.Request(
          "GET", URI.create("http://host/p"), Map.of(), Octets.EMPTY, Duration.ofSeconds(1));
  private static final byte[] PACKAGE = "0123456789".getBytes(StandardCharsets.UTF_8);

  /// Statuses for the header, a chunk and an Exec, and the report of an update.
  private static final String MESSAGE =
      """
      <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>
      <SessionID>A</SessionID><MsgID>2</MsgID><Target><LocURI>http://host/dm</LocURI></Target>
      <Source><LocURI>SIM:1</LocURI></Source></SyncHdr><SyncBody>
      <Status><CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>200</Data></Status>
      %s<Final/></SyncBody></SyncML>
      """;

  private static final String REPORT =
      """
      <Alert><CmdID>2</CmdID><Data>1226</Data><Correlator>d1-1</Correlator><Item>
      <Source><LocURI>./FwUpdate</LocURI></Source><Meta>
      <Format xmlns="syncml:metinf">int</Format>
      <Type xmlns="syncml:metinf">org.openmobilealliance.dm.firmwareupdate.update</Type>
      </Meta><Data>200</Data></Item></Alert>
      """;

  private static final String STATUS =
      "<Status><CmdID>2</CmdID><MsgRef>1</MsgRef><CmdRef>4</CmdRef><Cmd>%s</Cmd><Data>%s</Data></Status>";

  private static final String GET_COMMAND =
      "<Get><CmdID>2</CmdID><Item><Target><LocURI>./%s</LocURI></Target></Item></Get>";

  private final List<Octets> arrived = new ArrayList<>();

  private static Sending sending(String commands) {
    return new Sending(Octets.utf8(MESSAGE.formatted(commands)), "/dm", Optional.empty(), Form.XML);
  }

  private static Misfortunes meets(Fault fault, OptionalLong at) {
    var dealt = new Dealt(fault, Optional.empty(), 0, 1, at, Optional.empty(), 0.5);
    return new Misfortunes(List.of(dealt), () -> Duration.ZERO, _ -> {});
  }

  private static Misfortunes meets(Fault fault) {
    return meets(fault, OptionalLong.empty());
  }

  /// A server that answers each message with the same, or with another each time.
  private Wire server(String... answers) {
    return sending -> {
      arrived.add(sending.body());
      String answer = answers[Math.min(arrived.size(), answers.length) - 1];
      return new Wire.Answer(
          Octets.utf8(MESSAGE.formatted(answer)), Form.Encoding.XML, Optional.empty());
    };
  }

  @Test
  void aReportIsLostOnceAndNothingElseIs() throws IOException, InterruptedException {
    var wire = new FaultyWire(server(""), meets(Fault.REPORT_LOST));
    assertThat(wire.exchange(sending(""))).isNotNull();
    assertThatThrownBy(() -> wire.exchange(sending(REPORT)))
        .isInstanceOf(IOException.class)
        .hasMessage("the message with the report was lost on purpose");
    assertThat(arrived).hasSize(1);
    assertThat(wire.exchange(sending(REPORT))).isNotNull();
    assertThat(arrived).hasSize(2);
  }

  @Test
  void theAnswerIsLostOnlyOfAReportThatTheServerHasTaken()
      throws IOException, InterruptedException {
    var wire =
        new FaultyWire(
            server("", STATUS.formatted("Alert", "200")), meets(Fault.REPORT_ANSWER_LOST));
    assertThat(wire.exchange(sending(REPORT))).as("not taken yet").isNotNull();
    assertThatThrownBy(() -> wire.exchange(sending(REPORT))).isInstanceOf(IOException.class);
    assertThat(arrived).hasSize(2);
  }

  @Test
  void theStatusOfAnExecIsLost() throws IOException, InterruptedException {
    var wire = new FaultyWire(server(""), meets(Fault.EXEC_ANSWER_LOST));
    assertThat(wire.exchange(sending(STATUS.formatted("Exec", "405")))).isNotNull();
    assertThatThrownBy(() -> wire.exchange(sending(STATUS.formatted("Exec", "202"))))
        .isInstanceOf(IOException.class);
    assertThat(arrived).hasSize(1);
  }

  @Test
  void aChunkIsRefusedInTheMiddle()
      throws IOException, InterruptedException, MalformedMessageException {
    var wire = new FaultyWire(server(""), meets(Fault.TOO_LARGE));
    assertThat(wire.exchange(sending(STATUS.formatted("Replace", "213")))).isNotNull();
    List<Command> commands =
        Codec.decode(arrived.getFirst(), Form.Encoding.XML, Limits.DEFAULT).message().commands();
    assertThat(commands)
        .extracting(command -> ((Command.Status) command).code())
        .containsExactly("200", "413");
  }

  @Test
  void aMessageThatComesTwiceMustNotBeTakenTwice() throws IOException, InterruptedException {
    Misfortunes alike = meets(Fault.REPEATED);
    new FaultyWire(server(""), alike).exchange(sending(""));
    assertThat(arrived).hasSize(2);
    assertThat(arrived.get(0)).isEqualTo(arrived.get(1));
    assertThat(alike.complaints()).isEmpty();
    arrived.clear();
    Misfortunes otherwise = meets(Fault.REPEATED);
    new FaultyWire(server(GET_COMMAND.formatted("A"), GET_COMMAND.formatted("B")), otherwise)
        .exchange(sending(""));
    assertThat(otherwise.complaints())
        .containsExactly("a message that came twice was accepted twice, with other commands");
  }

  @Test
  void workThatHasComeMeanwhileIsNoComplaint() throws IOException, InterruptedException {
    Misfortunes misfortunes = meets(Fault.REPEATED);
    new FaultyWire(server("", GET_COMMAND.formatted("A")), misfortunes).exchange(sending(""));
    assertThat(arrived).hasSize(2);
    assertThat(misfortunes.complaints()).isEmpty();
  }

  @Test
  void anEarlierMessageComesOnceMore() throws IOException, InterruptedException {
    var wire = new FaultyWire(server(""), meets(Fault.REORDERED));
    wire.exchange(sending(""));
    wire.exchange(sending(REPORT));
    assertThat(arrived).hasSize(3);
    assertThat(arrived.get(2)).isEqualTo(arrived.get(0));
  }

  private record Served(Map<String, String> headers) implements Web.Response {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(PACKAGE);
    }

    @Override
    public void close() {}
  }

  private static Web.Response fetch(Misfortunes misfortunes)
      throws IOException, InterruptedException {
    Map<String, String> headers =
        Map.of("Content-Length", "10", "Content-Type", "application/octet-stream");
    try (var web =
        new FaultyWeb(
            _ -> new Served(headers),
            misfortunes,
            () -> {
              throw new PowerLoss();
            },
            Time.system())) {
      return web.send(GET);
    }
  }

  private static String text(Web.Response response) throws IOException {
    return new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void aTruncatedDownloadSaysThatItIsWhole() throws IOException, InterruptedException {
    Web.Response response = fetch(meets(Fault.TRUNCATED, OptionalLong.of(4)));
    assertThat(response.header("content-length")).contains("4");
    assertThat(text(response)).isEqualTo("0123");
  }

  @Test
  void aBitIsWrong() throws IOException, InterruptedException {
    Web.Response response = fetch(meets(Fault.CORRUPTED, OptionalLong.of(4)));
    assertThat(response.header("Content-Length")).contains("10");
    assertThat(text(response)).isEqualTo("0123556789");
  }

  @Test
  void thePowerGoesAtTheOctet() throws IOException, InterruptedException {
    InputStream body = fetch(meets(Fault.POWER_CUT_DOWNLOAD, OptionalLong.of(4))).body();
    var read = new byte[10];
    assertThat(body.read(read, 0, read.length)).isEqualTo(4);
    assertThat(read).startsWith('0', '1', '2', '3');
    assertThatThrownBy(body::read).isInstanceOf(PowerLoss.class);
  }

  @Test
  void whatIsNoPackageIsLeftAlone() throws IOException, InterruptedException {
    Misfortunes misfortunes = meets(Fault.TRUNCATED);
    var descriptor =
        new Served(Map.of("Content-Length", "10", "Content-Type", "application/vnd.oma.dd+xml"));
    try (var web = new FaultyWeb(_ -> descriptor, misfortunes, () -> {}, Time.system())) {
      assertThat(web.send(GET)).isSameAs(descriptor);
    }
    assertThat(misfortunes.hasStruck(Fault.TRUNCATED)).isFalse();
  }

  @Test
  void aFullDiskTakesTheStateAndNoPackage() throws IOException {
    var disk = new FaultyDisk(new SharedDisk(new SharedBlocks()), meets(Fault.STORAGE_FULL));
    Path part = Path.of("/device/packages/download.part");
    disk.write(Path.of("/device/state.json"), 0, PACKAGE);
    assertThatThrownBy(() -> disk.write(part, 0, PACKAGE))
        .isInstanceOf(IOException.class)
        .hasMessage("No space left on device");
    assertThat(disk.free(Path.of("/device"))).isZero();
    disk.misfortunes().updateEnded();
    disk.write(part, 0, PACKAGE);
    assertThat(disk.size(part)).isEqualTo(PACKAGE.length);
  }
}
