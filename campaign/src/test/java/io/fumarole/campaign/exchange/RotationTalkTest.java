package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.memory.MemoryContent;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.AccountSearch.Result.Found;
import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is done with new secrets where their way is not plain.
class RotationTalkTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
  private static final ModelProfile PROFILE = TestProfiles.standard(Dialect.STRICT, AuthScheme.MD5);
  private static final DmUri CLIENT = DmUri.of("./DMAcc/x/AppAuth/c/AAuthSecret");
  private static final Found BOTH =
      new Found(CLIENT, Optional.of(DmUri.of("./DMAcc/x/AppAuth/s/AAuthSecret")));
  private static final Device DEVICE =
      Device.enrolled(
          new DeviceId("IMEI:1"),
          PROFILE.name(),
          Optional.of(Account.of("d", "old").hashOnly()),
          Optional.of(Account.of("s", "old").hashOnly()),
          NOW);
  private static final Rotation ORDERED =
      Rotation.ordered(Account.of("d", "new"), Optional.of(Account.of("s", "new")));

  private static Work work(Optional<Rotation> rotation) {
    Device device = DEVICE.withRotation(rotation);
    var loaded =
        new Loaded(
            Optional.of(device),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            0);
    Circumstances circumstances =
        TestServer.circumstances(
            PROFILE,
            new PinnedNonces(List.of(), Optional.empty()),
            new MemoryContent(),
            Circumstances.UnknownDevices.REFUSE);
    return new Work(device, PROFILE, loaded, circumstances, NOW);
  }

  @Test
  void bothGoInOneAtomicAndMayBeUsedFromThen() {
    Work work = work(Optional.of(ORDERED));
    var sent = (Task.Run) new RotationTalk(work).write(BOTH, 3).orElseThrow();
    assertThat(sent.grouping()).isEqualTo(Task.Grouping.ATOMIC);
    assertThat(sent.orders()).hasSize(2);
    assertThat(work.device().rotation().orElseThrow().isOut()).isTrue();
  }

  @Test
  void whatAnOperatorHasTakenBackMeanwhileIsNotSent() {
    Work work = work(Optional.empty());
    assertThat(new RotationTalk(work).write(BOTH, 3)).isEmpty();
    assertThat(work.hasChanged()).isFalse();
  }

  @Test
  void aSecretOfTheServerWithoutAPlaceKeepsBothBack() {
    Work work = work(Optional.of(ORDERED));
    assertThat(new RotationTalk(work).write(new Found(CLIENT, Optional.empty()), 3)).isEmpty();
    assertThat(work.device().rotation()).as("it never was out").isEmpty();
  }

  @Test
  void aRefusalVoidsNothing() {
    Work work = work(Optional.of(ORDERED));
    var talk = new RotationTalk(work);
    talk.write(BOTH, 3);
    talk.answered(3, List.of(new Fact.Answered(3, 0, StatusCode.NOT_ALLOWED)));
    Rotation kept = work.device().rotation().orElseThrow();
    assertThat(kept.isOut()).isTrue();
    assertThat(kept.words()).contains("the device answered 405");
    assertThat(work.device().client()).isEqualTo(DEVICE.client());
  }

  @Test
  void aDeviceThatHasShownItsNewSecretIsShownBothOfTheServers() {
    Device out = DEVICE.withRotation(Optional.of(ORDERED)).sendingRotation();
    assertThat(hash(out.serverAccount(0))).isEqualTo(Account.hash("s", "old"));
    assertThat(hash(out.serverAccount(2))).isEqualTo(Account.hash("s", "new"));
    Device shown = out.rotated();
    assertThat(shown.client()).contains(Account.of("d", "new").hashOnly());
    assertThat(hash(shown.serverAccount(0))).isEqualTo(Account.hash("s", "new"));
    assertThat(hash(shown.serverAccount(2))).isEqualTo(Account.hash("s", "old"));
    assertThat(shown.serverTaken(0).rotation()).isEmpty();
    assertThat(hash(shown.serverTaken(2).server())).isEqualTo(Account.hash("s", "old"));
  }

  private static String hash(Optional<Account> account) {
    return account.orElseThrow().secretHash();
  }
}
