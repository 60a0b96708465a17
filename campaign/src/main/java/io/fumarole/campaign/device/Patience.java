package io.fumarole.campaign.device;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// How long a deployment may stand in each stage with devices of a model, and how often what came
/// to nothing is tried again: every stage ends by itself.
///
/// @param backoff between one try and the next; empty: as [Times#pause] says
public record Patience(Times times, Budgets budgets, Optional<Backoff> backoff, Asking asking) {
  public Patience(Times times, Budgets budgets) {
    this(times, budgets, Optional.empty(), Asking.ONCE);
  }

  /// Nobody waits longer for one device: it is the longest deadline too.
  public static final Duration LONGEST = Duration.ofDays(366);

  /// Each costs an Exec, a message to the device or a question to its user.
  public static final int MOST = 100;

  /// Devices poll once a day where nobody notifies them, and a slow line takes hours for an image.
  public static final Patience USUAL =
      new Patience(
          new Times(
              Duration.ofMinutes(15),
              Duration.ofHours(1),
              Duration.ofHours(24),
              Duration.ofDays(3),
              Duration.ofHours(24),
              Duration.ofHours(24),
              Duration.ofDays(3),
              Duration.ofMinutes(10)),
          new Budgets(5, 5, 10, 3, 3));

  /// @param answer to a notification, before the next; doubled each time
  /// @param contacted from the beginning of a job to its Exec
  /// @param downloading from an Exec that downloads to its report
  /// @param downloaded from a package on the device to the Exec that installs it
  /// @param updating from an Exec that only installs to its report
  /// @param verifying from a report of success to a session in which the version is read
  /// @param waiting for a device, its user, or an overdue report
  /// @param pause before the second retry of what was refused for now; doubled each time
  public record Times(
      Duration answer,
      Duration contacted,
      Duration downloading,
      Duration downloaded,
      Duration updating,
      Duration verifying,
      Duration waiting,
      Duration pause) {
    public Times {
      Stream.of(answer, contacted, downloading, downloaded, updating, verifying, waiting, pause)
          .filter(time -> !time.isPositive() || time.compareTo(LONGEST) > 0)
          .forEach(
              time -> {
                throw new IllegalArgumentException(
                    "a time is positive and at most " + LONGEST.toDays() + " days, not " + time);
              });
    }
  }

  /// @param notifications for one deployment, until the device is left to poll
  /// @param attempts Execs for one deployment
  /// @param absences questions that the user does not answer
  /// @param transfers of the package over DM that break off, until another delivery is taken
  /// @param stalls stages that took too long and are tried again
  public record Budgets(int notifications, int attempts, int absences, int transfers, int stalls) {
    public Budgets {
      Stream.of(notifications, attempts, absences, transfers, stalls)
          .filter(count -> count < 1 || count > MOST)
          .forEach(
              count -> {
                throw new IllegalArgumentException("a budget is 1 to " + MOST + ", not " + count);
              });
    }
  }

  /// Pauses that double.
  ///
  /// @param first after something has come to nothing once
  /// @param longest of them
  /// @param jitter how much longer a pause may be, in percent: by a hash, so that devices that
  ///   failed together do not come back together
  public record Backoff(Duration first, Duration longest, int jitter) {
    public Backoff {
      if (!first.isPositive() || first.compareTo(longest) > 0 || longest.compareTo(LONGEST) > 0)
        throw new IllegalArgumentException(
            "pauses are positive, the first no longer than the longest, and that at most %d days"
                .formatted(LONGEST.toDays()));
      if (jitter < 0 || jitter > 100)
        throw new IllegalArgumentException("jitter is 0 to 100 percent, not " + jitter);
    }

    Duration after(int tries, String who) {
      Duration pause = first;
      for (int i = 1; i < tries && pause.compareTo(longest) < 0; i++) pause = pause.multipliedBy(2);
      if (pause.compareTo(longest) > 0) pause = longest;
      long share = Math.floorMod(Objects.hash(who, tries) * 0x9E3779B1, 1_000);
      return pause.plus(pause.multipliedBy(jitter * share).dividedBy(100_000));
    }
  }

  /// What users are left to decide.
  ///
  /// @param postponements how often a no puts it off before one declines it
  /// @param choiceUntil from then on users are told and not asked; empty: they are always asked
  public record Asking(int postponements, Optional<Instant> choiceUntil) {
    /// The first no declines.
    public static final Asking ONCE = new Asking(0, Optional.empty());

    public Asking {
      if (postponements < 0 || postponements > MOST)
        throw new IllegalArgumentException(
            "postpone.times is 0 to " + MOST + ", not " + postponements);
    }

    public boolean leavesChoice(Instant now) {
      return choiceUntil.filter(until -> !now.isBefore(until)).isEmpty();
    }
  }

  /// How long to wait after something has come to nothing for the `times`-th time: with a back-off
  /// as that says; else not at all at first, then [Times#pause], each time twice as much and a
  /// pause more. Never so long that the limit of waiting passes over it.
  ///
  /// @param who waits, for the jitter
  public Duration pauseAfter(int tries, String who) {
    return backoff.map(it -> bounded(it.after(tries, who))).orElseGet(() -> usualPause(tries));
  }

  /// The same where the first time needs a pause too, such as for a server that is away.
  public Duration laterAfter(int tries, String who) {
    return backoff.isPresent() ? pauseAfter(tries, who) : usualPause(tries + 1);
  }

  private Duration bounded(Duration pause) {
    Duration longest = times.waiting().dividedBy(2);
    return pause.compareTo(longest) < 0 ? pause : longest;
  }

  private Duration usualPause(int tries) {
    Duration longest = times.waiting().dividedBy(2);
    Duration pause = Duration.ZERO;
    for (int i = 1; i < tries && pause.compareTo(longest) < 0; i++)
      pause = pause.multipliedBy(2).plus(times.pause());
    return bounded(pause);
  }

  /// When the answer to the last of `notifications` is overdue, counted from the first: the wait
  /// doubles with each.
  public Duration answersWithin(int notifications) {
    Duration wait = times.answer();
    Duration all = Duration.ZERO;
    for (int i = 0; i < notifications && all.compareTo(LONGEST) < 0; i++) {
      all = all.plus(wait);
      wait = wait.multipliedBy(2);
    }
    return all;
  }
}
