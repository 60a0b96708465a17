package io.fumarole.lab.disk;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.agent.disk.Slots;
import io.fumarole.agent.disk.StateStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// A process that is killed leaves changes that the operating system holds in memory: the next
/// process reads them, and a power cut takes them away. What it builds upon them must not hang in
/// the air.
class KilledAgentTest {
  private static final Path DATA = Path.of("/data");
  private static final Path SLOTS = DATA.resolve("slots");
  private static final SlotManifest FACTORY = new SlotManifest("1.0", OptionalLong.of(1), "", 0);

  /// Power cuts lose by chance; so many of them lose everything that can be lost.
  private static final int CUTS = 30;

  /// Work on a disk that a kill may end anywhere.
  private interface Work {
    void on(SimulatedDisk disk) throws IOException;
  }

  /// What a device knows.
  private interface Look {
    Object at(SimulatedDisk disk) throws IOException;
  }

  @Test
  void theStateThatTheNextAgentReadsLasts() throws IOException {
    lasts(disk -> state(disk).commit(DeviceState::withSession), disk -> state(disk).state());
  }

  @Test
  void theBootRecordThatTheNextAgentReadsLasts() throws IOException {
    lasts(
        disk -> {
          Slots slots = slots(disk);
          Slot target = slots.clearInactive();
          disk.write(slots.image(target), 0, new byte[] {1, 2, 3});
          slots.fill(target, FACTORY);
          slots.startTrial(3);
          slots.boot();
          slots.confirm(target);
        },
        disk -> List.of(slots(disk).record(), slots(disk).manifest(Slot.B)));
  }

  private static StateStore state(SimulatedDisk disk) throws IOException {
    return StateStore.open(disk, DATA);
  }

  private static Slots slots(SimulatedDisk disk) throws IOException {
    return Slots.open(disk, SLOTS, FACTORY);
  }

  private static void lasts(Work work, Look look) throws IOException {
    int killedAt = 1;
    while (isKilled(killedAt, work, look)) killedAt++;
    assertThat(killedAt).isGreaterThan(3);
  }

  /// Returns whether the work took so many changes at all.
  private static boolean isKilled(int at, Work work, Look look) throws IOException {
    boolean isKilled = false;
    for (int seed = 0; seed < CUTS; seed++) {
      var disk = new SimulatedDisk();
      disk.cutAfter(at);
      isKilled = ends(work, disk);
      disk.restart();
      Object seen = look.at(disk);
      disk.crash(new SplittableRandom(seed));
      assertThat(look.at(disk)).as("killed at change %d, power cut %d", at, seed).isEqualTo(seen);
    }
    return isKilled;
  }

  private static boolean ends(Work work, SimulatedDisk disk) throws IOException {
    try {
      work.on(disk);
      return false;
    } catch (PowerLoss killed) {
      return true;
    }
  }
}
