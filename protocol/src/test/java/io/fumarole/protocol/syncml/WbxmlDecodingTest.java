package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.testing.WbxmlText;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// WBXML as deployed encoders write it, and as broken ones do. Spec: wbxml 1, 2, 8.
class WbxmlDecodingTest {
  private static final String NUMERIC = "02 A4 01 6A 00 ";
  private static final String SYNC_HDR =
      "6C 71 03 \"1.2\" 00 01 72 03 \"DM/1.2\" 00 01 65 03 \"1A\" 00 01 5B 03 \"7\" 00 01 "
          + "6E 57 03 \"server\" 00 01 01 67 57 03 \"device\" 00 01 01 01 ";

  /// Replace of one Item with the given `Data`.
  private static String replaceWith(String data) {
    return "6B 60 4B 03 \"1\" 00 01 54 6E 57 03 \"./A\" 00 01 01 " + data + " 01 01 01";
  }

  private static Message message(String header, String body) throws MalformedMessageException {
    return decoded(header + "6D " + SYNC_HDR + body + " 01").message();
  }

  private static Codec.Decoded decoded(String text) throws MalformedMessageException {
    return Codec.decode(WbxmlText.octets(text), Form.Encoding.WBXML, Limits.DEFAULT);
  }

  private static Octets value(String data) throws MalformedMessageException {
    return value(NUMERIC, data);
  }

  private static Octets value(String header, String data) throws MalformedMessageException {
    var replace = (Command.Replace) message(header, replaceWith(data)).commands().getFirst();
    return ((Data.Value) replace.items().getFirst().data().orElseThrow()).octets();
  }

  @ParameterizedTest
  @CsvSource({
    "02 A4 01 6A 00, NUMERIC", // libwbxml and most phones
    "01 A4 01 6A 00, NUMERIC",
    "03 A4 01 00 00, NUMERIC", // charset unknown
    "03 9F 53 6A 00, NUMERIC", // SyncML 1.1
    "02 01 6A 00, NUMERIC", // no identifier: the MIME type says what it is
    "02 A4 01 03 00, NUMERIC", // US-ASCII
    "02 00 00 6A 1D \"-//SYNCML//DTD SyncML 1.2//EN\", STRING",
    "02 00 00 6A 1E \"-//SYNCML//DTD SyncML 1.2//EN\" 00, STRING",
    "02 00 03 6A 21 \"ab\" 00 \"-//SYNCML//DTD SyncML 1.2//EN\" 00, STRING",
  })
  void acceptsHeadersFromTheField(String header, Form.Header form)
      throws MalformedMessageException {
    Codec.Decoded decoded = decoded(header + "6D " + SYNC_HDR + "6B 12 01 01");
    assertThat(decoded.form()).isEqualTo(new Form(Form.Encoding.WBXML, form, Form.TextAs.OPAQUE));
    assertThat(decoded.message().header().sessionId()).isEqualTo("1A");
    assertThat(decoded.message().isFinal()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "12 A4 01 6A 00, WBXML version 2.2 is not 1.x at offset 0",
    "02 A4 01 87 77 00, Charset 1015 is not supported: send UTF-8 (106) at offset 3",
    "02 0B 6A 00, Public identifier of another document: PROVISIONING at offset 1",
    "02 A4 03 6A 00, Public identifier of another document: DEV_INF at offset 1",
    "02 00 05 6A 02 41 00, Public identifier outside the string table at offset 2",
    "02 8F FF FF FF FF 7F 6A 00, mb_u_int32 out of range at offset 1",
    "02 88 80 80 80 00 6A 00, mb_u_int32 out of range at offset 1", // 2^31
    "02 A4 01 6A 87 FF FF FF 7F, String table of 2147483647 octets where 59 are left at offset 4",
  })
  void refusesHeaders(String header, String error) {
    assertThatThrownBy(() -> message(header, "6B 12 01"))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessage(error);
  }

  @ParameterizedTest // Spec: wbxml 8
  @ValueSource(
      strings = {
        "4F 03 \"value\" 00 01",
        "4F C3 05 \"value\" 01",
        "4F 03 \"va\" 00 C3 03 \"lue\" 01",
        "4F 02 76 03 \"alue\" 00 01", // ENTITY
        "4F C3 02 \"va\" 03 \"lu\" 00 02 65 01",
        "4F 03 00 03 \"value\" 00 01"
      })
  void piecesOfTextMakeOneValue(String data) throws MalformedMessageException {
    assertThat(value(data)).isEqualTo(Octets.utf8("value"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0F", "4F 01", "4F 03 00 01", "4F C3 00 01"})
  void emptyDataHasFourForms(String data) throws MalformedMessageException {
    assertThat(value(data)).isEqualTo(Octets.EMPTY);
  }

  @Test
  void aCharacterMayBeSplitBetweenPieces() throws MalformedMessageException {
    assertThat(value("4F C3 02 E6 BC C3 01 A2 01").utf8()).isEqualTo("漢");
  }

  @Test
  void stringsOfTheTableEndAtNulOrWithTheTable() throws MalformedMessageException {
    String table = "02 A4 01 6A 0B \"first\" 00 \"other\" ";
    assertThat(value(table, "4F 83 00 01").utf8()).isEqualTo("first");
    assertThat(value(table, "4F 83 06 01").utf8()).isEqualTo("other");
    assertThat(value(table, "4F 83 08 01").utf8()).isEqualTo("her");
    assertThatThrownBy(() -> value(table, "4F 83 0B 01"))
        .hasMessage("Index 11 outside the string table at offset 89");
  }

  @Test
  void latinTextIsTranscodedButNotOpaque() throws MalformedMessageException {
    assertThat(value("02 A4 01 04 00 ", "4F 03 E9 00 01").utf8()).isEqualTo("é");
    assertThat(value("02 A4 01 04 00 ", "4F C3 01 E9 01")).isEqualTo(Octets.hex("E9"));
  }

  @Test
  void trailingNulsOfDataStay() throws MalformedMessageException {
    assertThat(value("4F C3 03 \"ab\" 00 01")).isEqualTo(Octets.hex("616200"));
  }

  @Test // Spec: wbxml 1.2: END does not restore a page, and the switch may stand before it
  void aPageStaysUntilTheNextSwitch() throws MalformedMessageException {
    String late = "5A 00 01 47 03 \"chr\" 00 01 01 00 00 4F 03 \"x\" 00 01";
    String early = "5A 00 01 47 03 \"chr\" 00 01 00 00 01 4F 03 \"x\" 00 01";
    assertThat(message(NUMERIC, replaceWith(late))).isEqualTo(message(NUMERIC, replaceWith(early)));
    assertThat(value(late).utf8()).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "52 01", // Final, with content
        "92 05 03 \"x\" 00 01", // with attributes
        "D2 05 85 01 01", // with both
        "43 05 03 \"target\" 00 01 12", // after a processing instruction
        "40 \"x\" 00 80 01 C0 12", // after extensions, which SyncML gives no meaning
      })
  void readsWhatNobodyShouldWrite(String ending) throws MalformedMessageException {
    assertThat(message(NUMERIC, "6B " + ending + " 01").isFinal()).isTrue();
  }

  @Test
  void unknownElementsAreSkippedWithTheirContent() throws MalformedMessageException {
    String table = "02 A4 01 6A 06 \"Vendor\" ";
    String unknownTag = "7D 03 \"x\" 00 54 01 01 ";
    String unknownPage = "00 09 45 03 \"x\" 00 01 00 00 ";
    String literal = "44 00 4F 01 01 04 00 ";
    String body = replaceWith(unknownTag + unknownPage + literal + "4F 03 \"y\" 00 01");
    var replace = (Command.Replace) message(table, body).commands().getFirst();
    assertThat(replace.items().getFirst().text()).isEqualTo("y");
  }

  @Test
  void unknownCommandsAreCarriedByName() throws MalformedMessageException {
    String table = "02 A4 01 6A 06 \"Vendor\" ";
    String body =
        "6B 7D 4B 03 \"1\" 00 01 01 44 00 4B 03 \"2\" 00 01 01 5F 4B 03 \"3\" 00 01 01 01";
    assertThat(message(table, body).commands())
        .containsExactly(
            new Command.Unsupported(CmdId.of(1), "Unknown-00-3D"),
            new Command.Unsupported(CmdId.of(2), "Vendor"),
            new Command.Unsupported(CmdId.of(3), "Put"));
  }

  @Test // A name from the string table means what the same name means in XML.
  void aCommandWrittenByItsNameIsThatCommand() throws MalformedMessageException {
    String table = "02 A4 01 6A 04 \"Exec\" ";
    Message message = message(table, "6B 44 00 4B 03 \"1\" 00 01 01 01");
    assertThat(message.commands()).first().isInstanceOf(Command.Exec.class);
    assertThat(Codec.decode(Codec.encode(message, Form.XML), Form.Encoding.XML, Limits.DEFAULT))
        .extracting(Codec.Decoded::message)
        .isEqualTo(message);
  }

  @Test
  void refusesLengthsBeyondTheEnd() {
    assertThatThrownBy(() -> value("4F C3 87 FF FF FF 7F 01"))
        .hasMessageStartingWith("OPAQUE of 2147483647 octets where 5 are left");
    assertThatThrownBy(() -> decoded(NUMERIC + "6D 6C 71 03 31"))
        .hasMessage("String without its terminating NUL at offset 9");
  }

  @Test
  void refusesWhatIsNoDocument() {
    assertThatThrownBy(() -> decoded(NUMERIC + "01")).hasMessageContaining("END without an open");
    assertThatThrownBy(() -> decoded(NUMERIC)).hasMessage("WBXML ends in the middle at offset 5");
    assertThatThrownBy(() -> decoded("")).hasMessage("WBXML ends in the middle at offset 0");
    assertThatThrownBy(() -> decoded(NUMERIC + "6C 01"))
        .hasMessage("No SyncML message: the root element is not SyncML at offset 5");
    assertThatThrownBy(() -> value("4F 02 8F FF FF FF 7F 01"))
        .hasMessageContaining("mb_u_int32 out of range");
    assertThatThrownBy(() -> value("4F 02 83 B0 00 01")).hasMessageContaining("is no character");
  }

  @Test // An image may begin like a header, and a slice of a tree may be cut anywhere.
  void onlyWholeDocumentsAreEmbedded() throws MalformedMessageException {
    String header = "02 00 00 6A 1B \"-//OMA//DTD-DM-DDF 1.2//EN\" 00 ";
    String tree = header + "00 02 60 77 03 \"1.2\" 00 01 01";
    String whole = "4F C3 2B " + tree + " 01";
    var replace = (Command.Replace) message(NUMERIC, replaceWith(whole)).commands().getFirst();
    assertThat(replace.items().getFirst().data())
        .contains(new Data.Embedded(Element.of("MgmtTree", Element.text("VerDTD", "1.2"))));

    assertThat(value(whole + " 34")).isEqualTo(WbxmlText.octets(tree));
    assertThat(value("5A 00 01 47 03 \"bin\" 00 01 01 00 00 " + whole))
        .isEqualTo(WbxmlText.octets(tree));
    assertThat(value("4F C3 27 " + header + "00 02 60 77 03 \"1.\" 01").length()).isEqualTo(39);
    assertThat(value("4F C3 05 " + NUMERIC + "01")).isEqualTo(WbxmlText.octets(NUMERIC));
  }
}
