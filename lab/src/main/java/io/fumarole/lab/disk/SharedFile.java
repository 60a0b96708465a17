package io.fumarole.lab.disk;

import io.fumarole.lab.disk.SharedBlocks.Block;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A file whose whole blocks are shared with all files that hold the same, and once it is synced
/// its end too.
final class SharedFile {
  private static final byte[] NOTHING = {};

  private final SharedBlocks shared;
  private final List<Block> blocks = new ArrayList<>(0);
  private Block tail = Block.EMPTY;

  SharedFile(SharedBlocks shared) {
    this.shared = shared;
  }

  long size() {
    return (long) blocks.size() * SharedBlocks.SIZE + tail.length();
  }

  byte[] read(long from, int length) {
    int got = Math.clamp(size() - from, 0, length);
    byte[] read = new byte[got];
    int done = 0;
    while (done < got) {
      int block = (int) ((from + done) / SharedBlocks.SIZE);
      int offset = (int) ((from + done) % SharedBlocks.SIZE);
      int count = Math.min(got - done, SharedBlocks.SIZE - offset);
      (block < blocks.size() ? blocks.get(block) : tail).copy(offset, read, done, count);
      done += count;
    }
    return read;
  }

  /// Files are written from front to back; what is written elsewhere costs the rest of the file.
  void write(long at, byte[] octets) {
    if (at == size()) {
      append(octets);
      return;
    }
    long end = at + octets.length;
    byte[] behind = end < size() ? read(end, Math.toIntExact(size() - end)) : NOTHING;
    if (at < size()) truncate(at);
    else append(new byte[Math.toIntExact(at - size())]);
    append(octets);
    append(behind);
  }

  void truncate(long size) {
    if (size >= size()) return;
    int whole = (int) (size / SharedBlocks.SIZE);
    int rest = (int) (size % SharedBlocks.SIZE);
    byte[] kept = read((long) whole * SharedBlocks.SIZE, rest);
    while (blocks.size() > whole) blocks.removeLast();
    tail = new Block(kept);
  }

  /// What is on the medium changes seldom: its end may be others' too.
  void sync() {
    tail = shared.of(tail.octets());
  }

  private void append(byte[] octets) {
    int done = 0;
    while (done < octets.length) {
      int count = Math.min(octets.length - done, SharedBlocks.SIZE - tail.length());
      byte[] longer = Arrays.copyOf(tail.octets(), tail.length() + count);
      System.arraycopy(octets, done, longer, tail.length(), count);
      done += count;
      if (longer.length < SharedBlocks.SIZE) {
        tail = new Block(longer);
      } else {
        blocks.add(shared.of(longer));
        tail = Block.EMPTY;
      }
    }
  }
}
