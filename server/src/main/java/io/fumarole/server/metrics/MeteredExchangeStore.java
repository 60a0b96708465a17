package io.fumarole.server.metrics;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.StoredSession;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// The device path's store, with how long it takes and what it tells: sessions, results and ends.
public final class MeteredExchangeStore implements ExchangeStore {
  private final ExchangeStore store;
  private final Endings endings;
  private final Timer loads;
  private final Timer commits;
  private final Counter conflicts;
  private final Counter idle;
  private final Counter busy;

  public MeteredExchangeStore(ExchangeStore store, Endings endings, Metrics metrics) {
    this.store = store;
    this.endings = endings;
    var timer = metrics.timer("store", "Reads and commits of the device path");
    loads = timer.withTag("operation", "load");
    commits = timer.withTag("operation", "commit");
    conflicts =
        metrics
            .counter("store.conflicts", "Commits that came too late and were made anew")
            .withTags();
    var sessions = metrics.counter("sessions", "Sessions that began, by whether there was work");
    idle = sessions.withTag("work", "none");
    busy = sessions.withTag("work", "some");
  }

  @Override
  public Loaded load(DeviceId device, Lookup lookup) {
    long begun = System.nanoTime();
    Loaded loaded = store.load(device, lookup);
    loads.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    return loaded;
  }

  @Override
  public boolean commit(Loaded asRead, Changes changes) {
    long begun = System.nanoTime();
    boolean isStored = store.commit(asRead, changes);
    commits.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
    if (isStored) count(asRead, changes);
    else conflicts.increment();
    return isStored;
  }

  private void count(Loaded asRead, Changes changes) {
    if (changes.session() instanceof SessionChange.Put(var session) && isNew(asRead, session))
      busy.increment();
    changes
        .deployments()
        .forEach(
            changed -> {
              endings.stored(changed);
              endings.reported(asRead.deployments(), changed);
            });
  }

  private static boolean isNew(Loaded asRead, StoredSession session) {
    return !asRead.session().map(StoredSession::key).equals(Optional.of(session.key()));
  }

  /// A session in which there is nothing to do is stored in no other way.
  @Override
  public void behind(Behind changes) {
    store.behind(changes);
    idle.increment();
  }
}
