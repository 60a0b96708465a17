package io.fumarole.lab.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SharedDiskTest {
  private static final Path ROOT = Path.of("/");
  private static final Path DATA = ROOT.resolve("data");
  private static final Path FILE = DATA.resolve("file");
  private static final int BLOCK = SharedBlocks.SIZE;

  private final SharedBlocks blocks = new SharedBlocks();
  private final SharedDisk disk = new SharedDisk(blocks);

  /// Whatever is written where, and cut off, reads as from a plain array.
  @Test
  void isADiskLikeAnyOther() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    byte[] model = {};
    disk.write(FILE, 0, model);
    for (int step = 0; step < 400; step++) {
      String at = "seed %d, step %d".formatted(seed, step);
      if (random.nextInt(4) == 0) {
        int size = random.nextInt(model.length + 1);
        disk.truncate(FILE, size);
        model = Arrays.copyOf(model, size);
      } else {
        boolean isAtEnd = random.nextBoolean();
        int from = isAtEnd ? model.length : random.nextInt(model.length + BLOCK);
        byte[] octets = new byte[random.nextInt(BLOCK * 2)];
        random.nextBytes(octets);
        disk.write(FILE, from, octets);
        model = Arrays.copyOf(model, Math.max(model.length, from + octets.length));
        System.arraycopy(octets, 0, model, from, octets.length);
      }
      assertThat(disk.size(FILE)).as(at).isEqualTo(model.length);
      int from = random.nextInt(model.length + 1);
      int length = random.nextInt(BLOCK * 3);
      assertThat(disk.read(FILE, from, length))
          .as(at)
          .isEqualTo(
              Arrays.copyOfRange(model, from, (int) Math.min((long) from + length, model.length)));
    }
  }

  @Test
  void whatThousandsHoldIsThereOnce() throws IOException {
    byte[] image = new byte[BLOCK * 10 + 7];
    new Random(1).nextBytes(image);
    List<SharedDisk> devices = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      var device = new SharedDisk(blocks);
      // As it arrives: in pieces that fit no block.
      for (int at = 0; at < image.length; at += 10_007)
        device.write(FILE, at, Arrays.copyOfRange(image, at, Math.min(at + 10_007, image.length)));
      devices.add(device);
    }
    assertThat(blocks.size()).isEqualTo(10);
    for (SharedDisk device : devices)
      assertThat(device.read(FILE, 0, image.length)).isEqualTo(image);
    devices.getFirst().write(FILE, 3, new byte[] {9});
    assertThat(devices.getLast().read(FILE, 0, image.length))
        .as("a change of one is no change of the others")
        .isEqualTo(image);
  }

  /// An image is no multiple of a block: its end counts as much as the rest once thousands have it.
  @Test
  void whatThousandsHaveSyncedIsThereOnceToItsEnd() throws IOException {
    byte[] image = new byte[BLOCK + BLOCK / 2];
    new Random(1).nextBytes(image);
    byte[] spoilt = image.clone();
    spoilt[image.length - 1] ^= 1;
    List<SharedDisk> devices = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      var device = new SharedDisk(blocks);
      device.write(FILE, 0, i == 7 ? spoilt : image);
      device.sync(FILE);
      devices.add(device);
    }
    assertThat(blocks.size()).as("a block, its end, and the end that one device has").isEqualTo(3);
    assertThat(devices.get(7).read(FILE, 0, image.length)).isEqualTo(spoilt);
    assertThat(devices.getLast().read(FILE, 0, image.length)).isEqualTo(image);
    devices.getFirst().write(FILE, image.length, new byte[] {9});
    assertThat(devices.getLast().size(FILE)).isEqualTo(image.length);
  }

  /// Nor do disks that may lose their power hold it more than once.
  @Test
  void whatIsOnTheMediumOfManyIsThereOnce() throws IOException {
    byte[] image = new byte[3 * BLOCK + 1];
    new Random(2).nextBytes(image);
    List<SimulatedDisk> devices = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      var device = new SimulatedDisk(blocks);
      device.createDirectory(DATA);
      device.write(FILE, 0, image);
      device.sync(FILE);
      device.sync(DATA);
      device.sync(ROOT);
      devices.add(device);
    }
    assertThat(blocks.size()).isEqualTo(1);
    devices.getFirst().write(FILE, 0, new byte[] {9});
    devices.getFirst().crash(Loss.EVERYTHING);
    devices.getLast().write(FILE, 0, new byte[] {9});
    devices.getLast().crash(Loss.NOTHING);
    assertThat(devices.getFirst().read(FILE, 0, image.length)).isEqualTo(image);
    assertThat(devices.getLast().read(FILE, 0, 1)).containsExactly(9);
    assertThat(devices.get(1).read(FILE, 0, image.length)).isEqualTo(image);
  }

  @Test
  void aFileThatIsNotThereIsSaidSo() {
    assertThatThrownBy(() -> disk.size(FILE)).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> disk.sync(FILE)).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aRenamePutsOneInThePlaceOfTheOther() throws IOException {
    Path other = FILE.resolveSibling("other");
    disk.createDirectories(DATA);
    disk.replace(FILE, new byte[] {1});
    disk.replace(other, new byte[] {2, 2});
    disk.move(other, FILE);
    assertThat(disk.readAll(FILE, 10)).containsExactly(2, 2);
    assertThat(disk.exists(other)).isFalse();
  }
}
