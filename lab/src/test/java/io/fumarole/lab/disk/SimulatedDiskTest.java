package io.fumarole.lab.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedDiskTest {
  private static final Path DATA = Path.of("/data");
  private static final Path FILE = DATA.resolve("file");
  private static final Path OTHER = DATA.resolve("other");

  /// So many power cuts show all that chance may do to a few changes.
  private static final int CUTS = 200;

  private SimulatedDisk disk = new SimulatedDisk();

  @BeforeEach
  void makeDirectory() throws IOException {
    disk.createDirectories(DATA);
  }

  @Test
  void whatIsSyncedLasts() throws IOException {
    disk.write(FILE, 0, new byte[] {1, 2, 3});
    disk.sync(FILE);
    disk.sync(DATA);
    disk.crash(new SplittableRandom(1));
    assertThat(disk.read(FILE, 0, 10)).containsExactly(1, 2, 3);
  }

  @Test
  void anUnsyncedWriteIsThereOrTornOrLost() throws IOException {
    Set<Integer> sizes = new HashSet<>();
    for (int cut = 0; cut < CUTS; cut++) {
      disk = new SimulatedDisk();
      makeDirectory();
      disk.write(FILE, 0, new byte[0]);
      disk.sync(FILE);
      disk.sync(DATA);
      disk.write(FILE, 0, new byte[] {1, 2, 3});
      disk.crash(new SplittableRandom(cut));
      sizes.add((int) disk.size(FILE));
    }
    assertThat(sizes).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void aRenameLastsOnlyWithItsDirectory() throws IOException {
    Set<Boolean> isRenamed = new HashSet<>();
    for (int cut = 0; cut < CUTS; cut++) {
      disk = new SimulatedDisk();
      makeDirectory();
      disk.write(FILE, 0, new byte[] {1});
      disk.sync(FILE);
      disk.sync(DATA);
      disk.rename(FILE, OTHER);
      disk.crash(new SplittableRandom(cut));
      assertThat(disk.exists(FILE)).isNotEqualTo(disk.exists(OTHER));
      isRenamed.add(disk.exists(OTHER));
    }
    assertThat(isRenamed).containsExactlyInAnyOrder(true, false);
  }

  @ParameterizedTest // what a cut leaves of an overwritten file, and whether of the renamed one
  @CsvSource({
    "EVERYTHING, 1 1, false",
    "CONTENT, 1 1, true",
    "LAST_WRITE_TORN, 2 1, true",
    "NAMES, 2 2, false",
    "NOTHING, 2 2, true"
  })
  void aChosenLossTakesWhatItSays(Loss loss, String content, boolean isRenamed) throws IOException {
    Path moved = DATA.resolve("moved");
    for (Path file : List.of(FILE, OTHER)) {
      disk.write(file, 0, new byte[] {1, 1});
      disk.sync(file);
    }
    disk.sync(DATA);
    assertThat(disk.distinctLosses()).containsExactly(Loss.EVERYTHING);
    disk.write(FILE, 0, new byte[] {2, 2});
    assertThat(disk.distinctLosses())
        .containsExactlyInAnyOrder(Loss.EVERYTHING, Loss.LAST_WRITE_TORN, Loss.NOTHING);
    disk.rename(OTHER, moved);
    assertThat(disk.distinctLosses()).containsExactlyInAnyOrder(Loss.values());
    disk.crash(loss);
    byte[] left = disk.read(FILE, 0, 10);
    assertThat(left[0] + " " + left[1]).isEqualTo(content);
    assertThat(disk.exists(moved)).isEqualTo(isRenamed);
    assertThat(disk.exists(OTHER)).isNotEqualTo(isRenamed);
  }

  @Test
  void nothingWorksWithoutPower() throws IOException {
    disk.cutAfter(1);
    assertThatThrownBy(() -> disk.write(FILE, 0, new byte[] {1, 2})).isInstanceOf(PowerLoss.class);
    assertThatThrownBy(() -> disk.exists(FILE)).isInstanceOf(PowerLoss.class);
    disk.restart();
    assertThat(disk.read(FILE, 0, 10)).as("the write was torn").containsExactly(1);
  }
}
