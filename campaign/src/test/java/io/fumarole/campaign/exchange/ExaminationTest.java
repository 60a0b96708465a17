package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.Device.Standing;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A device is handed to the conformance kit and comes back as it was.
class ExaminationTest {
  private final ModelProfile profile =
      TestProfiles.only(
          ExampleCast.dialect(ExampleCast.OBJECT, true),
          AuthScheme.NONE,
          Operation.DOWNLOAD_AND_UPDATE,
          Delivery.DIRECT);
  private final TestServer server =
      new TestServer(profile, PinnedNonces.NONE, UnknownDevices.REFUSE);
  private final Examination examination = new Examination(server.store, _ -> profile);

  ExaminationTest() {
    Task.Blob blob = server.content.put("content", new byte[40]);
    server
        .store
        .put(ExampleCast.inspected("examples/flow-1-dm-replace", 10))
        .put(ExampleCast.firmware(blob.id(), blob.size(), false))
        .put(ExampleCast.deployment(Deployment.Wish.NONE));
  }

  private Device device() {
    return server.store.find(ExampleCast.DEVICE).orElseThrow();
  }

  private Deployment deployment() {
    return server.store.deployment(ExampleCast.DEPLOYMENT).orElseThrow();
  }

  private Examination.Outcome begin() {
    return examination.begin(device(), "for jo", server.now());
  }

  @Test
  void whatHasNotBegunWaitsUntilTheDeviceIsBack() {
    assertThat(begin()).isInstanceOf(Examination.Outcome.Done.class);
    assertThat(device().standing()).isEqualTo(Standing.EXAMINED);
    assertThat(deployment().waiting().orElseThrow().what()).isEqualTo(For.RELEASE);
    assertThat(deployment().reason()).contains("the conformance kit judges the device");
    assertThat(begin()).isInstanceOf(Examination.Outcome.Refused.class);
    assertThat(examination.end(ExampleCast.DEVICE, Standing.ENROLLED, "through", server.now()))
        .isInstanceOf(Examination.Outcome.Done.class);
    assertThat(device().standing()).isEqualTo(Standing.ENROLLED);
    assertThat(deployment().waiting().orElseThrow().what()).isEqualTo(For.SESSION);
    assertThat(server.store.events()).extracting(Event::kind).contains("examined", "judged");
  }

  @Test
  void whoWasInQuarantineIsThereAgainAndItsUpdateWaitsOn() {
    server.store.put(device().withStanding(Standing.QUARANTINED));
    assertThat(begin()).isInstanceOf(Examination.Outcome.Done.class);
    examination.end(ExampleCast.DEVICE, Standing.QUARANTINED, "through", server.now());
    assertThat(device().standing()).isEqualTo(Standing.QUARANTINED);
    assertThat(deployment().waiting().orElseThrow().what()).isEqualTo(For.RELEASE);
  }

  @Test
  void takingBackWhatTheKitDoesNotHaveChangesNothing() {
    Device before = device();
    examination.end(ExampleCast.DEVICE, Standing.QUARANTINED, "through", server.now());
    assertThat(device()).isEqualTo(before);
  }

  @Test
  void aPendingDeviceIsNotHandedOut() {
    server.store.put(device().withStanding(Standing.PENDING));
    assertThat(begin())
        .isInstanceOfSatisfying(
            Examination.Outcome.Refused.class,
            refused -> assertThat(refused.words()).contains("accept it"));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWNLOADING", "UPDATING", "VERIFYING"})
  void norIsOneThatIsBeingUpdated(DeploymentState state) {
    server.store.put(deployment().to(state, "at work", server.now()));
    assertThat(begin())
        .isInstanceOfSatisfying(
            Examination.Outcome.Refused.class,
            refused -> assertThat(refused.words()).contains("wait for its end, or cancel it"));
    assertThat(device().standing()).isEqualTo(Standing.ENROLLED);
  }
}
