package io.fumarole.agent.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Holds the device's state. A change counts once [#save] returned; the agent saves before it tells
/// anyone of it. One thread at a time.
public final class StateStore {
  /// Where a state lasts.
  private interface Medium {
    void write(DeviceState state) throws IOException;
  }

  private final Medium medium;
  private DeviceState current;
  private DeviceState saved;

  /// Opens the state in `file`; a device that has none begins with `first`.
  public static StateStore open(Disk disk, Path file, Supplier<DeviceState> first)
      throws IOException {
    Path directory = file.getParent();
    if (directory != null) disk.createDirectories(directory);
    Medium medium = state -> Json.write(disk, file, state);
    if (disk.exists(file)) return new StateStore(medium, read(disk, file));
    StateStore store = new StateStore(medium, first.get());
    medium.write(store.current);
    return store;
  }

  /// Opens the state in a device's data directory.
  public static StateStore open(Disk disk, Path dataDirectory) throws IOException {
    return open(disk, dataDirectory.resolve("state.json"), () -> DeviceState.of(List.of()));
  }

  /// The state of a new device whose memory is never lost, as in a rehearsal without power cuts.
  public static StateStore inMemory() {
    return new StateStore(state -> {}, DeviceState.of(List.of()));
  }

  private StateStore(Medium medium, DeviceState state) {
    this.medium = medium;
    this.current = state;
    this.saved = state;
  }

  private static DeviceState read(Disk disk, Path file) throws IOException {
    DeviceState state = Json.read(disk, file, DeviceState.class);
    if (state.layout() != DeviceState.LAYOUT)
      throw new IOException(
          "%s has layout %d, this agent reads %d: run the agent that wrote it"
              .formatted(file, state.layout(), DeviceState.LAYOUT));
    return state;
  }

  public DeviceState state() {
    return current;
  }

  /// Changes the state in memory.
  public void change(UnaryOperator<DeviceState> how) {
    current = how.apply(current);
  }

  /// Changes the state and makes it last.
  public void commit(UnaryOperator<DeviceState> how) throws IOException {
    change(how);
    save();
  }

  /// Makes what was changed last; nothing is written when nothing was.
  public void save() throws IOException {
    if (!isChanged()) return;
    medium.write(current);
    saved = current;
  }

  /// Whether there is anything to [#save].
  public boolean isChanged() {
    return !current.equals(saved);
  }

  /// Forgets what was changed since the last [#save].
  public void revert() {
    current = saved;
  }
}
