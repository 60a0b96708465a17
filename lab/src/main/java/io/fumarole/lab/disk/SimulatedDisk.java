package io.fumarole.lab.disk;

import io.fumarole.agent.disk.Disk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/// A disk in memory that promises what [Disk] says and not a bit more. In a power cut each file
/// that was not synced keeps all of its changes, none, or some, the last one torn; and so does each
/// directory with its new, renamed and deleted entries, in any combination.
public final class SimulatedDisk implements Disk {
  /// Room for two slots, a package and its download many times over.
  private static final long CAPACITY = 64 << 20;

  /// What a path leads to.
  private sealed interface Entry {
    record Directory() implements Entry {}

    record File(SimulatedFile content) implements Entry {}
  }

  /// Entries that change together: a rename is one step.
  private record EntryChange(Map<Path, Optional<Entry>> entries) {}

  private final Predicate<Path> lies;
  private final SharedBlocks shared;
  private final Map<Path, Entry> entries = new HashMap<>();
  private final Map<Path, Entry> durable = new HashMap<>();
  private final Map<Path, List<EntryChange>> pending = new LinkedHashMap<>();
  private final Set<SimulatedFile> unsynced = new LinkedHashSet<>();
  private long changes;
  private long cutAt = Long.MAX_VALUE;
  private boolean isOff;

  public SimulatedDisk() {
    this(path -> false);
  }

  /// @param lies which syncs only pretend, as cheap hardware does
  public SimulatedDisk(Predicate<Path> lies) {
    this(lies, new SharedBlocks());
  }

  /// One of many: what all have on the medium is in memory once.
  public SimulatedDisk(SharedBlocks shared) {
    this(path -> false, shared);
  }

  private SimulatedDisk(Predicate<Path> lies, SharedBlocks shared) {
    this.lies = lies;
    this.shared = shared;
  }

  /// How many changes were made, syncs included.
  public long changes() {
    return changes;
  }

  /// Lets the power go in the middle of the change that is `more` changes away, from 1.
  public void cutAfter(long more) {
    cutAt = changes + more;
  }

  /// Cuts no more.
  public void spare() {
    cutAt = Long.MAX_VALUE;
  }

  /// The power goes now, whoever notices.
  public void cutNow() {
    isOff = true;
  }

  /// Whether the power is gone.
  public boolean isOff() {
    return isOff;
  }

  /// The power goes now: what was not synced is lost or not, by chance. Then it is back.
  public void crash(RandomGenerator random) {
    for (SimulatedFile file : unsynced) file.lose(random);
    unsynced.clear();
    for (List<EntryChange> ofDirectory : pending.values()) {
      int kind = random.nextInt(3);
      for (EntryChange change : ofDirectory) {
        if (kind == 1 || (kind == 2 && random.nextBoolean())) apply(durable, change);
      }
    }
    settle();
  }

  /// The losses that a power cut now could tell apart.
  public Set<Loss> distinctLosses() {
    if (unsynced.isEmpty())
      return pending.isEmpty()
          ? EnumSet.of(Loss.EVERYTHING)
          : EnumSet.of(Loss.EVERYTHING, Loss.NOTHING);
    return pending.isEmpty()
        ? EnumSet.of(Loss.EVERYTHING, Loss.LAST_WRITE_TORN, Loss.NOTHING)
        : EnumSet.allOf(Loss.class);
  }

  /// The power goes now, and takes what `loss` says. Then it is back.
  public void crash(Loss loss) {
    for (SimulatedFile file : unsynced) file.lose(loss);
    unsynced.clear();
    if (loss.leavesNames()) {
      for (List<EntryChange> ofDirectory : pending.values())
        ofDirectory.forEach(change -> apply(durable, change));
    }
    settle();
  }

  /// Of the changed names those that reached the medium are there; all others are not.
  private void settle() {
    pending.clear();
    durable.keySet().removeIf(path -> !isReachable(path));
    entries.clear();
    entries.putAll(durable);
    restart();
  }

  /// The device restarts without having lost its power.
  public void restart() {
    isOff = false;
    cutAt = Long.MAX_VALUE;
  }

  private boolean isReachable(Path path) {
    for (Path above = path.getParent(); above != null; above = above.getParent()) {
      if (above.getParent() != null && !durable.containsKey(above)) return false;
    }
    return true;
  }

  @Override
  public boolean exists(Path path) {
    checkPower();
    return path.getParent() == null || entries.containsKey(path);
  }

  @Override
  public long size(Path file) throws IOException {
    return file(file).size();
  }

  @Override
  public byte[] read(Path file, long from, int length) throws IOException {
    return file(file).read(from, length);
  }

  @Override
  public void write(Path file, long at, byte[] octets) throws IOException {
    boolean isCut = isCut();
    SimulatedFile content = entries.containsKey(file) ? file(file) : create(file);
    content.write(at, isCut ? Arrays.copyOf(octets, octets.length / 2) : octets);
    unsynced.add(content);
    if (isCut) cut();
  }

  private SimulatedFile create(Path file) throws IOException {
    var content = new SimulatedFile(shared);
    change(parent(file), Map.of(file, Optional.of(new Entry.File(content))));
    return content;
  }

  @Override
  public void truncate(Path file, long size) throws IOException {
    if (isCut()) cut();
    SimulatedFile content = file(file);
    content.truncate(size);
    unsynced.add(content);
  }

  @Override
  public void sync(Path path) throws IOException {
    if (isCut()) cut();
    if (path.getParent() != null && !entries.containsKey(path))
      throw new NoSuchFileException(path.toString());
    if (lies.test(path)) return;
    if (entries.get(path) instanceof Entry.File(var content)) {
      content.sync();
      unsynced.remove(content);
    } else {
      List<EntryChange> ofDirectory = pending.remove(path);
      if (ofDirectory != null) ofDirectory.forEach(change -> apply(durable, change));
    }
  }

  /// Within a directory only, as the agent does: across two of them one sync would not do.
  @Override
  public void rename(Path from, Path to) throws IOException {
    boolean isCut = isCut();
    Entry moved = entries.get(from);
    if (moved == null) throw new NoSuchFileException(from.toString());
    if (!parent(from).equals(parent(to)))
      throw new IOException("a rename from " + from + " to another directory: " + to);
    change(parent(to), Map.of(from, Optional.empty(), to, Optional.of(moved)));
    if (isCut) cut();
  }

  @Override
  public void delete(Path file) throws IOException {
    boolean isCut = isCut();
    if (entries.containsKey(file)) change(parent(file), Map.of(file, Optional.empty()));
    if (isCut) cut();
  }

  @Override
  public void createDirectory(Path directory) throws IOException {
    if (isCut()) cut();
    change(parent(directory), Map.of(directory, Optional.of(new Entry.Directory())));
  }

  @Override
  public long free(Path directory) {
    checkPower();
    long used = 0;
    for (Entry entry : entries.values())
      if (entry instanceof Entry.File(var content)) used += content.size();
    return CAPACITY - used;
  }

  private void change(Path directory, Map<Path, Optional<Entry>> changed) throws IOException {
    if (directory.getParent() != null && !entries.containsKey(directory))
      throw new NoSuchFileException(directory.toString());
    var change = new EntryChange(changed);
    apply(entries, change);
    pending.computeIfAbsent(directory, each -> new ArrayList<>()).add(change);
  }

  private static void apply(Map<Path, Entry> to, EntryChange change) {
    change
        .entries()
        .forEach(
            (path, entry) -> {
              if (entry.isPresent()) to.put(path, entry.get());
              else to.remove(path);
            });
  }

  private SimulatedFile file(Path path) throws IOException {
    checkPower();
    if (entries.get(path) instanceof Entry.File(var content)) return content;
    throw new NoSuchFileException(path.toString());
  }

  private static Path parent(Path path) throws IOException {
    Path parent = path.getParent();
    if (parent == null) throw new IOException(path + " is no file");
    return parent;
  }

  private boolean isCut() {
    checkPower();
    changes++;
    return changes >= cutAt;
  }

  private void cut() {
    isOff = true;
    throw new PowerLoss();
  }

  private void checkPower() {
    if (isOff) throw new PowerLoss();
  }
}
