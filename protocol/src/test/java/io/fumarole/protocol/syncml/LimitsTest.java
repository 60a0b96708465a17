package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.testing.WbxmlText;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each limit stops what exceeds it, and names itself, its value and the place.
class LimitsTest {
  private static final SyncHdr HEADER =
      new SyncHdr(
          "1.2",
          "DM/1.2",
          "1",
          MsgId.of(1),
          Location.of("s"),
          Location.of("d"),
          Optional.empty(),
          Optional.empty(),
          Meta.NONE);

  private static final Command GET =
      new Command.Get(CmdId.of(1), Meta.NONE, List.of(Item.data("")));

  private static Message of(Command... commands) {
    return new Message(HEADER, List.of(commands), true);
  }

  private static Form form(Form.Encoding encoding) {
    return encoding == Form.Encoding.XML ? Form.XML : Form.WBXML;
  }

  private static void check(
      Form.Encoding encoding, Message good, Message bad, Limits limits, String limit)
      throws MalformedMessageException {
    Octets accepted = Codec.encode(good, form(encoding));
    assertThat(Codec.decode(accepted, encoding, limits).message()).isEqualTo(good);
    Octets refused = Codec.encode(bad, form(encoding));
    assertThatThrownBy(() -> Codec.decode(refused, encoding, limits))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageMatching("Message exceeds the limit " + limit + " at offset [1-9]\\d*");
  }

  @ParameterizedTest
  @EnumSource
  void messageOctets(Form.Encoding encoding) throws MalformedMessageException {
    int exact = Codec.encode(of(GET), form(encoding)).length();
    var limits = new Limits(exact, 64, 1_000, 10_000, 8_192, 100_000);
    check(encoding, of(GET), of(GET, GET), limits, "messageOctets of " + exact);
  }

  @ParameterizedTest
  @EnumSource
  void depth(Form.Encoding encoding) throws MalformedMessageException {
    var limits = new Limits(1 << 20, 6, 1_000, 10_000, 8_192, 100_000);
    Command once = new Command.Atomic(CmdId.of(1), Meta.NONE, List.of(GET));
    Command twice = new Command.Atomic(CmdId.of(1), Meta.NONE, List.of(once));
    check(encoding, of(once), of(twice), limits, "depth of 6");
  }

  @ParameterizedTest
  @EnumSource
  void commandsNestedOnesIncluded(Form.Encoding encoding) throws MalformedMessageException {
    var limits = new Limits(1 << 20, 64, 2, 10_000, 8_192, 100_000);
    Command group = new Command.Sequence(CmdId.of(1), Meta.NONE, List.of(GET));
    check(encoding, of(group), of(group, GET), limits, "commands of 2");
    check(
        encoding,
        of(GET, GET),
        of(GET, GET, new Command.Unsupported(CmdId.of(1), "Put")),
        limits,
        "commands of 2");
  }

  @ParameterizedTest
  @EnumSource
  void itemsOfAllCommands(Form.Encoding encoding) throws MalformedMessageException {
    var limits = new Limits(1 << 20, 64, 1_000, 2, 8_192, 100_000);
    check(encoding, of(GET, GET), of(GET, GET, GET), limits, "items of 2");
  }

  @ParameterizedTest
  @EnumSource
  void textOctetsButNotOfData(Form.Encoding encoding) throws MalformedMessageException {
    var limits = new Limits(1 << 20, 64, 1_000, 10_000, 12, 100_000);
    Item good = Item.target("éééééé", Meta.NONE, Data.text("longer than twelve"));
    Item bad = Item.target("ééééééx", Meta.NONE, Data.text(""));
    check(
        encoding,
        of(new Command.Get(CmdId.of(1), Meta.NONE, List.of(good))),
        of(new Command.Get(CmdId.of(1), Meta.NONE, List.of(bad))),
        limits,
        "textOctets of 12");
  }

  @ParameterizedTest
  @EnumSource
  void elements(Form.Encoding encoding) throws MalformedMessageException {
    var limits = new Limits(1 << 20, 64, 1_000, 10_000, 8_192, 17);
    check(encoding, of(GET), of(GET, GET), limits, "elements of 17");
  }

  @ParameterizedTest
  @EnumSource
  void anEmbeddedDocumentDrawsOnTheSameLimits(Form.Encoding encoding) {
    Element leaf = Element.text("Node", "");
    var root = new Element("MgmtTree", Collections.nCopies(100, leaf), "");
    var item = Item.target("./Inbox", Meta.NONE, new Data.Embedded(root));
    Message message = of(new Command.Add(CmdId.of(1), Meta.NONE, List.of(item)));
    Octets octets = Codec.encode(message, form(encoding));
    var limits = new Limits(1 << 20, 64, 1_000, 10_000, 8_192, 100);
    assertThatThrownBy(() -> Codec.decode(octets, encoding, limits))
        .hasMessageStartingWith("Message exceeds the limit elements of 100 at offset");
  }

  @Test // Three octets of STR_T may stand for a whole string table.
  void textFromTheStringTableTogetherIsNoLargerThanAMessage() {
    String header = "02 A4 01 6A 40 " + "41 ".repeat(0x40);
    String references = "7D " + "83 00 ".repeat(100) + "01 ";
    Octets octets = WbxmlText.octets(header + "6D " + references + " 01");
    var limits = new Limits(1_000, 64, 1_000, 10_000, 8_192, 100_000);
    assertThatThrownBy(() -> Codec.decode(octets, Form.Encoding.WBXML, limits))
        .hasMessage("Message exceeds the limit messageOctets of 1000 at offset 101");
  }

  @Test
  void attributesAreFew() {
    var many = new StringBuilder();
    for (int i = 0; i < 100; i++) many.append(" x").append(i).append("='1'");
    String oversized = " x='" + "y".repeat(5_000) + "'";
    for (String attributes : List.of(oversized, many.toString())) {
      Octets xml = Octets.utf8("<SyncML" + attributes + "/>");
      assertThatThrownBy(() -> Codec.decode(xml, Form.Encoding.XML, Limits.DEFAULT))
          .isInstanceOf(MalformedMessageException.class)
          .hasMessageContaining("ttribute");
    }
  }
}
