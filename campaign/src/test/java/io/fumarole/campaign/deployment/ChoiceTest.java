package io.fumarole.campaign.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
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

/// Seed 5.4.2.2 step 4: operation and delivery follow from what the device has, and the words say
/// why.
class ChoiceTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final Set<Part> ALL = EnumSet.allOf(Part.class);

  private final ModelProfile profile =
      TestProfiles.with(
          Dialect.STRICT,
          AuthScheme.NONE,
          List.of(Delivery.DIRECT, Delivery.DESCRIPTOR, Delivery.DM),
          List.of(Operation.DOWNLOAD_AND_UPDATE, Operation.DOWNLOAD, Operation.UPDATE));

  private Deployment deployment = deployment(Deployment.Wish.NONE);
  private Optional<Long> maxObjSize = Optional.empty();
  private Map<String, String> inventory = Map.of("LrgObj", "true");
  private int state = 10;
  private long size = 1_000;

  private static Deployment deployment(Deployment.Wish wish) {
    return Deployment.scheduled(
        new DeploymentId("d1"), new DeviceId("IMEI:1"), new PackageId("p"), "2", wish, NOW, NOW);
  }

  private Choice choose(Set<Part> parts) {
    var object = new FumoObject(DmUri.of("./F"), parts, Optional.of(state), Map.of());
    Device device =
        Device.enrolled(new DeviceId("IMEI:1"), "test", Optional.empty(), Optional.empty(), NOW)
            .withInventory(inventory)
            .withObject(object);
    return Choice.of(deployment, device, profile, firmware(size), maxObjSize);
  }

  private static FirmwarePackage firmware(long size) {
    return new FirmwarePackage(
        new PackageId("p"),
        "p",
        "v",
        "M",
        Optional.empty(),
        "2",
        "00",
        size,
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        NOW);
  }

  private static Choice.Chosen chosen(Choice choice) {
    assertThat(choice).isInstanceOf(Choice.Chosen.class);
    return (Choice.Chosen) choice;
  }

  @ParameterizedTest
  @CsvSource({
    "'DOWNLOAD,UPDATE,PKG_DATA,DOWNLOAD_AND_UPDATE', DOWNLOAD_AND_UPDATE, DIRECT",
    "'DOWNLOAD,UPDATE,PKG_DATA', DOWNLOAD, DIRECT",
    "'UPDATE,PKG_DATA', UPDATE, DM",
    "'DOWNLOAD_AND_UPDATE', DOWNLOAD_AND_UPDATE, DIRECT"
  })
  void takesTheFirstWayThatTheDevicesNodesAllow(
      String parts, Operation operation, Delivery delivery) {
    Set<Part> has = EnumSet.noneOf(Part.class);
    for (String part : parts.split(",")) has.add(Part.valueOf(part));
    Choice.Chosen chosen = chosen(choose(has));
    assertThat(chosen.operation()).isEqualTo(operation);
    assertThat(chosen.delivery()).contains(delivery);
    assertThat(chosen.words()).contains("the first that fits");
  }

  /// A download alone is of no use to a device that cannot be told to install.
  @ParameterizedTest
  @CsvSource({
    "DOWNLOAD, has no Update",
    "UPDATE, has no Update/PkgData",
    "PKG_NAME, has no Download"
  })
  void saysWhichNodesAreMissing(Part only, String words) {
    Choice choice = choose(EnumSet.of(only));
    assertThat(choice).isInstanceOf(Choice.Impossible.class);
    assertThat(((Choice.Impossible) choice).words()).contains(words);
  }

  @Test
  void doesNotSendOverDmWhatTheDeviceCannotTake() {
    Set<Part> parts = EnumSet.of(Part.UPDATE, Part.PKG_DATA);
    maxObjSize = Optional.of(1_335L);
    assertThat(((Choice.Impossible) choose(parts)).words()).contains("MaxObjSize");
    maxObjSize = Optional.of(1_336L);
    assertThat(chosen(choose(parts)).delivery()).contains(Delivery.DM);
    maxObjSize = Optional.empty();
    size = profile.largestOverDm() + 1;
    assertThat(((Choice.Impossible) choose(parts)).words()).contains("profile sends at most");
    size = profile.replyLimit();
    inventory = Map.of("LrgObj", "false");
    assertThat(((Choice.Impossible) choose(parts)).words()).contains("LrgObj");
  }

  @Test
  void keepsToTheOperatorsWish() {
    deployment =
        deployment(
            new Deployment.Wish(
                Optional.of(Operation.DOWNLOAD),
                Optional.of(Delivery.DESCRIPTOR),
                Optional.empty()));
    Choice.Chosen chosen = chosen(choose(ALL));
    assertThat(chosen.operation()).isEqualTo(Operation.DOWNLOAD);
    assertThat(chosen.delivery()).contains(Delivery.DESCRIPTOR);
    assertThat(chosen.words()).contains("as the operator wished");
  }

  @Test
  void refusesAWishThatDoesNotGoTogether() {
    deployment =
        deployment(
            new Deployment.Wish(
                Optional.of(Operation.UPDATE), Optional.of(Delivery.DIRECT), Optional.empty()));
    assertThat(((Choice.Impossible) choose(ALL)).words()).contains("do not go together");
  }

  @Test
  void skipsADeliveryThatTheDeviceRefused() {
    deployment = deployment.without(Delivery.DIRECT, "420, no room");
    Choice.Chosen chosen = chosen(choose(ALL));
    assertThat(chosen.delivery()).contains(Delivery.DESCRIPTOR);
    assertThat(chosen.words()).contains("refused this delivery before: 420, no room");
  }

  @Test
  void onlyExecutesWhatIsThereAlready() {
    deployment = deployment.withPackagePresent(true);
    assertThat(chosen(choose(ALL)).delivery()).isEmpty();
    assertThat(chosen(choose(ALL)).operation()).isEqualTo(Operation.UPDATE);
  }

  @ParameterizedTest
  @CsvSource({"50, true", "10, false"})
  void believesTheStateWhenTheOperatorAsksForWhatIsThere(int read, boolean isThere) {
    state = read;
    deployment =
        deployment(
            new Deployment.Wish(Optional.of(Operation.UPDATE), Optional.empty(), Optional.empty()));
    assertThat(chosen(choose(ALL)).delivery().isEmpty()).isEqualTo(isThere);
  }

  @Test
  void hasNothingForADeviceWithoutAnObject() {
    Device bare =
        Device.enrolled(new DeviceId("IMEI:1"), "test", Optional.empty(), Optional.empty(), NOW);
    assertThat(Choice.of(deployment, bare, profile, firmware(1), maxObjSize))
        .isEqualTo(new Choice.Impossible("the device has no firmware update object"));
  }
}
