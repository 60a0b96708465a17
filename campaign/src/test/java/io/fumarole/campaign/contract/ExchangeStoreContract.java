package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.CertificateSubject;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.Device.Standing;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.campaign.exchange.ExchangeStore.Behind;
import io.fumarole.campaign.exchange.ExchangeStore.Changes;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.Lookup;
import io.fumarole.campaign.exchange.ExchangeStore.SessionChange;
import io.fumarole.campaign.exchange.ExchangeStore.Strangers;
import io.fumarole.campaign.exchange.Place;
import io.fumarole.campaign.exchange.StoredSession;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What the device path is promised.
public abstract class ExchangeStoreContract extends StoreContract {
  /// New secrets are there until the device has shown them, and so is a session in which they went.
  @Test
  void newSecretsAndTheSessionThatCarriesThemComeBack() {
    carryNewSecrets();
  }

  /// Stores `new-secret` and `newer-secret` for a device, and a session with one of them in its
  /// reply, and reads them again.
  protected void carryNewSecrets() {
    stores().devices().add(device(DEVICE));
    Rotation ordered =
        Rotation.ordered(
            Account.of("d", "new-secret"), Optional.of(Account.of("s", "newer-secret")));
    Device rotating = load().device().orElseThrow().withRotation(Optional.of(ordered));
    assertThat(stores().devices().update(rotating)).isTrue();
    reopen();
    assertThat(load().device().orElseThrow().rotation()).contains(ordered);
    assertThat(load().device().orElseThrow().sendingRotation().rotation().orElseThrow().isOut())
        .isTrue();
    StoredSession plain = session(DEVICE, "k1", 1);
    var carrying =
        new StoredSession(
            plain.key(),
            plain.state(),
            new Place(new Place.Activity.Rotating(Optional.empty(), 3), 4),
            plain.bodyDigest(),
            Octets.utf8("a reply with new-secret in it"),
            plain.replyHmac(),
            plain.started());
    assertThat(carrying.place().holdsSecrets()).isTrue();
    assertThat(put(load(), carrying)).isTrue();
    reopen();
    assertThat(load().session()).contains(carrying);
    StoredSession next = session(DEVICE, "k1", 2);
    assertThat(put(load(), next)).isTrue();
    assertThat(load().session()).contains(next);
  }

  @Test
  void theCertificateThatADeviceHasToShowComesBack() {
    var bound = Optional.of(CertificateSubject.parse("SERIALNUMBER=7, CN=Zoë, O=\"a, b\""));
    stores().devices().add(device(DEVICE).withCertificate(bound));
    reopen();
    Device read = load().device().orElseThrow();
    assertThat(read.certificate()).isEqualTo(bound);
    assertThat(stores().devices().update(read.withCertificate(Optional.empty()))).isTrue();
    reopen();
    assertThat(load().device().orElseThrow().certificate()).isEmpty();
  }

  @Test
  void anUnknownDeviceLoadsAsNothing() {
    Loaded loaded = load();
    assertThat(loaded.device()).isEmpty();
    assertThat(loaded.session()).isEmpty();
    assertThat(loaded.deployments()).isEmpty();
    assertThat(loaded.packages()).isEmpty();
  }

  @Test
  void loadsDeviceSessionOpenDeploymentAndItsPackage() {
    Loaded before = prepared();
    StoredSession session = session(DEVICE, "k1", 1);
    assertThat(stores().exchange().commit(before, changes(device(DEVICE), session))).isTrue();
    Loaded loaded = load();
    assertThat(loaded.device()).contains(device(DEVICE).withRevision(1));
    assertThat(loaded.session()).contains(session);
    assertThat(loaded.deployments()).containsExactly(deployment("d1", DEVICE));
    assertThat(loaded.packages()).containsExactly(firmware("p1", "2.0"));
  }

  @Test
  void aDeviceAndItsSessionAreCreatedTogether() {
    StoredSession session = session(DEVICE, "k1", 1);
    assertThat(stores().exchange().commit(load(), changes(device(DEVICE), session))).isTrue();
    assertThat(load().device()).contains(device(DEVICE));
    assertThat(load().session()).contains(session);
  }

  @Test
  void whatWasCommittedIsThereAfterReopening() {
    Loaded before = prepared();
    Deployment with = before.deployments().getFirst();
    Deployment sent = with.with(attempt(with)).to(DeploymentState.UPDATING, "sent", NOW);
    var changes =
        new Changes(
            before.device(),
            new SessionChange.Put(session(DEVICE, "k1", 3)),
            List.of(sent),
            List.of(),
            List.of(event(sent)));
    assertThat(stores().exchange().commit(before, changes)).isTrue();
    Loaded loaded = load();
    reopen();
    assertThat(load()).isEqualTo(loaded);
    assertThat(load().deployments()).containsExactly(sent.withRevision(1));
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 9)).hasSize(2);
  }

  @Test
  void aStaleDeviceChangesNothing() {
    Loaded before = prepared();
    Device seen = before.device().orElseThrow();
    assertThat(stores().devices().update(seen.withAddress(Optional.of("10.0.0.1")))).isTrue();
    assertNothingIsStored(before, changesOfAll(before));
  }

  @Test
  void aStaleDeploymentChangesNothing() {
    Loaded before = prepared();
    Deployment cancelled =
        before.deployments().getFirst().to(DeploymentState.CANCELLED, "cancelled", NOW);
    assertThat(stores().deployments().update(cancelled, event(cancelled))).isTrue();
    assertNothingIsStored(before, changesOfAll(before));
  }

  @Test
  void aDeploymentThatWasOnlyReadMustStandToo() {
    Loaded before = prepared();
    Deployment cancelled =
        before.deployments().getFirst().to(DeploymentState.CANCELLED, "cancelled", NOW);
    assertThat(stores().deployments().update(cancelled, event(cancelled))).isTrue();
    assertNothingIsStored(before, changes(device(DEVICE), session(DEVICE, "k1", 1)));
  }

  @Test
  void aNewDeploymentBesideAnOpenOneChangesNothing() {
    Loaded before = prepared();
    var changes =
        new Changes(
            before.device(),
            new SessionChange.Put(session(DEVICE, "k1", 1)),
            List.of(deployment("d2", DEVICE)),
            List.of(),
            List.of(event(deployment("d2", DEVICE))));
    assertNothingIsStored(before, changes);
  }

  @Test
  void aNewDeploymentMayFollowOneThatEndsWithIt() {
    Loaded before = prepared();
    Deployment ended = ended(before.deployments().getFirst());
    Deployment next = deployment("d2", DEVICE);
    var changes =
        new Changes(
            before.device(),
            new SessionChange.Keep(),
            List.of(next, ended),
            List.of(),
            List.of(event(next)));
    assertThat(stores().exchange().commit(before, changes)).isTrue();
    assertThat(load().deployments()).containsExactly(next);
  }

  @Test
  void ofTwoNewSessionsOneWins() {
    Loaded before = prepared();
    var device = before.device().orElseThrow();
    var sessionsOnly =
        new Loaded(
            Optional.empty(),
            before.session(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty(),
            0);
    assertThat(put(sessionsOnly, session(DEVICE, "k1", 1))).isTrue();
    assertThat(put(sessionsOnly, session(DEVICE, "k2", 1))).isFalse();
    assertThat(load().session()).contains(session(DEVICE, "k1", 1));
    assertThat(load().device()).contains(device);
  }

  @Test
  void aMessageOfASupersededSessionIsRefused() {
    stores().devices().add(device(DEVICE));
    assertThat(put(load(), session(DEVICE, "k1", 1))).isTrue();
    Loaded old = load();
    assertThat(put(load(), session(DEVICE, "k2", 1))).isTrue();
    assertThat(put(old, session(DEVICE, "k1", 2))).isFalse();
    assertThat(load().session()).contains(session(DEVICE, "k2", 1));
  }

  @Test
  void theSameMessageIsTakenOnce() {
    stores().devices().add(device(DEVICE));
    assertThat(put(load(), session(DEVICE, "k1", 1))).isTrue();
    Loaded before = load();
    assertThat(put(before, session(DEVICE, "k1", 2))).isTrue();
    assertThat(put(before, session(DEVICE, "k1", 2))).isFalse();
  }

  @Test
  void aSessionThatIsKeptMustStandAsItWasRead() {
    stores().devices().add(device(DEVICE));
    Loaded before = load();
    assertThat(put(before, session(DEVICE, "k1", 1))).isTrue();
    var changes =
        new Changes(
            Optional.empty(),
            new SessionChange.Keep(),
            List.of(),
            List.of(),
            List.of(event(DEVICE, Optional.empty(), "never")));
    assertNothingIsStored(before, changes);
  }

  @Test
  void ofManyCommitsOnOneReadingOneWins() throws Exception {
    Loaded before = prepared();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> commits = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        var session = session(DEVICE, "k" + i, 1);
        commits.add(() -> stores().exchange().commit(before, changes(device(DEVICE), session)));
      }
      List<Boolean> won = new ArrayList<>();
      for (Future<Boolean> commit : threads.invokeAll(commits)) won.add(commit.get());
      assertThat(won).containsOnlyOnce(true);
    }
    assertThat(load().device().orElseThrow().revision()).isEqualTo(1);
  }

  @Test
  void anEndedDeploymentIsFoundByItsCorrelator() {
    Loaded before = prepared();
    Deployment was = before.deployments().getFirst();
    Deployment ended = ended(was.with(attempt(was)));
    var changes =
        new Changes(
            before.device(), new SessionChange.Keep(), List.of(ended), List.of(), List.of());
    assertThat(stores().exchange().commit(before, changes)).isTrue();
    assertThat(load().deployments()).isEmpty();
    var lookup = new Lookup(Set.of("d1-1", "unknown"), false, Optional.empty());
    Loaded late = stores().exchange().load(DEVICE, lookup);
    assertThat(late.deployments()).containsExactly(ended.withRevision(1));
    assertThat(late.packages()).containsExactly(firmware("p1", "2.0"));
    assertThat(stores().exchange().load(OTHER, lookup).deployments()).isEmpty();
  }

  @Test
  void anOpenDeploymentIsLoadedOnceAlsoWithItsCorrelator() {
    Loaded before = prepared();
    Deployment was = before.deployments().getFirst();
    Deployment sent = was.with(attempt(was));
    stores().deployments().update(sent, event(sent));
    var lookup = new Lookup(Set.of("d1-1"), false, Optional.empty());
    assertThat(stores().exchange().load(DEVICE, lookup).deployments())
        .containsExactly(sent.withRevision(1));
  }

  @Test
  void offersThePackagesOfTheModelNewestFirst() {
    stores().devices().add(device(DEVICE));
    var older = offered(firmware("p1", "2.0"), "M-1", NOW);
    var newer = offered(firmware("p2", "2.1"), "M-1", NOW.plusSeconds(1));
    stores().packages().add(older);
    stores().packages().add(newer);
    stores().packages().add(offered(firmware("p3", "2.1"), "M-2", NOW));
    stores().packages().add(firmware("p4", "2.2"));
    var lookup = new Lookup(Set.of(), true, Optional.empty());
    assertThat(stores().exchange().load(DEVICE, lookup).packages()).containsExactly(newer, older);
    assertThat(load().packages()).isEmpty();
  }

  /// Those of the standing that have no secret, no further than asked, and only for a device that
  /// is unknown itself.
  @Test
  void strangersAreCountedUpToABound() {
    for (int i = 0; i < 3; i++) stores().devices().add(stranger("p" + i, Standing.PENDING));
    for (int i = 0; i < 2; i++) stores().devices().add(stranger("e" + i, Standing.ENROLLED));
    stores().devices().add(device(OTHER));
    assertThat(strangers(DEVICE, Standing.PENDING, 9)).isEqualTo(3);
    assertThat(strangers(DEVICE, Standing.PENDING, 2)).isEqualTo(2);
    assertThat(strangers(DEVICE, Standing.ENROLLED, 9)).isEqualTo(2);
    assertThat(strangers(OTHER, Standing.PENDING, 9)).isZero();
    assertThat(load().strangers()).isZero();

    Device first = stores().devices().find(new DeviceId("p0")).orElseThrow();
    assertThat(stores().devices().update(first.accepted())).isTrue();
    Device next = stores().devices().find(new DeviceId("p1")).orElseThrow();
    Device known = next.withAccounts("strict", device(DEVICE).client(), Optional.empty());
    assertThat(stores().devices().update(known)).isTrue();
    assertThat(strangers(DEVICE, Standing.PENDING, 9)).isEqualTo(1);
    reopen();
    assertThat(strangers(DEVICE, Standing.PENDING, 9)).isEqualTo(1);
  }

  private int strangers(DeviceId device, Standing standing, int most) {
    var lookup = new Lookup(Set.of(), false, Optional.of(new Strangers(standing, most)));
    return stores().exchange().load(device, lookup).strangers();
  }

  private static Device stranger(String id, Standing standing) {
    return new Device(
        new DeviceId(id),
        standing,
        "strict",
        Optional.empty(),
        Optional.empty(),
        Octets.EMPTY,
        0,
        0,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        0,
        NOW,
        NOW,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  @Test
  void whatIsBehindIsReadAtOnceAndKept() {
    stores().devices().add(device(DEVICE));
    Device seen = device(DEVICE).withNonces(Octets.utf8("next nonce"), 7).seen(NOW.plusSeconds(60));
    stores().exchange().behind(new Behind(seen));
    assertThat(load().device()).contains(seen);
    stores().flush();
    assertThat(stores().devices().find(DEVICE)).contains(seen);
    reopen();
    assertThat(load().device()).contains(seen);
  }

  @Test
  void whatIsBehindNeverReplacesWhatIsNewer() {
    stores().devices().add(device(DEVICE));
    Device early = device(DEVICE).withNonces(Octets.utf8("early"), 7).seen(NOW.plusSeconds(60));
    Device late = device(DEVICE).withNonces(Octets.utf8("late"), 8).seen(NOW.plusSeconds(90));
    stores().exchange().behind(new Behind(late));
    stores().exchange().behind(new Behind(early));
    stores().flush();
    assertThat(load().device()).contains(late);
    stores().exchange().behind(new Behind(early));
    stores().flush();
    assertThat(load().device()).contains(late);
  }

  @Test
  void whatIsWrittenFromAnOlderReadingKeepsTheNewerNonces() {
    stores().devices().add(device(DEVICE));
    Device late = device(DEVICE).withNonces(Octets.utf8("late"), 8).seen(NOW.plusSeconds(90));
    stores().exchange().behind(new Behind(late));
    stores().flush();
    Optional<String> address = Optional.of("10.0.0.1");
    assertThat(stores().devices().update(device(DEVICE).withAddress(address))).isTrue();
    assertThat(load().device()).contains(late.withAddress(address).withRevision(1));
  }

  /// Two messages at once, and the later one is stored after the one that handed out more.
  @Test
  void aCommitKeepsTheNoncesOfTheHigherCounter() {
    stores().devices().add(device(DEVICE));
    Loaded before = load();
    Device idle = device(DEVICE).withNonces(Octets.utf8("idle"), 8).seen(NOW.plusSeconds(60));
    stores().exchange().behind(new Behind(idle));
    stores().flush();
    assertThat(stores().exchange().commit(before, changes(later(), session(DEVICE, "k1", 2))))
        .isTrue();
    assertThat(load().device()).contains(idle.seen(NOW.plusSeconds(90)).withRevision(1));
  }

  /// The same the other way round.
  @Test
  void whatIsBehindKeepsItsHigherCounterThoughItIsEarlier() {
    stores().devices().add(device(DEVICE));
    Device idle = device(DEVICE).withNonces(Octets.utf8("idle"), 8).seen(NOW.plusSeconds(60));
    assertThat(stores().exchange().commit(load(), changes(later(), session(DEVICE, "k1", 2))))
        .isTrue();
    stores().exchange().behind(new Behind(idle));
    Device both = idle.seen(NOW.plusSeconds(90)).withRevision(1);
    assertThat(load().device()).contains(both);
    stores().flush();
    assertThat(load().device()).contains(both);
    reopen();
    assertThat(load().device()).contains(both);
  }

  private static Device later() {
    return device(DEVICE).withNonces(Octets.utf8("busy"), 7).seen(NOW.plusSeconds(90));
  }

  /// What an operator sets, read before it or after it, whichever is stored first: an idle session
  /// that had read the device before has the higher counter, and knows the old secrets.
  @Test
  void noncesThatAnOperatorSetAreNotThoseOfASessionBefore() {
    stores().devices().add(device(DEVICE));
    Device idle = device(DEVICE).withNonces(Octets.utf8("old"), 9).seen(NOW.plusSeconds(60));
    Device set = device(DEVICE).withNewNonces(Octets.utf8("new"));
    stores().exchange().behind(new Behind(idle));
    assertThat(stores().devices().update(set)).isTrue();
    Device both = set.seen(NOW.plusSeconds(60)).withRevision(1);
    assertThat(load().device()).contains(both);
    stores().flush();
    assertThat(load().device()).contains(both);
    stores().exchange().behind(new Behind(idle.seen(NOW.plusSeconds(90))));
    assertThat(load().device()).contains(both.seen(NOW.plusSeconds(90)));
    stores().flush();
    assertThat(load().device()).contains(both.seen(NOW.plusSeconds(90)));
    reopen();
    assertThat(load().device()).contains(both.seen(NOW.plusSeconds(90)));
  }

  /// The device was seen between the operator's reading and the storing.
  @Test
  void noncesThatAnOperatorSetStandThoughTheDeviceWasSeenSince() {
    stores().devices().add(device(DEVICE));
    Device set = device(DEVICE).withNewNonces(Octets.utf8("new"));
    Device idle = device(DEVICE).withNonces(Octets.utf8("old"), 9).seen(NOW.plusSeconds(60));
    stores().exchange().behind(new Behind(idle));
    stores().flush();
    assertThat(stores().devices().update(set)).isTrue();
    assertThat(load().device()).contains(set.seen(NOW.plusSeconds(60)).withRevision(1));
  }

  /// A session after it counts on from there, also when one from before comes late.
  @Test
  void theNoncesOfASessionAfterTheOperatorStandBesideOneBefore() {
    stores().devices().add(device(DEVICE));
    Device before = device(DEVICE).withNonces(Octets.utf8("old"), 9).seen(NOW.plusSeconds(60));
    assertThat(stores().devices().update(device(DEVICE).withNewNonces(Octets.utf8("new"))))
        .isTrue();
    Device read = load().device().orElseThrow();
    Device after = read.withNonces(Octets.utf8("next"), 2).seen(NOW.plusSeconds(70));
    stores().exchange().behind(new Behind(after));
    stores().exchange().behind(new Behind(before));
    assertThat(load().device()).contains(after);
    stores().flush();
    assertThat(load().device()).contains(after);
  }

  @Test
  void closingWritesWhatIsBehind() {
    stores().devices().add(device(DEVICE));
    Device seen = device(DEVICE).seen(NOW.plusSeconds(60));
    stores().exchange().behind(new Behind(seen));
    reopen();
    assertThat(load().device()).contains(seen);
  }

  private boolean put(Loaded asRead, StoredSession session) {
    return stores()
        .exchange()
        .commit(
            asRead,
            new Changes(
                Optional.empty(), new SessionChange.Put(session), List.of(), List.of(), List.of()));
  }

  private static Changes changesOfAll(Loaded before) {
    Deployment was = before.deployments().getFirst();
    Deployment sent = was.with(attempt(was)).to(DeploymentState.UPDATING, "sent", NOW);
    return new Changes(
        before.device(),
        new SessionChange.Put(session(DEVICE, "k1", 1)),
        List.of(sent),
        List.of(),
        List.of(event(sent)));
  }

  private void assertNothingIsStored(Loaded asRead, Changes changes) {
    var lookup = new Lookup(Set.of("d1-1"), false, Optional.empty());
    Loaded stored = stores().exchange().load(DEVICE, lookup);
    var events = stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 99);
    assertThat(stores().exchange().commit(asRead, changes)).isFalse();
    assertThat(stores().exchange().load(DEVICE, lookup)).isEqualTo(stored);
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 99))
        .isEqualTo(events);
  }
}
