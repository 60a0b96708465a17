package io.fumarole.lab.fault;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;

/// Who meets which fault: by chance, by a script, or by both. What a device draws follows from the
/// seed, its number and the fault alone, so that no other fault and no thread changes it.
public record FaultPlan(List<Chance> chances, List<Scripted> script) {
  public static final FaultPlan NONE = new FaultPlan(List.of(), List.of());

  /// A share of all devices.
  ///
  /// @param part from 0 to 1
  public record Chance(Fault fault, double part) {
    public Chance {
      if (!(part >= 0 && part <= 1)) throw new IllegalArgumentException(part + " is no share");
    }
  }

  /// A line of a script.
  public record Scripted(Which which, Dealt dealt) {}

  public FaultPlan {
    chances = List.copyOf(chances);
    script = List.copyOf(script);
  }

  /// The same share for each fault.
  public static List<Chance> everyFault(double part) {
    return Arrays.stream(Fault.values()).map(fault -> new Chance(fault, part)).toList();
  }

  public boolean isEmpty() {
    return chances.isEmpty() && script.isEmpty();
  }

  /// What one device meets; where the script has a fault for it, chance has no part in that.
  ///
  /// @param number of the device, from 0
  public List<Dealt> of(int number, String id, long seed) {
    List<Dealt> dealt = new ArrayList<>();
    for (Scripted line : script) if (line.which().is(number, id)) dealt.add(line.dealt());
    List<Fault> written = dealt.stream().map(Dealt::fault).toList();
    for (Chance chance : chances)
      if (!written.contains(chance.fault())) drawn(chance, number, seed).ifPresent(dealt::add);
    return dealt;
  }

  private static Optional<Dealt> drawn(Chance chance, int number, long seed) {
    Fault fault = chance.fault();
    long mixed = seed * 0x9E3779B97F4A7C15L + number;
    var random = new SplittableRandom(mixed * 0xBF58476D1CE4E5B9L + fault.word().hashCode());
    boolean strikes = random.nextDouble() < chance.part();
    int skip = random.nextInt(fault.mostSkipped() + 1);
    double part = random.nextDouble();
    return strikes
        ? Optional.of(
            new Dealt(
                fault,
                Optional.empty(),
                skip,
                fault.usualTimes(),
                OptionalLong.empty(),
                Optional.empty(),
                part))
        : Optional.empty();
  }
}
