package io.fumarole.agent.disk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/// Reads a file on a [Disk] from its start, in large pieces.
public final class DiskInputStream extends InputStream {
  private static final int PIECE = 256 << 10;

  private final Disk disk;
  private final Path file;
  private long next;
  private byte[] piece = new byte[0];
  private int position;

  public DiskInputStream(Disk disk, Path file) {
    this.disk = disk;
    this.file = file;
  }

  @Override
  public int read() throws IOException {
    return fill() ? piece[position++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) return 0;
    if (!fill()) return -1;
    int count = Math.min(length, piece.length - position);
    System.arraycopy(piece, position, target, offset, count);
    position += count;
    return count;
  }

  private boolean fill() throws IOException {
    if (position < piece.length) return true;
    piece = disk.read(file, next, PIECE);
    next += piece.length;
    position = 0;
    return piece.length > 0;
  }
}
