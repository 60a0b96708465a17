package io.fumarole.protocol.syncml;

import static io.fumarole.protocol.syncml.DmVersion.DM_1_1;
import static io.fumarole.protocol.syncml.DmVersion.DM_1_2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.testing.Golden;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The worked examples and the captured octets decode, to one model in both codings, and encode
/// back to the octets they came from.
class GoldenMessagesTest {
  /// A value ends in a NUL here, as some devices end `?prop=` values: XML cannot carry that. The
  /// decoder that made the captures' XML wrote the NUL all the same, so that this XML is not
  /// well-formed, and ours refuses to write it.
  private static final List<String> WITH_NUL =
      List.of("captures/c-library-add-delete/007-c2s", "captures/c-library-challenge-md5/007-c2s");

  /// The Type of an embedded tree names its coding, and so differs between the codings.
  private static final List<String> TYPE_NAMES_CODING =
      List.of("examples/bootstrap-dm/01-server-bootstrap", "examples/tree-read/03-client-pkg3");

  static Stream<Golden> readable() {
    return Golden.messages().stream().filter(golden -> !isBrokenXml(golden));
  }

  private static boolean isBrokenXml(Golden golden) {
    return golden.encoding() == Form.Encoding.XML && isOneOf(WITH_NUL, golden);
  }

  private static boolean isOneOf(List<String> names, Golden golden) {
    return names.stream().anyMatch(name -> golden.path().startsWith(name));
  }

  static Stream<Golden> wbxmlWithTwin() {
    return Golden.messages().stream()
        .filter(golden -> golden.encoding() == Form.Encoding.WBXML)
        .filter(golden -> golden.twin().filter(twin -> !isBrokenXml(twin)).isPresent());
  }

  static Stream<Golden> carriedByXml() {
    return readable().filter(golden -> !isOneOf(WITH_NUL, golden));
  }

  static Stream<Golden> exampleWbxml() {
    return Golden.messages().stream()
        .filter(golden -> golden.isExample() && golden.encoding() == Form.Encoding.WBXML);
  }

  @Test
  void thereAreExamplesAndCaptures() {
    assertThat(Golden.messages()).hasSizeGreaterThan(230);
    assertThat(Golden.folders())
        .contains("examples/flow-1-dm-replace", "captures/c-library-add-delete");
  }

  @ParameterizedTest
  @MethodSource("readable")
  void decodes(Golden golden) throws MalformedMessageException {
    Message message = decode(golden).message();
    boolean isOld = golden.path().startsWith("versions/dm-1.1/");
    assertThat(DmVersion.of(message.header())).contains(isOld ? DM_1_1 : DM_1_2);
    assertThat(message.commands()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("wbxmlWithTwin")
  void bothCodingsGiveOneModel(Golden wbxml) throws MalformedMessageException {
    Message fromXml = decode(wbxml.twin().orElseThrow()).message();
    Message fromWbxml = decode(wbxml).message();
    if (isOneOf(TYPE_NAMES_CODING, wbxml)) {
      assertThat(fromWbxml.toString().replace("dmtnds+wbxml", "dmtnds+xml"))
          .isEqualTo(fromXml.toString());
    } else {
      assertThat(fromWbxml).isEqualTo(fromXml);
    }
  }

  @ParameterizedTest
  @MethodSource("exampleWbxml")
  void examplesEncodeBackToTheSameOctets(Golden golden) throws MalformedMessageException {
    Codec.Decoded decoded = decode(golden);
    assertThat(Codec.encode(decoded.message(), decoded.form()).toHex())
        .isEqualTo(golden.octets().toHex());
  }

  @ParameterizedTest
  @MethodSource("carriedByXml")
  void encodesToOneModelInBothCodings(Golden golden) throws MalformedMessageException {
    Message message = decode(golden).message();
    for (Form form : List.of(Form.XML, Form.WBXML)) {
      Octets again = Codec.encode(message, form);
      assertThat(Codec.decode(again, form.encoding(), Limits.DEFAULT).message()).isEqualTo(message);
    }
  }

  @Test
  void aNulInXmlIsRefusedBothWays() throws MalformedMessageException {
    for (String name : WITH_NUL) {
      var xml = new Golden(name + ".xml");
      assertThatThrownBy(() -> decode(xml)).isInstanceOf(MalformedMessageException.class);
      Message message = decode(new Golden(name + ".wbxml")).message();
      assertThatThrownBy(() -> Codec.encode(message, Form.XML))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("Data");
    }
  }

  @Test
  void theFormIsReadOffTheMessage() throws MalformedMessageException {
    assertThat(decode(new Golden("examples/flow-1-dm-replace/04-server-pkg4-chunk1.wbxml")).form())
        .isEqualTo(Form.WBXML);
    assertThat(decode(new Golden("captures/handset-codec-challenge-and-url/001-c2s.wbxml")).form())
        .isEqualTo(new Form(Form.Encoding.WBXML, Form.Header.STRING, Form.TextAs.INLINE));
    assertThat(decode(new Golden("examples/flow-1-dm-replace/04-server-pkg4-chunk1.xml")).form())
        .isEqualTo(Form.XML);
    assertThat(decode(new Golden("versions/dm-1.1/02-server-pkg2.wbxml")).form())
        .isEqualTo(Form.WBXML.speaking(DM_1_1));
  }

  @Test
  void deviceDescriptionsDecodeAlikeAndEncodeBack() throws MalformedMessageException {
    Octets wbxml = Golden.read("examples/ddf/fumo-ddf.wbxml");
    Octets xml = Golden.read("examples/ddf/fumo-ddf.xml");
    Element tree = Codec.decodeDocument(wbxml, Form.Encoding.WBXML, Limits.DEFAULT);
    assertThat(tree).isEqualTo(Codec.decodeDocument(xml, Form.Encoding.XML, Limits.DEFAULT));
    assertThat(Codec.encodeDocument(tree, Form.Encoding.WBXML)).isEqualTo(wbxml);
    Octets again = Codec.encodeDocument(tree, Form.Encoding.XML);
    assertThat(Codec.decodeDocument(again, Form.Encoding.XML, Limits.DEFAULT)).isEqualTo(tree);
  }

  static Codec.Decoded decode(Golden golden) throws MalformedMessageException {
    assertThat(Codec.sniff(golden.octets())).contains(golden.encoding());
    return Codec.decode(golden.octets(), golden.encoding(), Limits.DEFAULT);
  }
}
