package io.fumarole.protocol.dm.provisioning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.fumarole.protocol.dm.GoldenFiles;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The C library that most devices carry, as the judge of the provisioning documents that we write.
/// Spec: wbxml 7 and 10.
class ProvisioningCLibraryTest {
  private static final Path WBXML2XML = Path.of("/usr/bin/wbxml2xml");
  private static final Path XML2WBXML = Path.of("/usr/bin/xml2wbxml");

  @TempDir Path folder;

  @BeforeEach
  void findTools() {
    assumeTrue(
        Files.isExecutable(WBXML2XML) && Files.isExecutable(XML2WBXML),
        "wbxml2xml and xml2wbxml are missing: on Debian, apt-get install libwbxml2-utils");
  }

  @Test
  void readsOurWbxml() throws Exception {
    ProvisioningDocument document = example();
    Octets xml = run(WBXML2XML, ProvisioningCodec.encode(document, Form.Encoding.WBXML));
    assertThat(ProvisioningCodec.decode(xml, Form.Encoding.XML)).isEqualTo(document);
  }

  /// With its string table, and without one.
  @Test
  void readsOurXml() throws Exception {
    ProvisioningDocument document = example();
    Octets xml = ProvisioningCodec.encode(document, Form.Encoding.XML);
    for (String[] options : new String[][] {{"-v", "1.3"}, {"-n", "-v", "1.3"}}) {
      Octets wbxml = run(XML2WBXML, xml, options);
      assertThat(ProvisioningCodec.decode(wbxml, Form.Encoding.WBXML)).isEqualTo(document);
    }
  }

  private static ProvisioningDocument example() throws Exception {
    Octets octets = GoldenFiles.octets("examples/bootstrap-cp/w7.wbxml");
    return ProvisioningCodec.decode(octets, Form.Encoding.WBXML);
  }

  private Octets run(Path tool, Octets input, String... options)
      throws IOException, InterruptedException {
    Path in = folder.resolve("in");
    Path out = folder.resolve("out");
    Path log = folder.resolve("log");
    Files.write(in, input.toByteArray());
    List<String> command = new ArrayList<>(List.of(tool.toString()));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", out.toString(), in.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", tool, Files.readString(log)).isZero();
    return Octets.wrap(Files.readAllBytes(out));
  }
}
