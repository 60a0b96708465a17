package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fumarole.protocol.testing.Golden;
import io.fumarole.protocol.testing.RandomMessages;
import io.fumarole.protocol.testing.RandomMessages.Content;
import io.fumarole.protocol.testing.Seeds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The C library that most devices carry, as the judge of what we write: its tools read it, and
/// what they make of it in the other coding is the same message. Spec: wbxml 10.
@Tag("slow")
class CLibraryTest {
  private static final Path WBXML2XML = Path.of("/usr/bin/wbxml2xml");
  private static final Path XML2WBXML = Path.of("/usr/bin/xml2wbxml");
  private static final int RUNS = 150;

  static final List<Form> WBXML_FORMS =
      Stream.of(Form.Header.values())
          .flatMap(
              header ->
                  Stream.of(Form.TextAs.values())
                      .map(text -> new Form(Form.Encoding.WBXML, header, text)))
          .toList();

  @TempDir Path folder;

  static Stream<Golden> examples() {
    return Golden.messages().stream()
        .filter(golden -> golden.isExample() && golden.encoding() == Form.Encoding.WBXML);
  }

  @BeforeAll
  static void findTools() {
    assumeTrue(
        Files.isExecutable(WBXML2XML) && Files.isExecutable(XML2WBXML),
        "wbxml2xml and xml2wbxml are missing: on Debian, apt-get install libwbxml2-utils");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void readsOurExamples(Golden golden) throws Exception {
    Message message = GoldenMessagesTest.decode(golden).message();
    for (Form.Header header : Form.Header.values()) {
      var form = new Form(Form.Encoding.WBXML, header, Form.TextAs.OPAQUE);
      assertThat(throughXml(Codec.encode(message, form))).isEqualTo(sameType(message));
    }
    assertThat(throughWbxml(Codec.encode(message, Form.XML))).isEqualTo(sameType(message));
  }

  @ParameterizedTest
  @FieldSource("WBXML_FORMS")
  void readsOurWbxml(Form form) throws Exception {
    long seed = Seeds.fresh("CLibraryTest " + form);
    var messages = new RandomMessages(seed, Content.PLAIN);
    for (int run = 0; run < RUNS; run++) {
      Message message = messages.message();
      assertThat(throughXml(Codec.encode(message, form)))
          .as("seed %d, run %d", seed, run)
          .isEqualTo(sameType(message));
    }
  }

  @Test
  void readsOurXml() throws Exception {
    long seed = Seeds.fresh("CLibraryTest XML");
    var messages = new RandomMessages(seed, Content.PLAIN);
    for (int run = 0; run < RUNS; run++) {
      Message message = messages.message();
      assertThat(throughWbxml(Codec.encode(message, Form.XML)))
          .as("seed %d, run %d", seed, run)
          .isEqualTo(sameType(message));
    }
  }

  /// Our WBXML, as XML by the library, as we read that.
  private String throughXml(Octets wbxml) throws Exception {
    Octets xml = run(WBXML2XML, wbxml, "-m", "0");
    return sameType(Codec.decode(xml, Form.Encoding.XML, Limits.DEFAULT).message());
  }

  /// Our XML, as WBXML by the library with its string table, as we read that.
  private String throughWbxml(Octets xml) throws Exception {
    Octets wbxml = run(XML2WBXML, xml);
    return sameType(Codec.decode(wbxml, Form.Encoding.WBXML, Limits.DEFAULT).message());
  }

  /// The library rewrites the Type of an embedded document to fit the coding.
  private static String sameType(Message message) {
    return message.toString().replace("dmtnds+wbxml", "dmtnds+xml");
  }

  private Octets run(Path tool, Octets input, String... options)
      throws IOException, InterruptedException {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Path log = folder.resolve("log");
    Files.write(in, input.toByteArray());
    var command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", out.toString(), in.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", tool, Files.readString(log)).isZero();
    return Octets.wrap(Files.readAllBytes(out));
  }
}
