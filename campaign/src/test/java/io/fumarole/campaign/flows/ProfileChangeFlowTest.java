package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.RespUriUse;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.Operation;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// An operator changes the profile of a device that is in session. From its next message on it is
/// served by the changed one, and is updated all the same.
class ProfileChangeFlowTest {
  /// No flow here has more messages in a session.
  private static final int MESSAGES = 12;

  private static final int SESSIONS = 10;

  /// @param before by which the session begins
  record Change(Variant variant, ModelProfile before, ModelProfile after) {
    @Override
    public String toString() {
      return "%s: %s %s %s %s -> %s %s %s %s"
          .formatted(
              variant,
              before.clientScheme(),
              before.operations(),
              before.deliveries(),
              before.dialect().grouping(),
              after.clientScheme(),
              after.operations(),
              after.deliveries(),
              after.dialect().grouping());
    }
  }

  static Stream<Change> changes() {
    return Variant.encodings()
        .flatMap(
            v -> {
              List<ModelProfile> all =
                  List.of(
                      Profiles.all(v),
                      Profiles.only(
                          v, Profiles.PLAIN, Operation.DOWNLOAD_AND_UPDATE, Delivery.DIRECT),
                      Profiles.only(v, Operation.DOWNLOAD, Delivery.DESCRIPTOR),
                      Profiles.only(v, Profiles.PLAIN, Operation.UPDATE, Delivery.DM),
                      Profiles.with(Profiles.all(v), RespUriUse.HONOURED),
                      TestProfiles.standard(Dialect.STRICT, AuthScheme.HMAC));
              return all.stream()
                  .flatMap(
                      before ->
                          all.stream()
                              .filter(after -> !after.equals(before))
                              .map(after -> new Change(v, before, after)));
            });
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aDeviceInSessionIsUpdatedWhicheverMessageTheChangeComesBefore(Change change) {
    for (int message = 1; message <= MESSAGES; message++) {
      FlowWorld world =
          FlowWorld.withRespUri(change.variant(), DeviceModel.FULL, change.before(), 3_000)
              .knows(DeviceModel.FULL)
              .schedule(Wish.NONE);
      world.session(message, () -> world.become(change.after()));
      for (int i = 0; i < SESSIONS && !world.deployment().state().isEnd(); i++) {
        world.device.work();
        world.pass(Duration.ofMinutes(11));
        world.session();
      }
      assertThat(world.deployment().state())
          .as("changed before message %d: %s", message, world.deployment().reason())
          .isEqualTo(DeploymentState.SUCCEEDED);
    }
  }
}
