package io.fumarole.lab.rehearsal;

import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.lab.rehearsal.Course.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.LongStream;

/// What will happen, as several runs say that differ by chance alone.
///
/// @param assumptions what all of it stands on, in sentences
/// @param end what the runs came to
/// @param devices what became of them
/// @param load that the server is to bear
/// @param cost of the notifications, where a price is known
/// @param ends of deployments in the run in the middle, by state and cause
/// @param course over time
/// @param sensitivity how the answer moves when one setting moves
/// @param compared runs of each of those settings: the first of all
/// @param seen how it really went, where that is known
public record Forecast(
    String campaign,
    Instant start,
    int fleet,
    int runs,
    long seed,
    List<String> assumptions,
    End end,
    Devices devices,
    Load load,
    Optional<Spread> cost,
    SortedMap<String, Long> ends,
    List<Band> course,
    List<Moved> sensitivity,
    int compared,
    Optional<Seen> seen) {
  private static final int POINTS = 160;
  private static final double MOST_OF_ALL = 0.99;
  private static final double NINE_TENTHS = 0.9;
  private static final double HALF = 0.5;

  public Forecast {
    assumptions = List.copyOf(assumptions);
    ends = Collections.unmodifiableSortedMap(new TreeMap<>(ends));
    course = List.copyOf(course);
    sensitivity = List.copyOf(sensitivity);
  }

  /// Times in seconds after the start.
  ///
  /// @param completes share of the runs that completed
  /// @param finish of those
  /// @param half until half of those that succeed have; so `most` of 90% and `nearlyAll` of 99%
  /// @param pauses share of the runs in which the campaign paused or aborted by itself
  /// @param pausesAfter how long that took, in those
  /// @param reasons in the words of the campaign, by how many runs
  public record End(
      double completes,
      Optional<Spread> finish,
      Optional<Spread> half,
      Optional<Spread> most,
      Optional<Spread> nearlyAll,
      double pauses,
      Optional<Spread> pausesAfter,
      SortedMap<String, Integer> reasons) {
    public End {
      reasons = Collections.unmodifiableSortedMap(new TreeMap<>(reasons));
    }
  }

  /// @param notTaken that no phase had taken when it ended
  /// @param out without a package
  /// @param neverHeard members that nothing brings to a session, however long it takes
  /// @param neverReady members that do not become as the precondition asks
  public record Devices(
      Spread members,
      Spread succeeded,
      Spread failed,
      Spread declined,
      Spread notTaken,
      Spread out,
      Optional<String> whyOut,
      Spread neverHeard,
      Spread neverReady) {}

  /// @param peakSessions in one second
  /// @param peakOctets in one second
  /// @param octets of all downloads
  public record Load(Spread peakSessions, Spread peakOctets, Spread octets, Spread notifications) {}

  /// At one time.
  public record Band(
      int second,
      Spread succeeded,
      Spread failed,
      Spread taken,
      Spread sessionsPerSecond,
      Spread octetsPerSecond) {}

  /// @param setting that is another
  /// @param from the same runs as they are
  public record Moved(String setting, Brief from, Brief to) {}

  /// @param finish median of the runs that completed, in seconds
  /// @param most until 90% of those that succeed have, in seconds
  public record Brief(
      double completes,
      Optional<Double> finish,
      Optional<Double> most,
      double pauses,
      double succeeded,
      double peakSessions,
      double peakOctets,
      double notifications) {}

  /// How often, and from which seed on.
  ///
  /// @param price of a notification
  /// @param isSensitive whether settings are moved one by one
  /// @param sources what the assumptions come from
  public record Order(
      long seed, int runs, Optional<Double> price, boolean isSensitive, List<String> sources) {
    private static final int MOST_RUNS = 1_000;

    public Order {
      sources = List.copyOf(sources);
      if (runs < 1 || runs > MOST_RUNS)
        throw new IllegalArgumentException("1 to " + MOST_RUNS + " runs, not " + runs);
    }

    /// Enough to tell chance from the rest, and no more than the size of the fleet allows.
    public static int usualRuns(int devices) {
      return devices <= 20_000 ? 21 : devices <= 200_000 ? 9 : devices <= 2_000_000 ? 5 : 1;
    }

    /// Of each setting that is moved: all where they cost nothing, so that what is as it is has the
    /// same figures everywhere; else a few.
    static int comparedRuns(int devices) {
      return devices <= 2_000 ? MOST_RUNS : devices <= 200_000 ? 5 : 1;
    }
  }

  /// One run of many.
  ///
  /// @param seed of its chance
  public record Play(Rehearsal rehearsal, long seed) {}

  /// Plays the runs of a forecast.
  public interface Players {
    /// As many outcomes as plays, in their order.
    List<Outcome> play(List<Play> all);
  }

  /// Of several runs that nothing but chance sets apart: two at a time, unless they are too large
  /// for that.
  public static Forecast of(Rehearsal rehearsal, Order order) {
    boolean isLarge = rehearsal.roster().size() > 2_000_000;
    return of(
        rehearsal,
        order,
        plays ->
            (isLarge ? plays.stream() : plays.parallelStream())
                .map(it -> it.rehearsal().run(it.seed()))
                .toList());
  }

  public static Forecast of(Rehearsal rehearsal, Order order, Players players) {
    List<Variations.Variation> variations =
        order.isSensitive() ? Variations.of(rehearsal) : List.of();
    int few = Math.min(order.runs(), Order.comparedRuns(rehearsal.roster().size()));
    List<Play> plays = new ArrayList<>(plays(rehearsal, order.seed(), order.runs()));
    for (Variations.Variation each : variations)
      plays.addAll(plays(each.rehearsal(), order.seed(), few));
    List<Outcome> played = players.play(plays);
    List<Outcome> outcomes = played.subList(0, order.runs());
    var all = new Runs(outcomes);
    List<String> assumptions = new ArrayList<>(order.sources());
    assumptions.addAll(Assumptions.of(rehearsal));
    Spread notifications = all.spread(it -> it.load().notifications());
    return new Forecast(
        rehearsal.plan().name(),
        rehearsal.start(),
        rehearsal.roster().size(),
        order.runs(),
        order.seed(),
        assumptions,
        all.end(),
        all.devices(),
        all.load(notifications),
        order
            .price()
            .map(
                it ->
                    new Spread(
                        notifications.low() * it,
                        notifications.median() * it,
                        notifications.high() * it)),
        outcomes.get(outcomes.size() / 2).ends(),
        all.course(),
        moved(variations, played, order.runs(), few),
        few,
        Optional.empty());
  }

  /// Beside how it really went.
  public Forecast beside(List<Seen.At> course) {
    return new Forecast(
        campaign,
        start,
        fleet,
        runs,
        seed,
        assumptions,
        end,
        devices,
        load,
        cost,
        ends,
        this.course,
        sensitivity,
        compared,
        Optional.of(Seen.of(course, this.course, devices.members().median())));
  }

  private static List<Play> plays(Rehearsal rehearsal, long seed, int runs) {
    return LongStream.range(seed, seed + runs).mapToObj(it -> new Play(rehearsal, it)).toList();
  }

  /// The same seeds with one setting moved: what differs is that setting's doing.
  ///
  /// @param played the runs as they are, and then `few` of each variation
  private static List<Moved> moved(
      List<Variations.Variation> variations, List<Outcome> played, int runs, int few) {
    Brief from = new Runs(played.subList(0, few)).brief();
    List<Moved> all = new ArrayList<>();
    for (Variations.Variation each : variations) {
      int first = runs + few * all.size();
      all.add(
          new Moved(each.setting(), from, new Runs(played.subList(first, first + few)).brief()));
    }
    return all;
  }

  private record Runs(List<Outcome> all) {
    Spread spread(ToDoubleFunction<Outcome> value) {
      return Spread.of(all.stream().map(value::applyAsDouble).toList()).orElseThrow();
    }

    private Optional<Spread> some(Function<Outcome, Optional<Double>> value) {
      return Spread.of(all.stream().flatMap(it -> value.apply(it).stream()).toList());
    }

    private double share(Predicate<Outcome> what) {
      return (double) all.stream().filter(what).count() / all.size();
    }

    private static Optional<Double> finish(Outcome outcome) {
      return outcome.isCompleted() ? Optional.of((double) outcome.seconds()) : Optional.empty();
    }

    /// When so many of those that succeed have.
    private static Optional<Double> reached(Outcome outcome, double part) {
      double wanted = outcome.counts().succeeded() * part;
      return wanted == 0
          ? Optional.empty()
          : outcome.course().stream()
              .filter(it -> it.succeeded() >= wanted)
              .findFirst()
              .map(it -> (double) it.second());
    }

    private static boolean isBroken(Outcome outcome) {
      return !outcome.pauses().isEmpty() || outcome.state() == CampaignState.ABORTED;
    }

    private static Optional<Double> broken(Outcome outcome) {
      if (!isBroken(outcome)) return Optional.empty();
      return outcome.pauses().isEmpty()
          ? Optional.of((double) outcome.seconds())
          : Optional.of((double) outcome.pauses().getFirst().second());
    }

    End end() {
      SortedMap<String, Integer> reasons = new TreeMap<>();
      for (Outcome each : all)
        reasons.merge(
            each.pauses().isEmpty()
                ? each.state().word() + ": " + general(each.reason())
                : "paused: " + general(each.pauses().getFirst().reason()),
            1,
            Integer::sum);
      return new End(
          share(Outcome::isCompleted),
          some(Runs::finish),
          some(it -> reached(it, HALF)),
          some(it -> reached(it, NINE_TENTHS)),
          some(it -> reached(it, MOST_OF_ALL)),
          share(Runs::isBroken),
          some(Runs::broken),
          reasons);
    }

    /// Runs that end alike are told together, whatever their numbers.
    private static String general(String reason) {
      return reason.replaceAll("\\b\\d+ of \\d+ devices", "devices");
    }

    Devices devices() {
      return new Devices(
          spread(it -> it.counts().members()),
          spread(it -> it.counts().succeeded()),
          spread(it -> it.counts().failed()),
          spread(it -> it.counts().declined()),
          spread(it -> it.counts().notTaken()),
          spread(it -> it.counts().out()),
          all.stream().flatMap(it -> it.counts().whyOut().stream()).findFirst(),
          spread(it -> it.counts().neverHeard()),
          spread(it -> it.counts().neverReady()));
    }

    Load load(Spread notifications) {
      return new Load(
          spread(it -> it.load().peakSessions()),
          spread(it -> it.load().peakOctets()),
          spread(it -> it.load().octets()),
          notifications);
    }

    Brief brief() {
      return new Brief(
          share(Outcome::isCompleted),
          some(Runs::finish).map(Spread::median),
          some(it -> reached(it, NINE_TENTHS)).map(Spread::median),
          share(Runs::isBroken),
          spread(it -> it.counts().succeeded()).median(),
          spread(it -> it.load().peakSessions()).median(),
          spread(it -> it.load().peakOctets()).median(),
          spread(it -> it.load().notifications()).median());
    }

    List<Band> course() {
      int longest = all.stream().mapToInt(Outcome::seconds).max().orElse(0);
      int[] next = new int[all.size()];
      List<Band> bands = new ArrayList<>();
      for (int i = 1; i <= POINTS; i++) {
        int second = (int) Math.ceilDiv((long) longest * i, (long) POINTS);
        List<Point> here = new ArrayList<>();
        for (int run = 0; run < all.size(); run++) {
          List<Point> points = all.get(run).course();
          while (next[run] < points.size() - 1 && points.get(next[run]).second() < second)
            next[run]++;
          here.add(points.get(next[run]));
        }
        bands.add(band(second, here));
      }
      return bands;
    }

    private static Band band(int second, List<Point> here) {
      return new Band(
          second,
          at(here, Point::succeeded),
          at(here, Point::failed),
          at(here, Point::taken),
          at(here, Point::sessionsPerSecond),
          at(here, Point::octetsPerSecond));
    }

    private static Spread at(List<Point> here, ToDoubleFunction<Point> value) {
      return Spread.of(here.stream().map(value::applyAsDouble).toList()).orElseThrow();
    }
  }
}
