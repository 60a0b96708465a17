package io.fumarole.lab.disk;

import io.fumarole.lab.disk.SharedBlocks.Block;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// A file's content: as it is read, as it is on the medium, and what lies between the two. Files
/// that have the same on the medium share it.
final class SimulatedFile {
  /// A change that is not on the medium.
  private sealed interface Change {
    record Written(long at, Octets octets) implements Change {}

    record Cut(long size) implements Change {}
  }

  private final List<Change> pending = new ArrayList<>();
  private final SharedBlocks shared;
  private Block durable = Block.EMPTY;
  private byte[] content = durable.octets();

  SimulatedFile(SharedBlocks shared) {
    this.shared = shared;
  }

  int size() {
    return content.length;
  }

  byte[] read(long from, int length) {
    int start = (int) Math.min(from, content.length);
    return Arrays.copyOfRange(content, start, Math.min(content.length, start + length));
  }

  void write(long at, byte[] octets) {
    var change = new Change.Written(at, Octets.copyOf(octets));
    pending.add(change);
    content = apply(content, change);
  }

  void truncate(long size) {
    var change = new Change.Cut(size);
    pending.add(change);
    content = apply(content, change);
  }

  void sync() {
    pending.clear();
    durable = shared.of(content);
    content = durable.octets();
  }

  /// What of the changes reached the medium is chance: all, none, or some, and of the last one that
  /// did perhaps only its beginning.
  void lose(RandomGenerator random) {
    byte[] left = durable.octets();
    int kind = random.nextInt(3);
    for (int i = 0; i < pending.size(); i++) {
      boolean isKept = kind == 1 || (kind == 2 && random.nextBoolean());
      if (!isKept) continue;
      boolean isTorn = i == pending.size() - 1 && random.nextBoolean();
      left = apply(left, isTorn ? torn(pending.get(i), random) : pending.get(i));
    }
    content = left;
    sync();
  }

  /// The same without chance; a torn write is half of it.
  void lose(Loss loss) {
    if (!loss.leavesContent()) pending.clear();
    byte[] left = durable.octets();
    for (int i = 0; i < pending.size(); i++) {
      Change change = pending.get(i);
      left = apply(left, loss.tears() && i == pending.size() - 1 ? halved(change) : change);
    }
    content = left;
    sync();
  }

  private static Change torn(Change change, RandomGenerator random) {
    return switch (change) {
      case Change.Written(var at, var octets) ->
          new Change.Written(at, octets.slice(0, random.nextInt(octets.length() + 1)));
      case Change.Cut _ -> change;
    };
  }

  private static Change halved(Change change) {
    return switch (change) {
      case Change.Written(var at, var octets) ->
          new Change.Written(at, octets.slice(0, octets.length() / 2));
      case Change.Cut _ -> change;
    };
  }

  /// A new array each time: the one that is durable stays as it is.
  private static byte[] apply(byte[] before, Change change) {
    return switch (change) {
      case Change.Cut(var size) -> Arrays.copyOf(before, (int) Math.min(size, before.length));
      case Change.Written(var at, var octets) -> {
        byte[] after = Arrays.copyOf(before, (int) Math.max(before.length, at + octets.length()));
        octets.copyTo(after, (int) at);
        yield after;
      }
    };
  }
}
