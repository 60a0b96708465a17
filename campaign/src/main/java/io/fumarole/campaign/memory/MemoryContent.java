package io.fumarole.campaign.memory;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.ContentTooLargeException;
import io.fumarole.protocol.dm.session.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Content in memory.
public final class MemoryContent implements ContentStore {
  private final Map<String, byte[]> contents = new HashMap<>();
  private final Set<String> damaged = new HashSet<>();

  /// What the session knows the content by.
  public Task.Blob put(String id, byte[] octets) {
    contents.put(id, octets.clone());
    damaged.remove(id);
    return new Task.Blob(id, octets.length);
  }

  /// From now on the content counts as damaged, until it is put anew.
  public void damage(String id) {
    damaged.add(id);
  }

  @Override
  public boolean has(Task.Blob blob) {
    return contents.containsKey(blob.id()) && !damaged.contains(blob.id());
  }

  @Override
  public Stored put(InputStream in, long limit) throws IOException {
    byte[] octets = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, limit + 1));
    if (octets.length > limit) throw new ContentTooLargeException(limit);
    String sha256 = sha256(octets);
    contents.putIfAbsent(sha256, octets);
    damaged.remove(sha256);
    return new Stored(sha256, octets.length);
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public boolean isThere(String sha256) {
    return contents.containsKey(sha256);
  }

  @Override
  public void remove(String sha256) {
    contents.remove(sha256);
    damaged.remove(sha256);
  }

  @Override
  public int damaged() {
    return damaged.size();
  }

  /// There is none: who serves downloads from memory reads them in slices.
  @Override
  public Optional<Path> file(String sha256) {
    return Optional.empty();
  }

  @Override
  public byte[] read(Task.Blob blob, long offset, int length) {
    byte[] all = contents.get(blob.id());
    if (all == null || length < 0 || offset < 0 || offset + length > all.length)
      throw new IllegalArgumentException(
          "no octets " + offset + " to " + (offset + length) + " of " + blob);
    return Arrays.copyOfRange(all, (int) offset, (int) offset + length);
  }
}
