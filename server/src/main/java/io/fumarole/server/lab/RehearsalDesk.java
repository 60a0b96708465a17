package io.fumarole.server.lab;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.server.LiveProfiles;
import io.fumarole.storage.RehearsalStore.Outcome;
import io.fumarole.storage.StorageException;
import io.fumarole.storage.Stores;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Rehearses one campaign at a time on this node, in one thread: the other processors are the
/// devices'. How far it is and what came of it is stored, and so seen on all nodes.
public final class RehearsalDesk implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RehearsalDesk.class.getName());

  /// Whoever waits longer asks the command, on a machine that has nothing else to do.
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private static final Duration TELLS_EACH = Duration.ofSeconds(1);
  private static final Duration STOPS_WITHIN = Duration.ofSeconds(10);

  private final Optional<RehearsalRoom> room;
  private final Stores stores;
  private final LiveProfiles profiles;
  private final Supplier<String> ids;
  private final InstantSource clock;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("rehearsal").daemon(true).factory());

  private Optional<Job> current = Optional.empty();

  /// What came of asking.
  public sealed interface Begun {
    record Started() implements Begun {}

    /// Another campaign is at it.
    record Busy(CampaignId other) implements Begun {}

    /// Nobody brought the room along.
    record Nowhere() implements Begun {}
  }

  public RehearsalDesk(
      Optional<RehearsalRoom> room,
      Stores stores,
      LiveProfiles profiles,
      Supplier<String> ids,
      InstantSource clock) {
    this.room = room;
    this.stores = stores;
    this.profiles = profiles;
    this.ids = ids;
    this.clock = clock;
  }

  /// @param given what was said, JSON
  public synchronized Begun begin(RehearsalRoom.Question question, String given) {
    if (room.isEmpty()) return new Begun.Nowhere();
    Optional<Job> running = current.filter(it -> !it.isStopped);
    if (running.isPresent()) return new Begun.Busy(running.get().question.campaign());
    var job = new Job(room.get(), question, ids.get());
    stores.rehearsals().begin(question.campaign(), job.id, given, clock.instant());
    current = Optional.of(job);
    thread.execute(job);
    return new Begun.Started();
  }

  /// Of a campaign that is another by now, or whose rehearsal nobody wants any more.
  public synchronized void forget(CampaignId campaign) {
    current
        .filter(it -> it.question.campaign().equals(campaign))
        .ifPresent(it -> it.isStopped = true);
    stores.rehearsals().forget(campaign);
  }

  private synchronized void ended(Job job) {
    current = current.filter(it -> it != job);
  }

  @Override
  public void close() {
    synchronized (this) {
      current.ifPresent(it -> it.isStopped = true);
    }
    thread.shutdown();
    try {
      if (!thread.awaitTermination(STOPS_WITHIN.toSeconds(), TimeUnit.SECONDS))
        LOG.log(Level.WARNING, "a rehearsal does not stop");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// One rehearsal.
  private final class Job implements Runnable, RehearsalRoom.Progress {
    private final RehearsalRoom where;
    private final RehearsalRoom.Question question;
    private final String id;
    private final long begun = System.nanoTime();
    private long told = begun;
    private int plays = -1;
    private volatile boolean isStopped;

    Job(RehearsalRoom where, RehearsalRoom.Question question, String id) {
      this.where = where;
      this.question = question;
      this.id = id;
    }

    @Override
    public void run() {
      try {
        play();
      } catch (StorageException broken) {
        LOG.log(
            Level.WARNING, "the rehearsal of campaign " + question.campaign() + " is lost", broken);
      } finally {
        ended(this);
      }
    }

    private void play() {
      try {
        var known = new RehearsalRoom.Known(stores, profiles.written().profiles(), clock.instant());
        RehearsalRoom.Answer answer = where.rehearse(question, known, this);
        var outcome = new Outcome(HabitsJson.of(answer.used()), answer.forecast());
        stores.rehearsals().done(question.campaign(), id, outcome, clock.instant());
      } catch (CancellationException stopped) {
        failed("it was stopped");
      } catch (IllegalArgumentException refused) {
        failed(String.valueOf(refused.getMessage()));
      } catch (StorageException broken) {
        throw broken;
      } catch (RuntimeException | OutOfMemoryError broken) {
        LOG.log(
            Level.ERROR, "the rehearsal of campaign " + question.campaign() + " failed", broken);
        failed("it broke off: the log of the server says why");
      }
    }

    private void failed(String words) {
      stores.rehearsals().failed(question.campaign(), id, words, clock.instant());
    }

    @Override
    public void at(int played, int of) {
      if (isStopped) throw new CancellationException();
      long now = System.nanoTime();
      if (now - begun > LONGEST.toNanos())
        throw new IllegalArgumentException(
            "it took longer than %d minutes: use './fumarole lab rehearse' on another machine"
                .formatted(LONGEST.toMinutes()));
      boolean isNews = of != plays;
      if (!isNews && now - told < TELLS_EACH.toNanos()) return;
      plays = of;
      told = now;
      if (!stores.rehearsals().played(question.campaign(), id, played, of, clock.instant()))
        throw new CancellationException();
    }
  }
}
