package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.profile.ProfileParser;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ProfileCommandTest {
  private static final String DDF =
      """
      <MgmtTree xmlns="syncml:dmddf1.2"><VerDTD>1.2</VerDTD><Mod>R-1</Mod>
        <Node><NodeName>FUMO</NodeName>
          <DFProperties><DFType><DDFName>urn:oma:mo:oma-fumo:1.0</DDFName></DFType></DFProperties>
          <Node><NodeName>DownloadAndUpdate</NodeName>
            <DFProperties><AccessType><Exec/></AccessType></DFProperties>
            <Node><NodeName>PkgURL</NodeName>
              <DFProperties><AccessType><Replace/></AccessType></DFProperties></Node>
          </Node>
          <Node><NodeName>State</NodeName></Node>
        </Node>
      </MgmtTree>
      """;

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void theProfileIsPrintedAndWhatIsBehindItBesides() throws Exception {
    Path file = Files.writeString(directory.resolve("r1.ddf"), DDF);
    assertThat(run("profile", "propose", file.toString(), "--name", "mine")).isZero();
    var profile = ProfileParser.parse("printed", out.toString());
    assertThat(profile.name()).isEqualTo("mine");
    assertThat(profile.matches()).containsExactly("R-1");
    assertThat(err.toString())
        .contains("firmware update object at ./FUMO, by its Type", "Not told");
  }

  @Test
  void whatIsNoDescriptionIsOneLine() throws Exception {
    Path file = Files.writeString(directory.resolve("r1.ddf"), DDF.substring(0, 300));
    assertThat(run("profile", "propose", file.toString())).isNotZero();
    assertThat(err.toString()).contains("is no device description");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void whatAProfileSaysInVainIsSaid() throws Exception {
    Path ddf = Files.writeString(directory.resolve("r1.ddf"), DDF);
    assertThat(run("profile", "propose", ddf.toString())).isZero();
    Path good = Files.writeString(directory.resolve("good.json"), out.toString());
    out.getBuffer().setLength(0);
    assertThat(run("profile", "check", good.toString())).isZero();
    assertThat(out.toString()).isEqualTo("nothing to remark\n");
    String vain = Files.readString(good).replace("\"direct\"", "\"dm\"");
    assertThat(run("profile", "check", Files.writeString(good, vain).toString())).isZero();
    assertThat(out.toString()).contains("- delivery dm: no operation takes it");
    Path broken = Files.writeString(directory.resolve("broken.json"), "{\"name\": \"x\"}");
    assertThat(run("profile", "check", broken.toString())).isNotZero();
    assertThat(err.toString()).contains("broken.json");
  }

  private int run(String... words) {
    CommandLine line = new CommandLine(new Fumarole());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    return line.execute(words);
  }
}
