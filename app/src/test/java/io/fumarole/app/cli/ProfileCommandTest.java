package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.profile.ProfileParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  @Test
  void theProfileIsPrintedAndWhatIsBehindItBesides() throws Exception {
    Path file = Files.writeString(directory.resolve("r1.ddf"), DDF);
    Shown shown = Shown.of("profile", "propose", file, "--name", "mine");
    assertThat(shown.code()).isZero();
    var profile = ProfileParser.parse("printed", shown.out());
    assertThat(profile.name()).isEqualTo("mine");
    assertThat(profile.matches()).containsExactly("R-1");
    assertThat(shown.err()).contains("firmware update object at ./FUMO, by its Type", "Not told");
  }

  @Test
  void whatIsNoDescriptionIsOneLine() throws Exception {
    Path file = Files.writeString(directory.resolve("r1.ddf"), DDF.substring(0, 300));
    Shown shown = Shown.of("profile", "propose", file);
    assertThat(shown.code()).isNotZero();
    assertThat(shown.err()).contains("is no device description");
    assertThat(shown.out()).isEmpty();
  }

  @Test
  void whatAProfileSaysInVainIsSaid() throws Exception {
    Path ddf = Files.writeString(directory.resolve("r1.ddf"), DDF);
    String proposed = Shown.of("profile", "propose", ddf).out();
    Path good = Files.writeString(directory.resolve("good.json"), proposed);
    assertThat(Shown.of("profile", "check", good))
        .isEqualTo(new Shown(0, "nothing to remark\n", ""));
    String vain = Files.readString(good).replace("\"direct\"", "\"dm\"");
    Shown remarked = Shown.of("profile", "check", Files.writeString(good, vain));
    assertThat(remarked.code()).isZero();
    assertThat(remarked.out()).contains("- delivery dm: no operation takes it");
    Path broken = Files.writeString(directory.resolve("broken.json"), "{\"name\": \"x\"}");
    Shown refused = Shown.of("profile", "check", broken);
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("broken.json");
  }
}
