package io.fumarole.lab.disk;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/// Octets that many disks hold, once each: thousands of devices download the same package. Whoever
/// holds a block keeps it here.
public final class SharedBlocks {
  /// What a block of a file holds; files end in less. What arrived of a download that broke off
  /// ends in no more than this of its own.
  static final int SIZE = 16 << 10;

  /// To find less than this again would cost more than to hold it twice.
  private static final int LEAST = 1 << 10;

  /// A block by its content, which nobody changes.
  static final class Block {
    static final Block EMPTY = new Block(new byte[0]);

    private final byte[] octets;
    private final int hash;

    /// @param octets not copied
    Block(byte[] octets) {
      this.octets = octets;
      this.hash = Arrays.hashCode(octets);
    }

    int length() {
      return octets.length;
    }

    /// Not a copy.
    byte[] octets() {
      return octets;
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
    if (octets.length < LEAST) return block;
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
