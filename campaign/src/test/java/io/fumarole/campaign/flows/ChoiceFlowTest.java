package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Seed 5.4.2.2 step 4: the server chooses from what the device has, and says why.
class ChoiceFlowTest {
  private static final List<Delivery> DM_FIRST =
      List.of(Delivery.DM, Delivery.DESCRIPTOR, Delivery.DIRECT);
  private static final List<Operation> UPDATE_FIRST =
      List.of(Operation.UPDATE, Operation.DOWNLOAD_AND_UPDATE, Operation.DOWNLOAD);
  private static final List<Operation> ALL =
      List.of(Operation.DOWNLOAD_AND_UPDATE, Operation.DOWNLOAD, Operation.UPDATE);
  private static final DeviceModel FULL = DeviceModel.FULL;

  /// @param executes the Exec of the first session; empty when nothing fits
  /// @param words what the deployment says about it
  record Case(
      String name,
      DeviceModel model,
      int size,
      List<Delivery> deliveries,
      List<Operation> operations,
      Wish wish,
      Optional<String> executes,
      String words) {
    @Override
    public String toString() {
      return name;
    }
  }

  record Run(Variant variant, Case given) {}

  private static Case of(
      String name, DeviceModel model, int size, Wish wish, String executes, String words) {
    return new Case(name, model, size, Profiles.DELIVERIES, ALL, wish, exec(executes), words);
  }

  private static Case dmFirst(
      String name, DeviceModel model, int size, String executes, String words) {
    return new Case(name, model, size, DM_FIRST, UPDATE_FIRST, Wish.NONE, exec(executes), words);
  }

  private static Optional<String> exec(String node) {
    return Optional.of(node).filter(text -> !text.isEmpty());
  }

  private static Wish wish(Operation operation, Delivery delivery) {
    return new Wish(Optional.of(operation), Optional.of(delivery), Optional.empty());
  }

  private static final List<Case> CASES =
      List.of(
          of(
              "all there",
              FULL,
              3_000,
              Wish.NONE,
              "DownloadAndUpdate",
              "DownloadAndUpdate through a download descriptor, the first that fits of profile test"),
          of(
              "no DownloadAndUpdate",
              FULL.without(Part.DOWNLOAD_AND_UPDATE),
              3_000,
              Wish.NONE,
              "Download",
              "not DownloadAndUpdate through a download descriptor: the device has no"
                  + " DownloadAndUpdate"),
          of(
              "no alternate download",
              FULL.without(Part.DOWNLOAD_AND_UPDATE).without(Part.DOWNLOAD),
              3_000,
              Wish.NONE,
              "Update",
              "package data over DM, then Update"),
          of(
              "Download without Update",
              FULL.without(Part.DOWNLOAD_AND_UPDATE).without(Part.PKG_DATA).without(Part.UPDATE),
              3_000,
              Wish.NONE,
              "",
              "no way to deliver: "),
          of(
              "the operator wishes Download directly",
              FULL,
              3_000,
              wish(Operation.DOWNLOAD, Delivery.DIRECT),
              "Download",
              "Download from the package's own URL, as the operator wished"),
          of(
              "the operator wishes DM",
              FULL,
              3_000,
              wish(Operation.UPDATE, Delivery.DM),
              "Update",
              "package data over DM, then Update, as the operator wished"),
          of(
              "the operator wishes what the device lacks",
              FULL.without(Part.PKG_DATA),
              3_000,
              wish(Operation.UPDATE, Delivery.DM),
              "",
              "package data over DM, then Update: the device has no Update/PkgData"),
          of(
              "the operator wishes nonsense",
              FULL,
              3_000,
              wish(Operation.UPDATE, Delivery.DIRECT),
              "",
              "the wished operation and delivery do not go together"),
          dmFirst("DM fits", FULL, 3_000, "Update", "the first that fits of profile test"),
          dmFirst(
              "no large objects, and it is large",
              FULL.withLargeObjects(false),
              60_000,
              "DownloadAndUpdate",
              "it needs a large object, and the device says LrgObj false"),
          dmFirst(
              "no large objects, and it is small",
              FULL.withLargeObjects(false),
              3_000,
              "Update",
              "package data over DM, then Update"),
          dmFirst(
              "larger than MaxObjSize",
              FULL.withSizes(16_384, 50_000),
              60_000,
              "DownloadAndUpdate",
              "60000 octets, and the device takes objects of 50000 (MaxObjSize)"),
          dmFirst(
              "larger than the profile sends",
              FULL.withSizes(16_384, 1 << 22),
              (1 << 20) + 1,
              "DownloadAndUpdate",
              "1048577 octets, and the profile sends at most 1048576 over DM"));

  static Stream<Run> runs() {
    return Variant.encodings().flatMap(v -> CASES.stream().map(given -> new Run(v, given)));
  }

  @ParameterizedTest
  @MethodSource("runs")
  void theServerChoosesAndSaysWhy(Run run) {
    Case given = run.given;
    ModelProfile profile =
        TestProfiles.with(Dialect.STRICT, run.variant.scheme(), given.deliveries, given.operations);
    FlowWorld world =
        new FlowWorld(run.variant, given.model, profile, given.size).schedule(given.wish);

    String text = world.session().text();

    if (given.executes.isEmpty()) {
      assertThat(text).doesNotContain("Exec");
      world.isIn(DeploymentState.FAILED, given.words);
      return;
    }
    assertThat(text).contains("Exec " + given.executes.get() + " #d1-1");
    assertThat(world.deployment().choice()).contains(given.words);
    for (int session = 0; session < 2; session++) {
      world.device.work();
      world.session();
    }
    world.isIn(DeploymentState.SUCCEEDED, "runs " + FlowWorld.NEW);
    assertThat(world.device.tree.held()).isEqualTo(world.image);
  }
}
