package io.fumarole.protocol.dm.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.dm.GoldenFiles;
import io.fumarole.protocol.dm.notification.Explained;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Characteristic;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Entry;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Parm;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.Seeds;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProvisioningCodecTest {
  private static final Octets WBXML = GoldenFiles.octets("examples/bootstrap-cp/w7.wbxml");
  private static final Octets XML = GoldenFiles.octets("examples/bootstrap-cp/w7.xml");
  private static final int RUNS = 500;

  /// Values that have tokens on page 0, on page 1, on both, and none.
  private static final List<String> VALUES =
      List.of("APN", "GSM-GPRS", "APPSRV", "DIGEST", "IPV6", ",", "HTTP-DIGEST", "CLIENT", "", "é");

  private static final List<String> NAMES =
      List.of("NAME", "APPID", "NAP-ADDRESS", "INIT", "TO-NAPID", "PROVIDER-ID", "x-own", "URI");

  private static final List<String> TYPES =
      List.of("APPLICATION", "NAPDEF", "PORT", "APPADDR", "CLIENTIDENTITY", "BOOTSTRAP", "X");

  @Test
  void theExampleDecodesAlikeInBothCodings() throws Exception {
    assertThat(decode(WBXML, Form.Encoding.WBXML)).isEqualTo(decode(XML, Form.Encoding.XML));
    assertThat(decode(WBXML, Form.Encoding.WBXML).version()).contains("1.1");
  }

  @Test
  void theExampleEncodesBackToTheSameOctets() throws Exception {
    ProvisioningDocument document = decode(XML, Form.Encoding.XML);
    assertThat(ProvisioningCodec.encode(document, Form.Encoding.WBXML)).isEqualTo(WBXML);
    assertThat(ProvisioningCodec.encode(document, Form.Encoding.XML)).isEqualTo(XML);
  }

  @Test
  void eachOctetOfTheExampleIsExplainedOnce() throws Exception {
    List<Explained> parts = ProvisioningCodec.explain(WBXML);
    int at = 0;
    for (Explained part : parts) {
      assertThat(part.offset()).isEqualTo(at);
      assertThat(part.octets()).isEqualTo(WBXML.slice(at, at + part.octets().length()));
      at += part.octets().length();
    }
    assertThat(at).isEqualTo(WBXML.length());
    assertThat(parts)
        .extracting(Explained::meaning)
        .containsSubsequence(
            "characteristic",
            "attributes of page 1",
            "type=\"APPLICATION\"",
            "end of characteristic");
  }

  @ParameterizedTest
  @EnumSource(Form.Encoding.class)
  void whateverIsWrittenIsReadBack(Form.Encoding encoding) throws Exception {
    long seed = Seeds.fresh("ProvisioningCodecTest " + encoding);
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      List<Characteristic> all = new ArrayList<>();
      for (int i = random.nextInt(4); i > 0; i--) all.add(characteristic(random, 1));
      var document =
          new ProvisioningDocument(
              random.nextBoolean() ? Optional.of("1.0") : Optional.empty(), all);
      assertThat(decode(ProvisioningCodec.encode(document, encoding), encoding))
          .as("seed %d, run %d", seed, run)
          .isEqualTo(document);
    }
  }

  private static Characteristic characteristic(SplittableRandom random, int depth) {
    List<Entry> entries = new ArrayList<>();
    for (int i = random.nextInt(5); i > 0; i--) {
      boolean isInner = depth < 5 && random.nextInt(3) == 0;
      entries.add(isInner ? characteristic(random, depth + 1) : parm(random));
    }
    return new Characteristic(pick(TYPES, random), entries);
  }

  private static Parm parm(SplittableRandom random) {
    String own = "v" + Long.toString(random.nextLong(), 36) + "<&\"'>\t\n";
    String value = random.nextInt(3) == 0 ? own : pick(VALUES, random);
    return new Parm(
        pick(NAMES, random), random.nextInt(8) == 0 ? Optional.empty() : Optional.of(value));
  }

  private static String pick(List<String> all, SplittableRandom random) {
    return all.get(random.nextInt(all.size()));
  }

  @ParameterizedTest
  @CsvSource({
    // A string table with the value, and with the name of a parameter as a literal.
    "030B6A05 6170706C00 45C60155 0187 0704 00 01, malformed",
    "030B6A03 6E6100 45C6 00015501 87 00013606 8300 01 01 01, 'APPID=na'",
    "030B6A0C 6E616D6500494E495400FF00 45C6 00015501 87 0400 8305 01 01 01, 'INIT'",
    // Pieces of a value: a token, a string, a character, octets.
    "030B6A00 45C6 00015501 87 3306 9193 01 01 01, 'AAUTHTYPE=HTTP-DIGEST'",
    "030B6A00 45C6 00015501 87 3306 03612C00 0262 C30163 01 01 01, 'AAUTHTYPE=a,bc'",
    // Off-spec: the last four values of page 1 as the first edition numbered them.
    "030B6A00 45C6 00015501 87 3306 8183 01 01 01, 'AAUTHTYPE=HTTP-DIGEST'",
    // Tokens that nobody knows: a name, a value, a whole element, and one with content.
    "030B6A00 45C6 00015501 87 6006 0361 00 01 01 01, 'Unknown-01-60=a'",
    "030B6A00 45C6 00015501 87 3306 F0 01 01 01, 'AAUTHTYPE=Unknown-01-F0'",
    "030B6A00 45C6 00015501 0A 4B 87360603770001 01 87 36060377 00 01 01 01, 'APPID=w'",
    // The tags of page 1, version 1.1 of WBXML, and the identifier in words.
    "010B6A00 45 0001 C6 00015501 87 36060377 00 01 01 01, 'APPID=w'",
    "0300006A1E 2D2F2F574150464F52554D2F2F4454442050524F5620312E302F2F454E00"
        + " 45C6 00015501 87 36060377 00 01 01 01, 'APPID=w'",
    // Text and processing instructions between elements.
    "030B6A00 45 0378 00 43 0503 7100 01 C6 00015501 C302FFFF 87 36060377 00 01 01 01, 'APPID=w'",
  })
  void readsWhatOthersWrite(String hex, String expected) throws Exception {
    Octets octets = Octets.hex(hex.replace(" ", ""));
    if (expected.equals("malformed")) {
      assertThatThrownBy(() -> decode(octets, Form.Encoding.WBXML))
          .isInstanceOf(MalformedMessageException.class);
      return;
    }
    Characteristic only = decode(octets, Form.Encoding.WBXML).characteristics().getFirst();
    Parm parm = (Parm) only.entries().getLast();
    assertThat(only.type()).isEqualTo("APPLICATION");
    assertThat(parm.name() + parm.value().map(value -> "=" + value).orElse("")).isEqualTo(expected);
  }

  @Test
  void everyPrefixIsRefused() {
    for (int length = 0; length < WBXML.length(); length++)
      assertThat(read(WBXML.slice(0, length), Form.Encoding.WBXML))
          .as("cut at %d", length)
          .isEmpty();
    int root = XML.utf8().lastIndexOf('>');
    for (int length = 0; length <= root; length++)
      assertThat(read(XML.slice(0, length), Form.Encoding.XML)).as("cut at %d", length).isEmpty();
  }

  @Test
  void everyOctetWithOneWrongBitIsRefusedOrRead() {
    for (Form.Encoding encoding : Form.Encoding.values()) {
      Octets golden = encoding == Form.Encoding.XML ? XML : WBXML;
      int refused = 0;
      for (int at = 0; at < golden.length(); at++) {
        for (int bit = 0; bit < 8; bit++) {
          byte[] octets = golden.toByteArray();
          octets[at] ^= (byte) (1 << bit);
          if (read(Octets.wrap(octets), encoding).isEmpty()) refused++;
        }
      }
      assertThat(refused).isPositive();
    }
  }

  @Test
  @Tag("slow")
  void everySingleWrongOctetIsRefusedOrRead() {
    int refused = 0;
    for (int at = 0; at < WBXML.length(); at++) {
      for (int value = 0; value < 0x100; value++) {
        byte[] octets = WBXML.toByteArray();
        octets[at] = (byte) value;
        if (read(Octets.wrap(octets), Form.Encoding.WBXML).isEmpty()) refused++;
      }
    }
    assertThat(refused).isPositive();
  }

  /// Empty when it is refused; anything but [MalformedMessageException] fails the test.
  private static Optional<ProvisioningDocument> read(Octets octets, Form.Encoding encoding) {
    try {
      ProvisioningDocument document = decode(octets, encoding);
      if (encoding == Form.Encoding.WBXML) ProvisioningCodec.encode(document, encoding);
      return Optional.of(document);
    } catch (MalformedMessageException refused) {
      assertThat(refused.offset()).isBetween(0L, (long) octets.length());
      return Optional.empty();
    }
  }

  @Test
  void bombsAreRefused() {
    refuses("03 0B 6A 00 45" + " 46".repeat(17), "More than 16 levels");
    refuses("03 0B 6A 00 45" + " 06".repeat(2_001) + " 01", "More than 2000 elements");
    refuses("03 0B 6A 00 45 87 05" + " 0361616161616161616100".repeat(500), "4096 characters");
    // Two octets each that stand for four thousand: doubled tables in the smallest space.
    String table = "61".repeat(4_000) + "00";
    refuses("03 0B 6A 9F 21" + table + "45" + "87 05 83 00 01".repeat(20), "from the string table");
    Octets large = Octets.wrap(("<a>" + "x".repeat(70_000)).getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> decode(large, Form.Encoding.XML)).hasMessageContaining("65536 octets");
  }

  private static void refuses(String hex, String why) {
    Octets octets = Octets.hex(hex.replace(" ", ""));
    assertThatThrownBy(() -> decode(octets, Form.Encoding.WBXML))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(why);
  }

  @Test
  void xmlWithEntitiesOrAnotherRootIsRefused() {
    String entity =
        "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><wap-provisioningdoc"
            + " version=\"&e;\"/>";
    assertThatThrownBy(() -> decode(Octets.utf8(entity), Form.Encoding.XML))
        .isInstanceOf(MalformedMessageException.class);
    assertThatThrownBy(() -> decode(Octets.utf8("<SyncML/>"), Form.Encoding.XML))
        .hasMessageContaining("is not wap-provisioningdoc");
    assertThatThrownBy(() -> decode(Octets.hex("02A4016A006D01"), Form.Encoding.WBXML))
        .hasMessageContaining("another document");
  }

  @Test
  void whatACodingCannotCarryIsNotWritten() {
    for (Form.Encoding encoding : Form.Encoding.values()) {
      var document =
          ProvisioningDocument.of(List.of(Characteristic.of("X", Parm.of("NAME", "a\0b"))));
      assertThatThrownBy(() -> ProvisioningCodec.encode(document, encoding))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aParameterNeverShowsItsValue() {
    assertThat(Parm.of("AAUTHSECRET", "c1ient-Pa55").toString()).isEqualTo("Parm[AAUTHSECRET]");
  }

  private static ProvisioningDocument decode(Octets octets, Form.Encoding encoding)
      throws MalformedMessageException {
    return ProvisioningCodec.decode(octets, encoding);
  }
}
