package io.fumarole.lab.simulation;

import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Progress;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.ExchangeStore.Behind;
import io.fumarole.campaign.exchange.ExchangeStore.Changes;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.Lookup;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// The wrong parts of each [Sabotage].
final class Sabotages {
  private Sabotages() {}

  /// New ones for each simulation: some remember.
  static Parts of(Sabotage sabotage) {
    return switch (sabotage) {
      case SKIPPED_COMMIT -> new SkippingStore();
      case COMMIT_LOST_IN_CRASH -> new ForgetfulStore();
      case COMMIT_WITHOUT_COMPARING -> new OverwritingStore();
      case HALF_A_COMMIT ->
          commits((store, asRead, changes) -> store.commit(asRead, sessionOnly(changes)));
      case REPORT_DROPPED -> commits(Sabotages::commitWithoutResults);
      case REPORT_COUNTED_AGAIN ->
          loads(d -> steps(d, Attempt.Step.REPORTED, Attempt.Step.ACCEPTED));
      case STALE_REPORT_ACCEPTED -> commits(Sabotages::commitForLastAttempt);
      case CORRELATOR_REUSED -> loads(Sabotages::withoutOldAttempts);
      case EXEC_IN_DOUBT_SENT_AGAIN ->
          loads(
              d ->
                  d.state() == DeploymentState.DOWNLOADING || d.state() == DeploymentState.UPDATING
                      ? steps(
                          d.to(DeploymentState.CONTACTED, d.reason(), d.changed()),
                          Attempt.Step.IN_DOUBT,
                          Attempt.Step.PREPARED)
                      : d);
      case SUCCESS_BELIEVED -> commits(Sabotages::commitBelieving);
      case ENDED_DEPLOYMENT_REOPENED -> loads(Sabotages::reopened);
      case NONCE_NEVER_CHANGES -> new ConstantNonce();
      case CANCEL_NOT_STORED -> new NoDesk();
      case NO_WORKER -> claims((store, now, lease, limit) -> List.of());
      case LEASE_NEVER_ENDS ->
          claims(
              (store, now, lease, limit) ->
                  store.claim(now, now.plus(Duration.ofDays(365)), limit));
      case STAGE_LIMITS_IGNORED ->
          claims(
              (store, now, lease, limit) ->
                  store.claim(now, lease, limit).stream()
                      .filter(d -> !now.isBefore(d.deadline()))
                      .toList());
      case WORKER_OVERWRITES -> new OverwritingWorker();
      case DISK_LIES -> new DiskSabotages.LyingDisk();
      case SLOT_NOT_SYNCED -> new DiskSabotages.LyingDisk("image");
      case STATE_NOT_SYNCED -> new DiskSabotages.LyingDisk("state.json.new");
      case BOOT_CONFIRMATION_FORGOTTEN -> new DiskSabotages.ForgottenConfirmation();
      case REPORT_FORGOTTEN -> new DiskSabotages.ForgottenReports();
    };
  }

  /// A commit that does something else.
  interface Committing {
    boolean commit(ExchangeStore store, Loaded asRead, Changes changes);
  }

  /// A store that commits otherwise.
  static Parts commits(Committing committing) {
    return new Parts() {
      @Override
      public ExchangeStore store(WatchedStore real, MemoryStore beneath) {
        return new WrongStore(real, UnaryOperator.identity(), committing);
      }
    };
  }

  /// A store that reads deployments otherwise.
  static Parts loads(UnaryOperator<Deployment> reading) {
    return new Parts() {
      @Override
      public ExchangeStore store(WatchedStore real, MemoryStore beneath) {
        return new WrongStore(real, reading, ExchangeStore::commit);
      }
    };
  }

  private record WrongStore(
      ExchangeStore real, UnaryOperator<Deployment> reading, Committing committing)
      implements ExchangeStore {
    @Override
    public Loaded load(DeviceId device, Lookup lookup) {
      Loaded loaded = real.load(device, lookup);
      return new Loaded(
          loaded.device(),
          loaded.session(),
          loaded.deployments().stream().map(reading).toList(),
          loaded.packages(),
          loaded.orders(),
          loaded.rule(),
          loaded.strangers());
    }

    @Override
    public boolean commit(Loaded asRead, Changes changes) {
      return committing.commit(real, asRead, changes);
    }

    @Override
    public void behind(Behind changes) {
      real.behind(changes);
    }
  }

  static Changes with(Changes changes, List<Deployment> deployments) {
    return new Changes(
        changes.device(), changes.session(), deployments, changes.orders(), changes.events());
  }

  static Changes sessionOnly(Changes changes) {
    return with(changes, List.of());
  }

  static boolean commitWithoutResults(ExchangeStore store, Loaded asRead, Changes changes) {
    List<Deployment> without =
        changes.deployments().stream()
            .filter(d -> d.attempts().stream().allMatch(a -> a.result().isEmpty()))
            .toList();
    return store.commit(asRead, with(changes, without));
  }

  /// The result of an earlier attempt goes to the last one.
  static boolean commitForLastAttempt(ExchangeStore store, Loaded asRead, Changes changes) {
    List<Deployment> wrong = changes.deployments().stream().map(Sabotages::forLast).toList();
    return store.commit(asRead, with(changes, wrong));
  }

  private static Deployment forLast(Deployment d) {
    Optional<Attempt> last = d.last();
    if (last.isEmpty() || d.attempts().size() < 2 || last.get().result().isPresent()) return d;
    return d.attempts().stream()
        .flatMap(attempt -> attempt.result().stream())
        .findFirst()
        .map(code -> d.with(last.get().reported(code)))
        .orElse(d);
  }

  static boolean commitBelieving(ExchangeStore store, Loaded asRead, Changes changes) {
    List<Deployment> believed =
        changes.deployments().stream()
            .map(
                d ->
                    d.state() == DeploymentState.DOWNLOADED
                            || d.state() == DeploymentState.VERIFYING
                        ? d.to(DeploymentState.SUCCEEDED, "believed", d.changed())
                        : d)
            .toList();
    return store.commit(asRead, with(changes, believed));
  }

  static Deployment steps(Deployment deployment, Attempt.Step from, Attempt.Step to) {
    Deployment changed = deployment;
    for (Attempt attempt : deployment.attempts())
      if (attempt.step() == from) changed = changed.with(attempt.at(to));
    return changed;
  }

  /// An ended deployment that comes up again.
  static Deployment reopened(Deployment deployment) {
    return deployment.state().isEnd()
        ? deployment.to(DeploymentState.VERIFYING, "opened again", deployment.changed())
        : deployment;
  }

  private static final Set<Attempt.Step> OVER =
      EnumSet.of(
          Attempt.Step.REFUSED,
          Attempt.Step.NOT_STARTED,
          Attempt.Step.LOST,
          Attempt.Step.ROLLED_BACK);

  /// Attempts that came to nothing are gone, so that their numbers are free again.
  static Deployment withoutOldAttempts(Deployment d) {
    List<Attempt> kept = d.attempts().stream().filter(a -> !OVER.contains(a.step())).toList();
    return new Deployment(
        d.id(), d.device(), d.goal(), d.stage(), without(d.progress(), kept), d.revision());
  }

  private static Progress without(Progress p, List<Attempt> kept) {
    return new Progress(p.choice(), p.packagePresent(), kept, p.refusals(), p.tally());
  }

  /// Skips some commits: a server that stored nothing at all would only be idle.
  static final class SkippingStore implements Parts {
    private static final int EACH = 3;
    private int count;

    @Override
    public ExchangeStore store(WatchedStore real, MemoryStore beneath) {
      return new WrongStore(
          real,
          UnaryOperator.identity(),
          (store, asRead, changes) -> ++count % EACH == 0 || store.commit(asRead, changes));
    }
  }

  /// Takes the last commit of a deployment back when the server crashes.
  static final class ForgetfulStore implements Parts {
    private Optional<Deployment> before = Optional.empty();

    @Override
    public ExchangeStore store(WatchedStore real, MemoryStore beneath) {
      return new WrongStore(
          real,
          UnaryOperator.identity(),
          (store, asRead, changes) -> {
            Optional<Deployment> was =
                changes.deployments().stream()
                    .flatMap(d -> beneath.find(d.id()).stream())
                    .findFirst();
            boolean committed = store.commit(asRead, changes);
            if (committed && was.isPresent()) before = was;
            return committed;
          });
    }

    @Override
    public void crashed(MemoryStore store) {
      before.ifPresent(store::put);
      before = Optional.empty();
    }
  }

  /// Commits as if nobody else had been there: over whatever is stored now.
  static final class OverwritingStore implements Parts {
    @Override
    public ExchangeStore store(WatchedStore real, MemoryStore beneath) {
      return new WrongStore(
          real,
          UnaryOperator.identity(),
          (store, asRead, changes) -> store.commit(asRead, changes) || overwrite(real, changes));
    }

    private static boolean overwrite(WatchedStore store, Changes changes) {
      for (Deployment changed : changes.deployments()) {
        Optional<Deployment> stored = store.find(changed.id());
        var event =
            new Event(
                changed.device(),
                Optional.of(changed.id()),
                changed.changed(),
                changed.state().word(),
                changed.reason());
        if (stored.isPresent()) store.update(changed.withRevision(stored.get().revision()), event);
      }
      return true;
    }
  }

  static final class ConstantNonce implements Parts {
    @Override
    public Nonces nonces(Nonces real) {
      return new Nonces() {
        @Override
        public Octets forSession(String deviceId, long counter) {
          return real.forSession(deviceId, 0);
        }

        @Override
        public Octets forChallenge(String deviceId, long counter, String sessionId, long msgId) {
          return real.forSession(deviceId, 0);
        }
      };
    }
  }

  /// Operators whose changes are not stored.
  static final class NoDesk implements Parts {
    @Override
    public DeploymentStore desk(DeploymentStore real) {
      return new ForwardingDeployments(real) {
        @Override
        public boolean update(Deployment changed, Event event) {
          return true;
        }
      };
    }
  }

  /// A worker that takes due deployments otherwise.
  interface Claiming {
    List<Deployment> claim(DeploymentStore store, Instant now, Instant lease, int limit);
  }

  static Parts claims(Claiming claiming) {
    return new Parts() {
      @Override
      public DeploymentStore worker(DeploymentStore real) {
        return new ForwardingDeployments(real) {
          @Override
          public List<Deployment> claim(Instant now, Instant lease, int limit) {
            return claiming.claim(real, now, lease, limit);
          }
        };
      }
    };
  }

  /// A worker that stores its changes over those of others.
  static final class OverwritingWorker implements Parts {
    @Override
    public DeploymentStore worker(DeploymentStore real) {
      return new ForwardingDeployments(real) {
        @Override
        public List<Deployment> update(List<Change> changes) {
          return real.update(
              changes.stream()
                  .map(change -> new Change(fresh(change.changed()), change.event()))
                  .toList());
        }

        private Deployment fresh(Deployment changed) {
          return changed.withRevision(real.find(changed.id()).orElseThrow().revision());
        }
      };
    }
  }
}
