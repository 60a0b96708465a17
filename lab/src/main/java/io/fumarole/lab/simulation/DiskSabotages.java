package io.fumarole.lab.simulation;

import io.fumarole.agent.disk.BootRecord;
import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The wrong disks of a [Sabotage], and what a device forgets.
final class DiskSabotages {
  private DiskSabotages() {}

  /// Syncs of some files, or of all of them and of directories, only pretend.
  record LyingDisk(Optional<String> name) implements Parts {
    LyingDisk() {
      this(Optional.empty());
    }

    LyingDisk(String name) {
      this(Optional.of(name));
    }

    @Override
    public boolean lies(Path path) {
      return name.isEmpty() || path.endsWith(name.get());
    }
  }

  /// Changes what is about to take the place of a file.
  private abstract static class WrongDisk implements Disk {
    private final Disk real;

    WrongDisk(Disk real) {
      this.real = real;
    }

    abstract void replacing(Disk disk, Path fresh, Path file) throws IOException;

    @Override
    public boolean exists(Path path) {
      return real.exists(path);
    }

    @Override
    public long size(Path file) throws IOException {
      return real.size(file);
    }

    @Override
    public byte[] read(Path file, long from, int length) throws IOException {
      return real.read(file, from, length);
    }

    @Override
    public void write(Path file, long at, byte[] octets) throws IOException {
      real.write(file, at, octets);
    }

    @Override
    public void truncate(Path file, long size) throws IOException {
      real.truncate(file, size);
    }

    @Override
    public void sync(Path path) throws IOException {
      real.sync(path);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
      replacing(real, from, to);
      real.rename(from, to);
    }

    @Override
    public void delete(Path file) throws IOException {
      real.delete(file);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
      real.createDirectory(directory);
    }

    @Override
    public long free(Path directory) throws IOException {
      return real.free(directory);
    }
  }

  /// Puts the old record back beside a confirmation, and the next boot record is written over it.
  static final class ForgottenConfirmation implements Parts {
    @Override
    public Disk disk(Disk real) {
      return new WrongDisk(real) {
        @Override
        void replacing(Disk disk, Path fresh, Path file) throws IOException {
          if (!file.endsWith("state.json") || !disk.exists(file)) return;
          DeviceState next = Json.read(disk, fresh, DeviceState.class);
          DeviceState before = Json.read(disk, file, DeviceState.class);
          boolean isOver = before.order().isPresent() && next.order().isEmpty();
          Path boot = file.resolveSibling("slots").resolve("boot.json");
          if (!isOver || !disk.exists(boot)) return;
          BootRecord record = Json.read(disk, boot, BootRecord.class);
          if (before.order().get().target().equals(Optional.of(record.active())))
            Json.write(
                disk,
                boot,
                new BootRecord(record.active().other(), Optional.empty(), Optional.empty()));
        }
      };
    }
  }

  /// The device's state loses the reports as soon as nothing is under way.
  static final class ForgottenReports implements Parts {
    @Override
    public Disk disk(Disk real) {
      return new WrongDisk(real) {
        @Override
        void replacing(Disk disk, Path fresh, Path file) throws IOException {
          if (!file.endsWith("state.json")) return;
          DeviceState state = Json.read(disk, fresh, DeviceState.class);
          List<Long> all = state.reports().stream().map(report -> report.number()).toList();
          if (!all.isEmpty()) disk.replace(fresh, octets(disk, fresh, state.withoutReports(all)));
        }

        private byte[] octets(Disk disk, Path beside, DeviceState state) throws IOException {
          Path scratch = beside.resolveSibling("scratch");
          Json.write(disk, scratch, state);
          byte[] octets = disk.readAll(scratch, 1 << 20);
          disk.delete(scratch);
          return octets;
        }
      };
    }
  }
}
