package io.fumarole.lab.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.disk.Loss;
import io.fumarole.lab.simulation.PowerCutWalk.At;
import io.fumarole.lab.simulation.PowerCutWalk.Cut;
import io.fumarole.lab.simulation.PowerCutWalk.Instants;
import io.fumarole.lab.simulation.PowerCutWalk.Outcome;
import io.fumarole.lab.simulation.PowerCutWalk.Way;
import io.fumarole.protocol.testing.Seeds;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The power goes at every instant of a whole update, and takes from the disk whatever it may: the
/// device always boots, knows what it was doing, and tells it; the server records it once.
class PowerCutWalkTest {
  /// Pairs of cuts are too many to walk all.
  private static final int PAIRS = 60;

  /// Every corner of what a disk may lose, for a package by HTTP and one over DM; the other ways
  /// differ in what is ordered, not in how the disk is used: there all is lost, or torn.
  private static final Set<Way> EVERY_LOSS = EnumSet.of(Way.DOWNLOADED, Way.OVER_DM);

  /// Empty: only the agent dies.
  private static final List<Optional<Loss>> LOSSES =
      Stream.concat(Stream.of(Optional.<Loss>empty()), Stream.of(Loss.values()).map(Optional::of))
          .toList();

  private static final Set<Loss> TORN = EnumSet.of(Loss.LAST_WRITE_TORN);

  /// A second cut comes within so many instants after the first, if the update lasts that long.
  private static final Instants RECOVERY = new Instants(40, 6, 6);

  @ParameterizedTest
  @EnumSource
  void anUndisturbedUpdateComesToItsEnd(Way way) {
    assertThat(instants(way).changes()).isGreaterThan(60);
    assertThat(instants(way).messages()).isGreaterThan(5);
  }

  @ParameterizedTest // What the walk is for: each of these is safe until the power goes.
  @EnumSource(names = {"DISK_LIES", "SLOT_NOT_SYNCED", "STATE_NOT_SYNCED"})
  void theWalkFindsADiskThatIsNotSynced(Sabotage sabotage) {
    Instants instants = instants(Way.DOWNLOADED);
    Predicate<Cut> isFound =
        cut ->
            PowerCutWalk.walk(Way.DOWNLOADED, Sabotages.of(sabotage), List.of(cut), false)
                .broken()
                .isPresent();
    assertThat(LongStream.rangeClosed(1, instants.changes()).boxed())
        .anyMatch(
            number ->
                Stream.of(Loss.EVERYTHING, Loss.CONTENT)
                    .map(loss -> new Cut(At.CHANGE_ON_DISK, number, Optional.of(loss)))
                    .anyMatch(isFound));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void theUpdateComesToItsEndWhereverThePowerGoesAndWhateverThatTakes(Way way) {
    Instants instants = instants(way);
    for (At at : At.values())
      for (long number = 1; number <= instants.of(at); number++) holdsAfterAnyLoss(way, at, number);
  }

  private static void holdsAfterAnyLoss(Way way, At at, long number) {
    Outcome first = holds(way, List.of(new Cut(at, number, Optional.of(Loss.EVERYTHING))));
    Set<Loss> others = EnumSet.copyOf(first.distinct());
    if (!EVERY_LOSS.contains(way)) others.retainAll(TORN);
    others.remove(Loss.EVERYTHING);
    for (Loss loss : others) holds(way, List.of(new Cut(at, number, Optional.of(loss))));
  }

  @ParameterizedTest
  @EnumSource
  @Tag("slow")
  void aSecondCutWhileTheDeviceRecoversChangesNothing(Way way) {
    var random = new SplittableRandom(Seeds.fresh("PowerCutWalkTest " + way));
    Instants instants = instants(way);
    for (int pair = 0; pair < PAIRS; pair++)
      holds(way, List.of(any(random, instants), any(random, RECOVERY)));
  }

  private static Cut any(SplittableRandom random, Instants instants) {
    At at =
        switch (random.nextInt(8)) {
          case 0 -> At.MESSAGE_UNSENT;
          case 1 -> At.ANSWER_UNHEARD;
          default -> At.CHANGE_ON_DISK;
        };
    return new Cut(
        at, random.nextLong(1, instants.of(at) + 1), LOSSES.get(random.nextInt(LOSSES.size())));
  }

  private static Instants instants(Way way) {
    Outcome undisturbed = PowerCutWalk.walk(way, List.of(), true);
    assertThat(undisturbed.broken()).as(undisturbed.story()).isEmpty();
    return undisturbed.instants();
  }

  private static Outcome holds(Way way, List<Cut> cuts) {
    Outcome outcome = PowerCutWalk.walk(way, cuts, false);
    if (outcome.broken().isEmpty() && outcome.cuts() >= 1) return outcome;
    Outcome told = PowerCutWalk.walk(way, cuts, true);
    assertThat(told.broken()).as("%s, %s%n%s", way, cuts, told.story()).isEmpty();
    assertThat(told.cuts()).as("%s, %s came to pass", way, cuts).isPositive();
    return told;
  }
}
