package io.fumarole.agent.disk;

import io.fumarole.agent.disk.BootRecord.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Two slots and the record of which one to boot. The slot that works is never written to: an
/// update fills the other one, which is booted on trial and becomes the active slot only when the
/// firmware in it confirms that it runs.
public final class Slots {
  /// A new firmware that was started this often without confirming is given up.
  public static final int MOST_TRIAL_BOOTS = 3;

  private static final String IMAGE = "image";
  private static final String MANIFEST = "manifest.json";

  private final Disk disk;
  private final Path directory;

  /// Opens the slots below `directory`; on a new device slot A holds the factory's firmware.
  public static Slots open(Disk disk, Path directory, SlotManifest factory) throws IOException {
    Slots slots = new Slots(disk, directory);
    disk.createDirectories(directory);
    for (Slot slot : Slot.values()) disk.createDirectories(slots.directory(slot));
    if (!disk.exists(slots.bootFile())) {
      Json.write(disk, slots.manifestFile(Slot.A), factory);
      slots.save(BootRecord.of(Slot.A));
    }
    return slots;
  }

  private Slots(Disk disk, Path directory) {
    this.disk = disk;
    this.directory = directory;
  }

  /// What the boot loader does at every start: says which slot to boot, counts the boots of a
  /// trial, and gives the trial up when it had its chances.
  public Slot boot() throws IOException {
    BootRecord record = record();
    if (record.trial().isEmpty()) return record.active();
    Trial trial = record.trial().get();
    if (trial.boots() >= trial.most()) {
      rollBack("not confirmed after " + trial.boots() + " boots");
      return record.active();
    }
    Trial counted = new Trial(trial.boots() + 1, trial.most());
    save(new BootRecord(record.active(), Optional.of(counted), Optional.empty()));
    return record.active().other();
  }

  public BootRecord record() throws IOException {
    return Json.read(disk, bootFile(), BootRecord.class);
  }

  public Path image(Slot slot) {
    return directory(slot).resolve(IMAGE);
  }

  /// Octets that can still be written to a slot.
  public long free() throws IOException {
    return disk.free(directory);
  }

  /// What stands in `slot`; empty for a slot that is empty or half written.
  public Optional<SlotManifest> manifest(Slot slot) throws IOException {
    Path file = manifestFile(slot);
    return disk.exists(file)
        ? Optional.of(Json.read(disk, file, SlotManifest.class))
        : Optional.empty();
  }

  /// The version of the firmware in `booted`, from that slot alone.
  public String runningVersion(Slot booted) throws IOException {
    return manifest(booted)
        .map(SlotManifest::version)
        .orElseThrow(() -> new IOException("slot " + booted + " was booted but has no manifest"));
  }

  /// Makes the inactive slot writable: from here on, and until [#fill], it counts as empty.
  public Slot clearInactive() throws IOException {
    BootRecord record = record();
    if (record.trial().isPresent())
      throw new IOException(
          "slot " + record.active().other() + " is on trial: confirm or roll back first");
    save(BootRecord.of(record.active()));
    Slot target = record.active().other();
    disk.delete(manifestFile(target));
    disk.sync(directory(target));
    disk.delete(image(target));
    return target;
  }

  /// Declares the image in `slot`, already written, complete.
  public void fill(Slot slot, SlotManifest manifest) throws IOException {
    disk.sync(image(slot));
    Json.write(disk, manifestFile(slot), manifest);
  }

  /// Lets the next boot try the inactive slot.
  public void startTrial(int mostBoots) throws IOException {
    BootRecord record = record();
    if (manifest(record.active().other()).isEmpty())
      throw new IOException("slot " + record.active().other() + " is empty: nothing to try");
    save(record.tried(mostBoots));
  }

  /// The firmware in `booted` works: it is the active one from now on.
  public void confirm(Slot booted) throws IOException {
    BootRecord record = record();
    if (record.trial().isEmpty() || booted == record.active()) return;
    save(BootRecord.of(booted));
  }

  /// Forgets how the last trial ended.
  public void noteRollBack() throws IOException {
    BootRecord record = record();
    if (record.rolledBack().isPresent()) save(BootRecord.of(record.active()));
  }

  /// Gives a trial up; the next boot takes the old slot.
  public void rollBack(String why) throws IOException {
    BootRecord record = record();
    if (record.trial().isPresent()) save(record.failed(why));
  }

  /// Whether `booted` has yet to be confirmed.
  public boolean isOnTrial(Slot booted) throws IOException {
    BootRecord record = record();
    return record.trial().isPresent() && booted != record.active();
  }

  private void save(BootRecord record) throws IOException {
    Json.write(disk, bootFile(), record);
  }

  private Path bootFile() {
    return directory.resolve("boot.json");
  }

  private Path manifestFile(Slot slot) {
    return directory(slot).resolve(MANIFEST);
  }

  private Path directory(Slot slot) {
    return directory.resolve(slot.label());
  }
}
