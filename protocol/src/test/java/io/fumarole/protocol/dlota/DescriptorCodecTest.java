package io.fumarole.protocol.dlota;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fumarole.protocol.dm.GoldenFiles;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DescriptorCodecTest {
  private static final Octets GOLDEN =
      GoldenFiles.octets("examples/flow-2-alternate-download/descriptor.dd.xml");
  private static final Set<String> ANY = Set.of("application/octet-stream");
  private static final String NOTIFY = "https://dl.example/notify/1";
  private static final String GOOD =
      "<type>application/octet-stream</type><size>96</size><objectURI>https://x/y</objectURI>";

  private static final Descriptor EXAMPLE =
      Descriptor.of(
              "application/octet-stream", 96, "https://dl.fota.example/pkg/nw410-2.3.1-2.4.0.upd")
          .withInstallNotifyUri("https://dl.fota.example/notify/7c1d")
          .with(
              Descriptor.About.of(
                      "NW-410 update 2.4.0",
                      "Northwind Devices",
                      "Differential update from 2.3.1 to 2.4.0")
                  .withInstallParam(
                      "sha256=e54849925a43001bdaf4b8b327898d1c710f395f666a5a04ee1c30058bdfacd6"));

  private static Octets media(String children) {
    return Octets.utf8("<media>" + children + "</media>");
  }

  private static DescriptorReading.Unusable refused(Octets octets) {
    DescriptorReading reading = DescriptorCodec.read(octets, 1_000, ANY);
    assertThat(reading).isInstanceOf(DescriptorReading.Unusable.class);
    return (DescriptorReading.Unusable) reading;
  }

  private static Descriptor read(Octets octets) {
    DescriptorReading reading = DescriptorCodec.read(octets);
    assertThat(reading).isInstanceOf(DescriptorReading.Read.class);
    return ((DescriptorReading.Read) reading).descriptor();
  }

  @Test
  void readsTheExample() {
    assertThat(read(GOLDEN)).isEqualTo(EXAMPLE);
    assertThat(EXAMPLE.refusal(96, ANY)).isEmpty();
  }

  @Test
  void writesTheExampleToTheOctet() {
    assertThat(DescriptorCodec.write(EXAMPLE).utf8()).isEqualTo(GOLDEN.utf8());
  }

  @Test
  void readsBackAllThatItWrites() {
    Descriptor full =
        new Descriptor(
            new Descriptor.Version(1, 7),
            new Descriptor.About(
                Optional.of("a < b & c"),
                Optional.of("Vëndor"),
                Optional.of("]]>"),
                Optional.of("https://x/info"),
                Optional.of("https://x/icon?a=1&b=2"),
                Optional.of("k=v;k=v")),
            List.of("application/a", "application/b"),
            5_000_000_000L,
            "cid:part-2",
            Optional.of(NOTIFY),
            Optional.of("https://x/next"));
    assertThat(read(DescriptorCodec.write(full))).isEqualTo(full);
  }

  @ParameterizedTest // dlota 2: any order, unknown skipped, blanks trimmed, prefix and namespace
  // free
  @ValueSource(
      strings = {
        "<media><size>\n 96 </size><objectURI> https://x/y </objectURI>"
            + "<type>application/octet-stream</type></media>",
        "<dd:media xmlns:dd='urn:other'><dd:type>application/octet-stream</dd:type>"
            + "<dd:size>96</dd:size><dd:objectURI><![CDATA[https://x/y]]></dd:objectURI></dd:media>",
        "<?xml version='1.0'?><!-- a --><media><x><size>1</size>?</x>" + GOOD + "<y/></media>",
      })
  void readsLeniently(String xml) {
    assertThat(read(Octets.utf8(xml)))
        .isEqualTo(Descriptor.of("application/octet-stream", 96, "https://x/y"));
  }

  @ParameterizedTest // dlota 2.1: not well-formed, wrong root, mandatory ones missing or empty
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | Unexpected EOF",
        "<media> | Unexpected EOF",
        "<media><size>1</media> | Unexpected close tag",
        "no xml | Unexpected character",
        "<html/> | the root is html, not media",
        "<media/> | the descriptor has no type",
        "<media><type>a</type></media> | the descriptor has no size",
        "<media><type>a</type><size>1</size></media> | the descriptor has no objectURI",
        "<media><type/><size>1</size><objectURI>u</objectURI></media> | has no type",
        "<media><type>a</type><size>0</size><objectURI>u</objectURI></media> | size 0 is no",
        "<media><type>a</type><size>-1</size><objectURI>u</objectURI></media> | size -1 is no",
        "<media><type>a</type><size>1e3</size><objectURI>u</objectURI></media> | size 1e3 is no",
        "<media><type>a</type><size>1</size><size>2</size><objectURI>u</objectURI></media> | 1, 2",
        "<!DOCTYPE media [<!ENTITY e 'x'>]><media/> | no document type declaration",
        "<media><type>&e;</type></media> | Undeclared general entity",
      })
  void refusesWhatIsNoDescriptor(String xml, String reason) {
    DescriptorReading.Unusable refusal = refused(Octets.utf8(xml));
    assertThat(refusal.status()).isEqualTo(InstallStatus.INVALID_DESCRIPTOR);
    assertThat(refusal.reason()).contains(reason);
    assertThat(refusal.installNotifyUri()).isEmpty();
  }

  @Test
  void refusesEveryPrefix() {
    String golden = GOLDEN.utf8().strip();
    for (int end = 0; end < golden.length(); end++) {
      assertThat(refused(Octets.utf8(golden.substring(0, end))).status())
          .isEqualTo(InstallStatus.INVALID_DESCRIPTOR);
    }
  }

  @Test // dlota 3: the report is still required if the address is known
  void stillKnowsWhereToReport() {
    String notify = "<installNotifyURI>" + NOTIFY + "</installNotifyURI>";
    assertThat(refused(Octets.utf8("<media>" + notify + "<size>1</media>")).installNotifyUri())
        .contains(NOTIFY);
    assertThat(refused(media("<size>x</size>" + notify)).installNotifyUri()).contains(NOTIFY);
    assertThat(refused(media(GOOD + "<DDVersion>2.0</DDVersion>" + notify)).installNotifyUri())
        .contains(NOTIFY);
  }

  @ParameterizedTest // dlota 2: unsupported major 951, a higher minor of a known major is accepted
  @CsvSource({"1.0, true", "1.9, true", "1, true", "2.0, false", "0.9, false", "one, false"})
  void checksTheVersion(String version, boolean accepted) {
    Octets octets = media(GOOD + "<DDVersion>" + version + "</DDVersion>");
    if (accepted) assertThat(read(octets).version().major()).isEqualTo(1);
    else assertThat(refused(octets).status()).isEqualTo(InstallStatus.INVALID_VERSION);
  }

  @Test // dlota 2.1: 906, then 951, then 901, then 953
  void checksInTheOrderOfTheTable() {
    String oldType = "<type>x/y</type>";
    String big = "<size>1001</size><objectURI>u</objectURI>";
    String future = "<DDVersion>3.0</DDVersion>";

    assertThat(refused(media(oldType + future)).status())
        .isEqualTo(InstallStatus.INVALID_DESCRIPTOR);
    assertThat(refused(media(oldType + future + big)).status())
        .isEqualTo(InstallStatus.INVALID_VERSION);
    assertThat(refused(media(oldType + big)).status()).isEqualTo(InstallStatus.INSUFFICIENT_MEMORY);
    assertThat(refused(media(GOOD + oldType)).status())
        .isEqualTo(InstallStatus.NON_ACCEPTABLE_CONTENT);
  }

  @Test
  void comparesTypesWithoutCaseAndParameters() {
    Octets octets = media(GOOD.replace("octet-stream", "Octet-Stream; version=1"));
    assertThat(DescriptorCodec.read(octets, 96, ANY)).isInstanceOf(DescriptorReading.Read.class);
  }

  @Test
  void holdsItsBounds() {
    String big = " ".repeat(DescriptorReader.MOST_OCTETS);
    assertThat(refused(media(GOOD + big)).reason()).contains("more than 65536 octets");
    String longValue = "<name>" + "n".repeat(4_097) + "</name>";
    assertThat(refused(media(GOOD + longValue)).reason()).contains("more than 4096 characters");
    assertThat(refused(media("<a>".repeat(16) + "</a>".repeat(16))).reason())
        .contains("Depth limit (16)");
    assertThat(refused(media("<a/>".repeat(500))).reason()).contains("limit (500)");
  }

  @ParameterizedTest // XML 1.0 2.2: not even as a character reference
  @ValueSource(strings = {"&#xFFFE;", "\uFFFE", "&#1;", "\u0001", "&#xD800;"})
  void refusesCharactersThatXmlDoesNotHave(String character) {
    assertThat(refused(media(GOOD + "<name>a" + character + "b</name>")).status())
        .isEqualTo(InstallStatus.INVALID_DESCRIPTOR);
  }

  @Test
  void refusesToBuildNonsense() {
    assertThatIllegalArgumentException().isThrownBy(() -> Descriptor.of("a/b", 0, "u"));
    assertThatIllegalArgumentException().isThrownBy(() -> Descriptor.of("", 1, "u"));
    assertThatIllegalArgumentException().isThrownBy(() -> Descriptor.of("a/b", 1, "u\u0001"));
  }
}
