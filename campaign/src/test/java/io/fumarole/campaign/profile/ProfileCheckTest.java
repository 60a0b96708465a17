package io.fumarole.campaign.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ProfileCheckTest {
  private static final String GOOD =
      """
      {
        "name": "mine",
        "description": "A model of mine",
        "matches": ["M-1"],
        "object": {"root": "./FUMO", "versionNode": "./DevDetail/FwV", "grouping": "plain",
          "createByAdd": false, "namesPackage": false, "resultCodes": {}},
        "authentication": {"client": "md5", "server": "md5"},
        "replyLimit": 16384,
        "binaryAsBase64": false,
        "deliveries": ["descriptor", "dm"],
        "operations": ["download-and-update", "update"],
        "largestOverDm": 100000,
        "allowUnverified": false
      }
      """;

  private static Device device(Set<Part> parts) {
    var object = new FumoObject(DmUri.of("./FUMO"), parts, Optional.of(10), Map.of());
    return Device.enrolled(
            new DeviceId("d1"), "oma-strict", Optional.empty(), Optional.empty(), Instant.EPOCH)
        .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1.0"))
        .withObject(object);
  }

  private static final Device FULL =
      device(EnumSet.of(Part.DOWNLOAD_AND_UPDATE, Part.UPDATE, Part.PKG_DATA));

  @Test
  void anotherProfileThatNamesTheSameModelIsTold() throws ProfileException {
    ModelProfile profile = ProfileParser.parse("mine.json", GOOD);
    ModelProfile other = ProfileParser.parse("other.json", GOOD.replace("\"mine\"", "\"other\""));
    assertThat(ProfileCheck.beside(profile, List.of(profile, other)))
        .singleElement()
        .asString()
        .contains("profile other names model M-1, too");
    assertThat(ProfileCheck.beside(profile, ModelProfiles.shipped())).isEmpty();
  }

  @Test
  void whatAChangeMeansToDevicesThatAreThereIsTold() throws ProfileException {
    ModelProfile profile = ProfileParser.parse("mine.json", GOOD);
    ModelProfile changed =
        ProfileParser.parse(
            "mine.json",
            GOOD.replace(
                "{\"client\": \"md5\", \"server\": \"md5\"}",
                "{\"client\": \"hmac\", \"server\": \"basic\"}"));
    assertThat(ProfileCheck.ofChange(profile, profile)).isEmpty();
    assertThat(ProfileCheck.ofChange(changed, changed)).isEmpty();
    assertThat(ProfileCheck.ofChange(profile, changed))
        .satisfiesExactly(
            it -> assertThat(it).contains("client was md5 and is hmac"),
            it -> assertThat(it).contains("only the secret's hash is kept"));
  }

  @Test
  void aSoundProfileGetsNoRemark() throws ProfileException {
    ModelProfile profile = ProfileParser.parse("mine.json", GOOD);
    assertThat(ProfileCheck.of(profile)).isEmpty();
    assertThat(ProfileCheck.of(profile, FULL)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[\"descriptor\", \"dm\"]      | [\"descriptor\"]     | operation update: no delivery brings its package",
        "[\"descriptor\", \"dm\"]      | [\"dm\"]             | operation download-and-update: no delivery goes with it",
        "[\"download-and-update\", \"update\"] | [\"update\"] | delivery descriptor: no operation takes it",
        "\"largestOverDm\": 100000     | \"largestOverDm\": 0 | delivery dm is never chosen",
        "\"replyLimit\": 16384         | \"replyLimit\": 2048 | chunks of less than 2,048 octets",
        "\"client\": \"md5\"           | \"client\": \"none\" | whoever knows an id",
        "\"client\": \"md5\"           | \"client\": \"basic\" | the secret goes over the line",
        "\"server\": \"md5\"           | \"server\": \"none\" | executes nothing",
        "\"allowUnverified\": false    | \"allowUnverified\": true | what a device reports counts",
        "[\"M-1\"]                     | []                   | only devices that are given this profile",
      })
  void saysWhatIsInVainOrAtAPrice(String good, String odd, String words) throws ProfileException {
    ModelProfile profile = ProfileParser.parse("mine.json", GOOD.replace(good, odd));
    assertThat(ProfileCheck.of(profile)).anyMatch(remark -> remark.contains(words));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "\"./FUMO\"              | \"./Other\"             | its object at ./FUMO, not at ./Other",
        "[\"M-1\"]               | [\"M-2\"]               | its model M-1 is not among matches",
        "[\"download-and-update\", | [\"download\",         | operation download: the device has no node for it",
        "\"namesPackage\": false | \"namesPackage\": true  | neither PkgName nor PkgVersion",
      })
  void saysWhereADeviceDisagrees(String good, String odd, String words) throws ProfileException {
    ModelProfile profile = ProfileParser.parse("mine.json", GOOD.replace(good, odd));
    assertThat(ProfileCheck.of(profile, FULL)).anyMatch(remark -> remark.contains(words));
  }

  @Test
  void aDeviceWithoutPkgDataTakesNothingOverDm() throws ProfileException {
    ModelProfile profile = ProfileParser.parse("mine.json", GOOD);
    assertThat(ProfileCheck.of(profile, device(Set.of(Part.DOWNLOAD_AND_UPDATE))))
        .anyMatch(remark -> remark.contains("no Update/PkgData"))
        .anyMatch(remark -> remark.contains("operation update: the device has no node"));
  }

  static List<ModelProfile> shipped() {
    return ModelProfiles.shipped();
  }

  /// Whatever ships can carry an update, and says nothing in vain.
  @ParameterizedTest
  @MethodSource("shipped")
  void aShippedProfileSaysNothingInVain(ModelProfile profile) {
    assertThat(ProfileCheck.of(profile))
        .noneMatch(remark -> remark.startsWith("operation") || remark.startsWith("delivery"))
        .noneMatch(remark -> remark.startsWith("largestOverDm"));
  }

  @Test
  void learnsAProfileFromADevice() throws ProfileException {
    ModelProfile now = ModelProfiles.shipped().getFirst();
    ProfileProposal proposal = ProfileProposal.of(FULL, now, Optional.empty());
    ModelProfile learnt = ProfileParser.parse("learnt", proposal.json());
    assertThat(learnt.name()).isEqualTo("m-1");
    assertThat(learnt.matches()).containsExactly("M-1");
    assertThat(learnt.dialect().root()).contains(DmUri.of("./FUMO"));
    assertThat(learnt.operations())
        .containsExactly(Operation.DOWNLOAD_AND_UPDATE, Operation.UPDATE);
    assertThat(learnt.deliveries())
        .containsExactly(Delivery.DIRECT, Delivery.DESCRIPTOR, Delivery.DM);
    assertThat(learnt.allowUnverified()).isFalse();
    assertThat(ProfileCheck.of(learnt, FULL)).isEmpty();
    assertThat(proposal.found()).contains("the running version is in ./DevDetail/FwV: 1.0");
    assertThat(proposal.unknown())
        .contains("authentication: as in profile oma-strict, client md5 and server md5");
  }

  @Test
  void aDeviceThatSaysItTakesNoLargeObjectsGetsNoneOverDm() throws ProfileException {
    Device small =
        FULL.withInventory(Map.of("Mod", "M-1", "LrgObj", "FALSE", Device.VERSION, "1.0"));
    ProfileProposal proposal =
        ProfileProposal.of(small, ModelProfiles.shipped().getFirst(), Optional.of("small"));
    assertThat(ProfileParser.parse("learnt", proposal.json()).deliveries())
        .doesNotContain(Delivery.DM);
  }

  @Test
  void nothingIsLearntFromADeviceThatWasNotReadOrCanTakeNothing() {
    ModelProfile now = ModelProfiles.shipped().getFirst();
    Device unread =
        Device.enrolled(
            new DeviceId("d2"), "oma-strict", Optional.empty(), Optional.empty(), Instant.EPOCH);
    assertThatThrownBy(() -> ProfileProposal.of(unread, now, Optional.empty()))
        .hasMessageContaining("no firmware update object was read of it yet");
    assertThatThrownBy(() -> ProfileProposal.of(device(Set.of()), now, Optional.empty()))
        .hasMessageContaining("can take no firmware");
  }
}
