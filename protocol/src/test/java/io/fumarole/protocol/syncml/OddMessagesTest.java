package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Odd but well-formed: the model carries it, and the layers above answer it. Spec: field-notes.
class OddMessagesTest {
  private static final String SYNC_HDR =
      "<SyncHdr><Source/><MsgID>1</MsgID><SessionID>1</SessionID></SyncHdr>";

  private static Message decode(String body) throws MalformedMessageException {
    String xml = "<SyncML>" + SYNC_HDR + "<SyncBody>" + body + "</SyncBody></SyncML>";
    return Codec.decode(Octets.utf8(xml), Form.Encoding.XML, Limits.DEFAULT).message();
  }

  private static Command command(String body) throws MalformedMessageException {
    List<Command> commands = decode(body).commands();
    assertThat(commands).hasSize(1);
    return commands.getFirst();
  }

  @Test
  void aHeaderWithNothingMoreThanNeeded() throws MalformedMessageException {
    SyncHdr header = decode("").header();
    assertThat(header.verProto()).isEmpty();
    assertThat(header.target()).isEqualTo(Location.of(""));
    assertThat(header.source()).isEqualTo(Location.of(""));
    assertThat(header.cred()).isEmpty();
  }

  @Test
  void elementsComeInAnyOrder() throws MalformedMessageException {
    Item item = Item.target("./X", Meta.NONE, Data.text("0"));
    assertThat(
            command(
                "<Alert><Item><Data>0</Data><Target><LocName/><LocURI>./X</LocURI></Target></Item>"
                    + "<Correlator>c</Correlator><Data>1226</Data><CmdID>9</CmdID></Alert>"))
        .isEqualTo(
            new Command.Alert(
                CmdId.of(9),
                "1226",
                Optional.of(new Correlator("c")),
                List.of(
                    new Item(
                        Optional.of(Location.of("./X", "")),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Meta.NONE,
                        item.data(),
                        false))));
    assertThat(
            command(
                "<Status><Data>202</Data><Cmd>Exec</Cmd><CmdRef>4</CmdRef><MsgRef>2</MsgRef>"
                    + "<CmdID>2</CmdID><Chal><Meta/></Chal></Status>"))
        .isEqualTo(
            new Command.Status(
                CmdId.of(2),
                MsgId.of(2),
                CmdId.of(4),
                "Exec",
                List.of(),
                List.of(),
                Optional.of(Meta.NONE),
                "202",
                List.of()));
  }

  @Test
  void missingFieldsAreEmpty() throws MalformedMessageException {
    assertThat(command("<Get/>")).isEqualTo(new Command.Get(new CmdId(""), Meta.NONE, List.of()));
    assertThat(command("<Alert/>"))
        .isEqualTo(new Command.Alert(new CmdId(""), "", Optional.empty(), List.of()));
    assertThat(command("<Results/>").cmdId()).isEqualTo(new CmdId(""));
    assertThat(((Command.Status) command("<Status/>")).code()).isEmpty();
  }

  @Test
  void whatDmDoesNotUseIsDropped() throws MalformedMessageException {
    assertThat(
            command(
                "<Delete><CmdID>1</CmdID><NoResp/><Archive/><SftDel/><Lang>en</Lang>"
                    + "<Cred><Data>secret</Data></Cred><Vendor><CmdID>5</CmdID></Vendor></Delete>"))
        .isEqualTo(new Command.Delete(CmdId.of(1), Meta.NONE, List.of()));
  }

  @Test
  void groupsHoldCommandsAndWhatWasMeantAsCommands() throws MalformedMessageException {
    assertThat(
            command(
                "<Atomic><CmdID>1</CmdID><Sequence><CmdID>2</CmdID><Get><CmdID>3</CmdID></Get>"
                    + "</Sequence><Move><CmdID>4</CmdID><Item/></Move><Wipe/></Atomic>"))
        .isEqualTo(
            new Command.Atomic(
                CmdId.of(1),
                Meta.NONE,
                List.of(
                    new Command.Sequence(
                        CmdId.of(2),
                        Meta.NONE,
                        List.of(new Command.Get(CmdId.of(3), Meta.NONE, List.of()))),
                    new Command.Unsupported(CmdId.of(4), "Move"),
                    new Command.Unsupported(new CmdId(""), "Wipe"))));
  }

  @Test
  void strayElementsAreNoCommands() throws MalformedMessageException {
    assertThat(decode("text<Item/><Data>1</Data><Final/>"))
        .satisfies(message -> assertThat(message.commands()).isEmpty())
        .satisfies(message -> assertThat(message.isFinal()).isTrue());
  }
}
