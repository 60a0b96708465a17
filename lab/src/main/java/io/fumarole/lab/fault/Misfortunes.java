package io.fumarole.lab.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What one device has to meet, and what of it has struck. Its parts ask at each occasion; whoever
/// looks on reads.
public final class Misfortunes {
  private static final class Pending {
    private final Dealt dealt;
    private int skip;
    private int times;

    Pending(Dealt dealt) {
      this.dealt = dealt;
      this.skip = dealt.skip();
      this.times = dealt.times();
    }
  }

  private final List<Pending> pending = new ArrayList<>();
  private final Set<Fault> dealt = EnumSet.noneOf(Fault.class);
  private final Supplier<Duration> clock;
  private final Consumer<Fault> each;
  private final Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
  private final Set<Fault> underWay = EnumSet.noneOf(Fault.class);
  private final List<String> complaints = new ArrayList<>();

  /// @param clock the time since the run began
  /// @param each is told of every strike
  public Misfortunes(List<Dealt> all, Supplier<Duration> clock, Consumer<Fault> each) {
    this.clock = clock;
    this.each = each;
    for (Dealt one : all) {
      pending.add(new Pending(one));
      dealt.add(one.fault());
    }
  }

  public boolean isEmpty() {
    return dealt.isEmpty();
  }

  /// An occasion has come: whether the fault strikes at it.
  public boolean strikes(Fault fault) {
    return strike(fault).isPresent();
  }

  /// An occasion has come: what strikes at it.
  public synchronized Optional<Dealt> strike(Fault fault) {
    for (Pending one : pending) {
      if (one.dealt.fault() != fault || one.times == 0) continue;
      if (one.dealt.after().filter(after -> clock.get().compareTo(after) < 0).isPresent()) continue;
      if (one.skip > 0) {
        one.skip--;
        continue;
      }
      one.times--;
      count(fault);
      return Optional.of(one.dealt);
    }
    return Optional.empty();
  }

  /// Whether it has struck in the update under way, or strikes now; it then does not end before
  /// [#updateEnded].
  public synchronized boolean holds(Fault fault) {
    if (underWay.contains(fault)) return true;
    if (!strikes(fault)) return false;
    underWay.add(fault);
    return true;
  }

  public synchronized void updateEnded() {
    underWay.clear();
  }

  private void count(Fault fault) {
    struck.merge(fault, 1, Integer::sum);
    each.accept(fault);
  }

  /// It has struck by itself.
  public synchronized void spend(Fault fault) {
    pending.stream()
        .filter(one -> one.dealt.fault() == fault && one.times > 0)
        .findFirst()
        .ifPresent(one -> one.times--);
    count(fault);
  }

  /// What is left of a fault that strikes by itself.
  public synchronized Optional<Dealt> next(Fault fault) {
    return pending.stream()
        .filter(one -> one.dealt.fault() == fault && one.times > 0)
        .map(one -> one.dealt)
        .findFirst();
  }

  /// The other side has done what it must not.
  synchronized void complain(String words) {
    complaints.add(words);
  }

  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  public Set<Fault> dealt() {
    return Collections.unmodifiableSet(dealt);
  }

  /// How often each has struck.
  public synchronized Map<Fault, Integer> struck() {
    return Map.copyOf(struck);
  }

  public synchronized boolean hasStruck(Fault fault) {
    return struck.containsKey(fault);
  }
}
