package io.fumarole.campaign.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.dm.DeviceDescription;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileProposalTest {
  private static final String URL = leaf("PkgURL", "Get Replace");
  private static final String STATE = leaf("State", "Get");
  private static final String VERSION =
      node("DevDetail", "Get", "", leaf("FwV", "Get") + leaf("SwV", "Get"));

  @ParameterizedTest // fumo 10: the example in both codings
  @ValueSource(strings = {"xml", "wbxml"})
  void theWholeObjectOffersEverything(String coding) throws Exception {
    ProfileProposal proposal = propose(example(coding));
    ModelProfile profile = ProfileParser.parse("test", proposal.json());
    assertThat(profile.name()).isEqualTo("nw-410");
    assertThat(profile.matches()).containsExactly("NW-410");
    assertThat(profile.dialect().root()).isEmpty();
    assertThat(profile.dialect().versionNode()).isEqualTo(DmUri.of("./DevDetail/FwV"));
    assertThat(profile.operations())
        .containsExactly(Operation.DOWNLOAD_AND_UPDATE, Operation.DOWNLOAD, Operation.UPDATE);
    assertThat(profile.deliveries())
        .containsExactly(Delivery.DIRECT, Delivery.DESCRIPTOR, Delivery.DM);
    assertThat(proposal.found())
        .contains(
            "firmware update object at ./FwUpdate/x, by its Type",
            "its name is free: it is found by Type on each device");
    assertThat(proposal.unknown())
        .anySatisfy(line -> assertThat(line).contains("createByAdd", "./FwUpdate/FwPkg1"))
        .anySatisfy(line -> assertThat(line).contains("DevDetail is not described"))
        .anySatisfy(line -> assertThat(line).contains("md5"));
  }

  @Test // fumo 11: the router knows DownloadAndUpdate alone, and takes names
  void aFixedObjectWithOneOperation() throws Exception {
    ProfileProposal proposal =
        propose(
            fixed(
                node("DownloadAndUpdate", "Exec Get", "", URL)
                    + STATE
                    + leaf("PkgName", "Get Replace")
                    + node("Cancel", "Exec", "", "")));
    ModelProfile profile = ProfileParser.parse("test", proposal.json());
    assertThat(profile.dialect().root()).contains(DmUri.of("./FwUpdate/Flash"));
    assertThat(profile.dialect().namesPackage()).isTrue();
    assertThat(profile.operations()).containsExactly(Operation.DOWNLOAD_AND_UPDATE);
    assertThat(profile.deliveries()).containsExactly(Delivery.DIRECT, Delivery.DESCRIPTOR);
    assertThat(profile.largestOverDm()).isZero();
    assertThat(proposal.found())
        .contains(
            "firmware update object at ./FwUpdate/Flash, by its children: its Type is not said",
            "no Download",
            "no Update",
            "the vendor's own node Cancel (with Exec): not used");
  }

  @Test // what is there need not be allowed
  void whatHasNoRightIsNotUsedAndSaid() throws Exception {
    ProfileProposal proposal =
        propose(
            tree(
                node(
                    "FUMO",
                    "Get",
                    "<DFType><DDFName>urn:oma:mo:oma-fumo:1.0</DDFName></DFType>",
                    node("Download", "Get", "", URL)
                        + node("DownloadAndUpdate", "Exec Get", "", leaf("PkgURL", "Get"))
                        + node("Update", "Exec", "", leaf("PkgData", "Get Replace")))));
    ModelProfile profile = ProfileParser.parse("test", proposal.json());
    assertThat(profile.operations()).containsExactly(Operation.UPDATE);
    assertThat(profile.deliveries()).containsExactly(Delivery.DM);
    assertThat(proposal.found())
        .contains(
            "Download has no Exec: it is not used",
            "DownloadAndUpdate/PkgURL has no Replace: it is not used",
            "no State: after an Exec in doubt only the version can be read");
  }

  @Test
  void theVersionIsWhereTheDescriptionHasOne() throws Exception {
    String object = fixed(node("DownloadAndUpdate", "Exec", "", URL) + STATE);
    String without = object.replace(leaf("FwV", "Get"), "");
    String neither = without.replace(leaf("SwV", "Get"), "");
    assertThat(profile(object).dialect().versionNode()).isEqualTo(DmUri.of("./DevDetail/FwV"));
    assertThat(profile(without).dialect().versionNode()).isEqualTo(DmUri.of("./DevDetail/SwV"));
    assertThat(profile(without).allowUnverified()).isFalse();
    assertThat(profile(neither).allowUnverified()).isTrue();
  }

  @Test
  void namesInAnotherCaseAreFoundAndNamed() throws Exception {
    ProfileProposal proposal =
        propose(
            fixed(
                node("downloadAndUpdate", "Exec", "", leaf("PkgUrl", "Replace"))
                    + leaf("STATE", "Get")));
    assertThat(proposal.found()).contains("operations: download-and-update");
    assertThat(proposal.unknown())
        .anySatisfy(line -> assertThat(line).contains("downloadAndUpdate may be written"))
        .anySatisfy(line -> assertThat(line).contains("PkgUrl may be written PkgURL"));
  }

  @Test
  void aDescriptionWithoutAnObjectThatWorksIsRefusedWithTheReason() {
    assertThatThrownBy(() -> propose(tree(VERSION)))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("no firmware update object");
    assertThatThrownBy(() -> propose(fixed(node("Download", "Exec", "", URL) + STATE)))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("can take no firmware");
    String nameless = node("", "Get", "", node("Update", "Exec", "", "") + STATE);
    assertThatThrownBy(
            () ->
                propose(
                    tree(
                        nameless.replace(
                            node("Update", "Exec", "", ""),
                            node("DownloadAndUpdate", "Exec", "", URL)))))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("free name and no Type");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<!DOCTYPE MgmtTree [<!ENTITY a 'b'>]><MgmtTree><Man>&a;</Man></MgmtTree> | at offset",
        "<!DOCTYPE MgmtTree SYSTEM 'file:///etc/passwd'><MgmtTree>&b;</MgmtTree> | at offset",
        "<DevInf/> | at offset",
        "hello | neither XML nor WBXML"
      })
  void whatIsNoDescriptionIsRefused(String text, String words) {
    assertThatThrownBy(() -> DeviceDescription.read(Octets.utf8(text), Limits.DEFAULT))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aDescriptionThatNestsWithoutEndIsRefused() {
    String deep = "<Node><NodeName>a</NodeName>".repeat(1_000);
    assertThatThrownBy(() -> propose(tree(deep)))
        .isInstanceOf(MalformedMessageException.class)
        .hasMessageContaining("depth");
  }

  private static ModelProfile profile(String ddf) throws Exception {
    return ProfileParser.parse("test", propose(ddf).json());
  }

  private static ProfileProposal propose(String ddf) throws Exception {
    return propose(Octets.utf8(ddf));
  }

  private static ProfileProposal propose(Octets ddf) throws Exception {
    return ProfileProposal.of(
        "test", DeviceDescription.read(ddf, Limits.DEFAULT), Optional.empty());
  }

  private static Octets example(String coding) throws IOException {
    String name = "/golden/examples/ddf/fumo-ddf." + coding;
    try (InputStream in = ProfileProposalTest.class.getResourceAsStream(name)) {
      if (in == null) throw new IOException("no " + name);
      return Octets.wrap(in.readAllBytes());
    }
  }

  private static String fixed(String children) {
    return tree(node("FwUpdate", "Get", "", node("Flash", "Get", "", children)) + VERSION);
  }

  private static String tree(String nodes) {
    return "<MgmtTree xmlns=\"syncml:dmddf1.2\"><VerDTD>1.2</VerDTD><Mod>R-1</Mod>"
        + nodes
        + "</MgmtTree>";
  }

  private static String leaf(String name, String access) {
    return node(name, access, "<DFType><MIME>text/plain</MIME></DFType>", "");
  }

  private static String node(String name, String access, String type, String children) {
    return "<Node><NodeName>"
        + name
        + "</NodeName><DFProperties><AccessType>"
        + access.replaceAll("(\\w+) ?", "<$1/>")
        + "</AccessType>"
        + type
        + "</DFProperties>"
        + children
        + "</Node>";
  }
}
