package io.fumarole.campaign.device;

import java.time.Duration;
import java.util.stream.Stream;

/// How long a deployment may stand in each stage with devices of a model, and how often what came
/// to nothing is tried again: every stage ends by itself.
public record Patience(Times times, Budgets budgets) {
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

  /// How long to wait after something has come to nothing for the `times`-th time: not at all at
  /// first, then [Times#pause], each time twice as much and a pause more. Never so long that the
  /// limit of waiting passes over it.
  public Duration pauseAfter(int tries) {
    Duration longest = times.waiting().dividedBy(2);
    Duration pause = Duration.ZERO;
    for (int i = 1; i < tries && pause.compareTo(longest) < 0; i++)
      pause = pause.multipliedBy(2).plus(times.pause());
    return pause.compareTo(longest) < 0 ? pause : longest;
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
