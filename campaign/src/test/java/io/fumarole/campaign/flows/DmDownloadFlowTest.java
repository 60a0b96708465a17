package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.flows.PureDevice.Start;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Seed 5.4.1: the package itself under Update/PkgData, then Exec Update.
@Tag("slow")
class DmDownloadFlowTest {
  private static final int LARGE = 100 << 10;
  private static final int SMALL = 3_000;

  /// Most octets of a message that are not the chunk: header, credentials, statuses.
  private static final int AROUND_A_CHUNK = 1_536;

  /// @param binary whether WBXML carries the package as it is
  record Large(Variant variant, long maxMsgSize, boolean binary) {}

  static Stream<Large> large() {
    return Variant.all()
        .flatMap(
            v ->
                Stream.of(
                        new Large(v, 5_120, false),
                        new Large(v, 16_384, false),
                        new Large(v, 5_120, true),
                        new Large(v, 16_384, true))
                    .filter(c -> !c.binary || v.form().encoding() == Form.Encoding.WBXML));
  }

  private static ModelProfile profile(Variant variant) {
    return Profiles.only(variant, Operation.UPDATE, Delivery.DM);
  }

  private static FlowWorld small(Variant variant) {
    return new FlowWorld(variant, DeviceModel.FULL, profile(variant), SMALL).schedule(Wish.NONE);
  }

  @ParameterizedTest
  @MethodSource("large")
  void aLargePackageGoesInChunksThatCostNoCommit(Large given) {
    DeviceModel model = DeviceModel.FULL.withSizes(given.maxMsgSize, 1 << 20);
    ModelProfile profile = profile(given.variant);
    FlowWorld world =
        new FlowWorld(
                given.variant, model, given.binary ? Profiles.binary(profile) : profile, LARGE)
            .knows(model)
            .schedule(Wish.NONE);

    Transcript transcript = world.session();

    List<Message> chunks =
        transcript.turns().stream().map(Transcript.Turn::heard).filter(m -> sends(m)).toList();
    long carried = given.binary ? LARGE : (LARGE + 2L) / 3 * 4;
    assertThat(chunks.size())
        .isBetween(
            (int) Math.ceilDiv(carried, given.maxMsgSize),
            (int) Math.ceilDiv(carried, given.maxMsgSize - AROUND_A_CHUNK));
    assertThat(size(chunks.getFirst())).contains(Long.toString(carried));
    assertThat(chunks.stream().skip(1)).allMatch(m -> size(m).isEmpty());
    // Statuses may leave the first message no room; then the chunks start with the second.
    int first = transcript.turns().getFirst().heard().equals(chunks.getFirst()) ? 0 : 1;
    int last = first + chunks.size() - 1;
    assertThat(transcript.turns()).hasSize(last + 3);
    // The answer to the first message gives the nonce of the server's next MD5 digest, once.
    int nonces = first == 0 && given.variant.scheme() == AuthScheme.MD5 ? 1 : 0;
    assertThat(transcript.turns().subList(first + 1 + nonces, last + 1))
        .allMatch(turn -> turn.commits() == 0, "a chunk commits nothing");
    assertThat(transcript.commits()).isEqualTo(first + 3 + nonces);
    assertThat(transcript.text())
        .contains("%d > 213 Replace, Alert 1222, more\n".formatted(last + 1))
        .contains("%d > 200 Replace, Final\n".formatted(last + 2))
        .contains("%d < Exec Update #d1-1, Final\n".formatted(last + 2));
    assertThat(world.device.tree.held()).isEqualTo(world.image);
    world.isIn(DeploymentState.UPDATING, "accepted Exec Update (202)");
    finish(world);
  }

  private static boolean sends(Message message) {
    return message.commands().stream().anyMatch(c -> c instanceof Command.Replace);
  }

  private static Optional<String> size(Message message) {
    return message.commands().stream()
        .filter(c -> c instanceof Command.Replace)
        .flatMap(c -> ((Command.Replace) c).items().getFirst().meta().size().stream())
        .findFirst();
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aSmallPackageGoesInOneMessageToADeviceReadFirst(Variant variant) {
    FlowWorld world = small(variant);

    world.said(
        world.session(Start.NOTIFIED),
        """
            1 > Alert 1200, DevInfo, Final
            1 < 200 Alert, 200 Replace, Get, Final
            2 > (200 Get, Results), Final
            2 < Get x2, Final
            3 > (200 Get, Results) x2, Final
            3 < Get x2, Final
            4 > (200 Get, Results) x2, Final
            4 < Get x6, Final
            5 > (200 Get, Results) x6, Final
            5 < Get x3, Final
            6 > (200 Get, Results) x3, Final
            6 < Replace Update/PkgData, Final
            7 > 200 Replace, Final
            7 < Exec Update #d1-1, Final
            8 > 202 Exec, Final
            8 < Final
            """);
    world.isIn(DeploymentState.UPDATING, "accepted Exec Update (202)");
    finish(world);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aSmallPackageGoesToAKnownDeviceAtOnce(Variant variant) {
    FlowWorld world = small(variant).knows(DeviceModel.FULL);

    world.said(
        world.session(),
        """
            1 > Alert 1201, DevInfo, Final
            1 < 200 Alert, 200 Replace, Replace Update/PkgData, Final
            2 > 200 Replace, Final
            2 < Exec Update #d1-1, Final
            3 > 202 Exec, Final
            3 < Final
            """);
    finish(world);
  }

  private static void finish(FlowWorld world) {
    world.device.work();
    world.session();
    world.isIn(DeploymentState.SUCCEEDED, "reported success and runs " + FlowWorld.NEW);
    assertThat(world.device.tree.states()).containsExactly(10, 50, 60, 90);
    assertThat(world.site.fetched()).isEmpty();
    assertThat(world.attempts())
        .singleElement()
        .matches(a -> a.operation() == Operation.UPDATE && a.delivery() == Delivery.DM)
        .matches(a -> a.step() == Attempt.Step.REPORTED && a.url().isEmpty());
    assertThat(world.events("report")).isEqualTo(1);
    assertThat(world.device.waitingReports()).isZero();
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void anUpdateOfADeliveredPackageFails(Variant variant) {
    FlowWorld world = small(variant);

    world.session();
    world.device.failNextInstall(ResultCode.UPDATE_OUT_OF_MEMORY);
    world.device.work();
    world.session();

    world.isIn(DeploymentState.FAILED, "reported 502 (Update fails, device out of memory)");
    assertThat(world.device.tree.states()).containsExactly(10, 50, 60, 70);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aRefusedPackageIsNeverExecuted(Variant variant) {
    FlowWorld world = small(variant).knows(DeviceModel.FULL);
    world.device.tree.refuseNextPackage(StatusCode.DEVICE_FULL);

    Transcript transcript = world.session();

    assertThat(transcript.text())
        .isEqualTo(
            """
            1 > Alert 1201, DevInfo, Final
            1 < 200 Alert, 200 Replace, Replace Update/PkgData, Final
            2 > 420 Replace, Final
            2 < Final
            """);
    world.isIn(DeploymentState.FAILED, "the device refused this delivery before");
    assertThat(world.device.tree.states()).containsExactly(10);
  }

  @ParameterizedTest
  @MethodSource("io.fumarole.campaign.flows.Variant#all")
  void aRefusedLargePackageIsNeverExecuted(Variant variant) {
    DeviceModel model = DeviceModel.FULL.withSizes(5_120, 1 << 20);
    FlowWorld world =
        new FlowWorld(variant, model, profile(variant), LARGE).knows(model).schedule(Wish.NONE);
    world.device.tree.refuseNextPackage(StatusCode.DEVICE_FULL);

    String said = world.session().text();
    // Whether the first piece has room beside credentials and Statuses depends on the variant; a
    // message without a command would be the end for many devices.
    assertThat(said).doesNotContain("Replace, more\n2 > Alert 1222").doesNotContain("Exec");
    if (!variant.repeats())
      assertThat(said)
          .containsPattern(
              """
              Replace Update/PkgData and more, more
              . > 420 Replace, Alert 1222, more
              . < 200 Alert, Final
              . > Final
              . < Final
              $""");
    world.isIn(DeploymentState.FAILED, "the device refused this delivery before");
  }
}
