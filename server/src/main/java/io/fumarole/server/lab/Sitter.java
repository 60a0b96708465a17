package io.fumarole.server.lab;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.Examiner;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.lab.ConformanceRoom.Finding;
import io.fumarole.server.lab.ConformanceRoom.Reports;
import io.fumarole.server.lab.ConformanceRoom.Sitting;
import io.fumarole.storage.ConformanceStore;
import io.fumarole.storage.ConformanceStore.Form;
import io.fumarole.storage.ConformanceStore.Run;
import io.fumarole.storage.ConformanceStore.State;
import io.fumarole.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/// One device in front of the kit: what is found is stored as it is found.
final class Sitter implements ConformanceRoom.Company {
  private static final int UNABLE = 500;
  private static final String TEXT = "text/plain; charset=utf-8";

  /// The answer that ends the session before leaves when this is asked for: a device that is still
  /// in a session may miss a notification.
  private static final Executor LATER =
      CompletableFuture.delayedExecutor(
          500, TimeUnit.MILLISECONDS, task -> Thread.ofVirtual().start(task));

  private static final System.Logger LOG = System.getLogger(Sitter.class.getName());

  private final String token;
  private final ConformanceStore store;
  private final Device device;
  private final DeviceBell bell;
  private final InstantSource clock;
  private Run run;
  private Detail detail;
  private boolean isCancelled;
  private Optional<Sitting> sitting = Optional.empty();
  private Optional<Reports> reports = Optional.empty();
  private Optional<Thread> thread = Optional.empty();

  /// @param token names the address of its files
  Sitter(
      Run run,
      Detail detail,
      String token,
      ConformanceStore store,
      Device device,
      DeviceBell bell,
      InstantSource clock) {
    this.run = run;
    this.detail = detail;
    this.token = token;
    this.store = store;
    this.device = device;
    this.bell = bell;
    this.clock = clock;
  }

  void sit(Sitting at) {
    sitting = Optional.of(at);
  }

  String token() {
    return token;
  }

  synchronized Run run() {
    return run;
  }

  private Sitting sitting() {
    return sitting.orElseThrow();
  }

  /// @param then what follows, whatever became of it
  void start(Runnable then) {
    thread =
        Optional.of(
            Thread.ofVirtual()
                .name("conformance-" + run.id())
                .start(
                    () -> {
                      try {
                        play();
                      } finally {
                        then.run();
                      }
                    }));
  }

  private void play() {
    try {
      Reports made = sitting().run();
      synchronized (this) {
        reports = Optional.of(made);
        detail = detail.ended(made.end()).reported();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      broke("it was interrupted");
    } catch (IOException | RuntimeException failed) {
      LOG.log(System.Logger.Level.ERROR, "conformance run " + run().id() + " broke off", failed);
      broke("the kit failed: " + failed.getMessage());
    }
  }

  private synchronized void broke(String words) {
    detail = detail.ended(words);
  }

  /// The run has ended.
  synchronized void close() {
    Instant now = clock.instant();
    State state = isCancelled ? State.CANCELLED : State.ENDED;
    run = run.with(detail.json(), now).in(state, now);
    store.end(
        run,
        reports
            .map(it -> Map.of(Form.JSON, it.json(), Form.HTML, it.html(), Form.JUNIT, it.junit()))
            .orElse(Map.of()));
  }

  void await(Duration longest) {
    try {
      if (thread.isPresent() && !thread.get().join(longest))
        LOG.log(System.Logger.Level.WARNING, "conformance run {0} does not end", run().id());
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  void cancel(String words) {
    synchronized (this) {
      isCancelled = true;
    }
    sitting().stop(words);
  }

  /// Renews the lease, and hears what others want of the run.
  void keep(Instant now) {
    Run kept = run();
    if (now.isAfter(kept.started().plus(Examinations.LONGEST)))
      sitting().stop("it took longer than " + Examinations.LONGEST.toHours() + " hours");
    Optional<Run> stored = store.find(kept.id());
    if (stored.isEmpty() || !stored.get().state().isOpen())
      sitting().stop("another server took it for lost");
    else if (stored.get().state() == State.CANCELLING) cancel("it was cancelled");
    else if (kept.lease().isBefore(now.plus(Examinations.LEASE.dividedBy(2)))) renew(now);
  }

  private synchronized void renew(Instant now) {
    run = run.leasedUntil(now.plus(Examinations.LEASE));
    store.keep(run);
  }

  @Override
  public void begins(String id, String title) {
    change(
        detail()
            .playing(
                new Detail.Now(id, title, Optional.empty(), Optional.empty(), clock.instant())));
  }

  @Override
  public void judged(Finding finding) {
    change(detail().with(finding));
  }

  @Override
  public boolean asked(String word, String sentence) {
    boolean isSession = word.equals("session");
    boolean isNotification = word.startsWith("notify");
    if (!isSession && !isNotification && !detail().attended()) return false;
    change(detail().asking(word, sentence, clock.instant()));
    if (isSession && detail().wakes()) LATER.execute(this::wakeOrTell);
    return true;
  }

  private void wakeOrTell() {
    wake()
        .ifPresent(
            why ->
                LOG.log(
                    System.Logger.Level.WARNING,
                    "device {0} could not be notified: {1}",
                    device.id(),
                    why));
  }

  @Override
  public void ring(Octets package0) throws IOException {
    bell.ring(device, package0);
  }

  private synchronized Detail detail() {
    return detail;
  }

  /// What cannot be stored now, goes along with what is stored next.
  private synchronized void change(Detail next) {
    detail = next;
    run = run.with(next.json(), clock.instant());
    try {
      store.keep(run);
    } catch (StorageException failed) {
      LOG.log(
          System.Logger.Level.WARNING,
          "what conformance run {0} has found is not stored yet: {1}",
          run.id(),
          failed.getMessage());
    }
  }

  /// @return why the device could not be asked to open a session; empty when it was
  Optional<String> wake() {
    try {
      return sitting().wake() ? Optional.empty() : Optional.of(Fitness.unreachable(device));
    } catch (IOException failed) {
      return Optional.of(String.valueOf(failed.getMessage()));
    }
  }

  /// To those who wait for the device it looks as if it were silent.
  void refused(String words) {
    sitting().refused(words);
    synchronized (this) {
      Detail told = detail.refusing(words);
      if (!told.equals(detail)) change(told);
    }
  }

  Examiner.Reply answer(Exchanger.Request request) {
    try {
      return sitting().exchange(request);
    } catch (IOException broken) {
      return unable("the case breaks off here");
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return unable("the server stops");
    }
  }

  private static Examiner.Reply unable(String words) {
    return new Examiner.Reply(
        new Exchanger.Answer(UNABLE, TEXT, Octets.utf8(words + "\n"), Optional.empty()), false);
  }

  ConformanceRoom.Fetched fetch(ConformanceRoom.Call call)
      throws IOException, InterruptedException {
    return sitting().fetch(call);
  }
}
