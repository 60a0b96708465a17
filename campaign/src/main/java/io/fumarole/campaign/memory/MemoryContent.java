package io.fumarole.campaign.memory;

import io.fumarole.protocol.dm.session.Task;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// Content in memory.
public final class MemoryContent implements Task.Slices {
  private final Map<String, byte[]> contents = new HashMap<>();

  /// What the session knows the content by.
  public Task.Blob put(String id, byte[] octets) {
    contents.put(id, octets.clone());
    return new Task.Blob(id, octets.length);
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
