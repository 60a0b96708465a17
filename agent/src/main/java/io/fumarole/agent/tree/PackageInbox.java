package io.fumarole.agent.tree;

import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.update.PackageFiles;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/// Takes the octets of `Update/PkgData` to disk as they come; a package never stands in memory.
final class PackageInbox {
  private final Disk disk;
  private final PackageFiles files;
  private final long largest;
  private Optional<IOException> broken = Optional.empty();

  /// @param largest octets of a package that the device would take
  PackageInbox(Disk disk, PackageFiles files, long largest) {
    this.disk = disk;
    this.files = files;
    this.largest = largest;
  }

  /// The octets of a package that came in one message; empty when they cannot be had (415).
  static Optional<Octets> decoded(Meta meta, Data data) {
    if (!(data instanceof Data.Value(var carried))) return Optional.empty();
    boolean isBase64 = meta.format().filter(Format.B64.text()::equals).isPresent();
    if (!isBase64) return Optional.of(carried);
    try {
      return Optional.of(Octets.wrap(Base64.getMimeDecoder().decode(carried.toByteArray())));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  /// Whether a package of `size` octets would find room: 200, 413 or 420.
  StatusCode mayReceive(long size) {
    if (size > largest) return StatusCode.TOO_LARGE;
    try {
      return size > files.free() ? StatusCode.DEVICE_FULL : StatusCode.OK;
    } catch (IOException e) {
      return StatusCode.DATA_STORE_FAILURE;
    }
  }

  /// What fails here is answered when the object is complete: a chunk has no status of its own.
  void receive(long offset, byte[] octets) {
    try {
      if (offset == 0) {
        broken = Optional.empty();
        files.deleteIncoming();
      }
      if (broken.isEmpty()) disk.write(files.incoming(), offset, octets);
    } catch (IOException e) {
      broken = Optional.of(e);
    }
  }

  void discard() {
    try {
      files.deleteIncoming();
    } catch (IOException e) {
      broken = Optional.of(e);
    }
  }

  /// Puts what was received in the place of the package: 200, 420 or 510.
  StatusCode keep() {
    if (broken.isPresent()) return failed();
    try {
      files.keepIncoming();
      return StatusCode.OK;
    } catch (IOException e) {
      broken = Optional.of(e);
      return failed();
    }
  }

  /// Removes the package: 200 or 510.
  StatusCode empty() {
    try {
      files.deleteIncoming();
      files.deleteHeld();
      return StatusCode.OK;
    } catch (IOException e) {
      return StatusCode.DATA_STORE_FAILURE;
    }
  }

  private StatusCode failed() {
    discard();
    boolean full = broken.map(IOException::getMessage).orElse("").contains("No space left");
    return full ? StatusCode.DEVICE_FULL : StatusCode.DATA_STORE_FAILURE;
  }
}
