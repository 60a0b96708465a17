package io.fumarole.lab.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

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

  @Test
  void nothingWorksWithoutPower() throws IOException {
    disk.cutAfter(1);
    assertThatThrownBy(() -> disk.write(FILE, 0, new byte[] {1, 2})).isInstanceOf(PowerLoss.class);
    assertThatThrownBy(() -> disk.exists(FILE)).isInstanceOf(PowerLoss.class);
    disk.restart();
    assertThat(disk.read(FILE, 0, 10)).as("the write was torn").containsExactly(1);
  }
}
