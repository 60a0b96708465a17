package io.fumarole.lab.disk;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// Octets that many disks hold, once each: thousands of devices download the same package.
public final class SharedBlocks {
  /// What a block holds; files end in less.
  static final int SIZE = 64 << 10;

  /// A block by its content.
  static final class Block {
    private final byte[] octets;
    private final int hash;

    private Block(byte[] octets) {
      this.octets = octets;
      this.hash = Arrays.hashCode(octets);
    }

    void copy(int from, byte[] target, int at, int length) {
      System.arraycopy(octets, from, target, at, length);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Block block && Arrays.equals(octets, block.octets);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  private final Map<Block, WeakReference<Block>> known = new WeakHashMap<>();

  /// The block with this content, which nobody changes any more.
  Block of(byte[] octets) {
    Block block = new Block(octets);
    synchronized (known) {
      Optional<Block> held = Optional.ofNullable(known.get(block)).map(WeakReference::get);
      if (held.isPresent()) return held.get();
      known.put(block, new WeakReference<>(block));
      return block;
    }
  }

  /// Different ones that somebody holds.
  int size() {
    synchronized (known) {
      return known.size();
    }
  }
}
