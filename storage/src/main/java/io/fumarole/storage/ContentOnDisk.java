package io.fumarole.storage;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.ContentTooLargeException;
import io.fumarole.protocol.dm.session.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// [ContentStore] as files, each named by digest and size: `ab/ab12…-1048576`. A file has that name
/// only once it is complete and on the disk; until then it is in `incoming`, locked by whoever
/// writes it.
public final class ContentOnDisk implements ContentStore {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})-([0-9]{1,18})");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String INCOMING = "incoming";
  private static final int BUFFER_OCTETS = 64 << 10;
  private static final System.Logger LOG = System.getLogger(ContentOnDisk.class.getName());

  private final Path directory;
  private final Map<String, Kept> known = new ConcurrentHashMap<>();

  private ContentOnDisk(Path directory) {
    this.directory = directory;
  }

  /// A file under its name.
  private record Kept(Path path, long size) {}

  /// Opens the content in `directory`, and clears away what interrupted uploads left.
  public static ContentOnDisk open(Path directory) {
    var store = new ContentOnDisk(directory);
    try {
      Disk.createDirectory(directory.resolve(INCOMING));
      store.removeLeftovers();
    } catch (IOException failed) {
      throw StorageException.of("opening the content directory " + directory, failed);
    }
    return store;
  }

  /// A file that another process is writing is locked, and stays.
  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory.resolve(INCOMING))) {
      for (Path file : files) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock()) {
          if (lock == null) continue;
          Files.delete(file);
          LOG.log(System.Logger.Level.INFO, "removed the interrupted upload {0}", file);
        } catch (OverlappingFileLockException beingWritten) {
          LOG.log(System.Logger.Level.DEBUG, "left {0}: it is being written", file);
        } catch (NoSuchFileException justMoved) {
          LOG.log(System.Logger.Level.DEBUG, "{0} is complete by now", file);
        }
      }
    }
  }

  @Override
  public Stored put(InputStream in, long limit) throws IOException {
    Path incoming = create();
    try (FileChannel out = FileChannel.open(incoming, StandardOpenOption.WRITE);
        FileLock _ = out.lock()) {
      Stored stored = copy(in, out, limit);
      keep(incoming, out, stored);
      return stored;
    } finally {
      Files.deleteIfExists(incoming);
    }
  }

  private Path create() {
    try {
      return Files.createTempFile(directory.resolve(INCOMING), "upload-", ".part");
    } catch (IOException failed) {
      throw cannotWrite(failed);
    }
  }

  /// A broken stream is its sender's affair and stays an [IOException]; a failing disk is ours.
  private Stored copy(InputStream in, FileChannel out, long limit) throws IOException {
    MessageDigest digest = sha256();
    byte[] buffer = new byte[BUFFER_OCTETS];
    long size = 0;
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      size += count;
      if (size > limit) throw new ContentTooLargeException(limit);
      digest.update(buffer, 0, count);
      write(out, ByteBuffer.wrap(buffer, 0, count));
    }
    return new Stored(HexFormat.of().formatHex(digest.digest()), size);
  }

  private void write(FileChannel out, ByteBuffer octets) {
    try {
      while (octets.hasRemaining()) out.write(octets);
    } catch (IOException failed) {
      throw cannotWrite(failed);
    }
  }

  private void keep(Path incoming, FileChannel out, Stored stored) {
    try {
      Path shelf = shelf(stored.sha256());
      if (file(stored.sha256()).isEmpty()) {
        out.force(true);
        Disk.createDirectory(shelf);
        Path name = shelf.resolve(stored.sha256() + "-" + stored.size());
        Files.move(incoming, name, StandardCopyOption.ATOMIC_MOVE);
      }
      // Also for a file that is there already: whoever brought it may not have come so far yet.
      Disk.syncDirectory(shelf);
      Disk.syncDirectory(directory);
    } catch (IOException failed) {
      throw cannotWrite(failed);
    }
  }

  private StorageException cannotWrite(IOException failed) {
    return new StorageException(
        "storing content in %s failed, nothing was kept; free some space or check the disk (%s)"
            .formatted(directory, failed.getMessage()),
        failed);
  }

  @Override
  public Optional<Path> file(String sha256) {
    return find(sha256).map(Kept::path);
  }

  private Optional<Kept> find(String sha256) {
    if (!SHA256.matcher(sha256).matches()) return Optional.empty();
    try {
      Kept kept = known.get(sha256);
      if (kept == null) {
        Optional<Kept> found = search(sha256);
        if (found.isEmpty()) return Optional.empty();
        kept = found.get();
        known.put(sha256, kept);
      }
      return Files.size(kept.path()) == kept.size() ? Optional.of(kept) : Optional.empty();
    } catch (NoSuchFileException gone) {
      known.remove(sha256);
      return Optional.empty();
    } catch (IOException failed) {
      throw StorageException.of("looking for content " + sha256, failed);
    }
  }

  private Optional<Kept> search(String sha256) throws IOException {
    Path shelf = shelf(sha256);
    if (!Files.isDirectory(shelf)) return Optional.empty();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(shelf, sha256 + "-*")) {
      for (Path file : files) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        if (name.matches()) return Optional.of(new Kept(file, Long.parseLong(name.group(2))));
      }
    }
    return Optional.empty();
  }

  private Path shelf(String sha256) {
    return directory.resolve(sha256.substring(0, 2));
  }

  @Override
  public byte[] read(Task.Blob blob, long offset, int length) {
    Kept kept =
        find(blob.id())
            .orElseThrow(
                () ->
                    new StorageException(
                        "content " + blob.id() + " is missing or damaged: add the package again"));
    if (offset < 0 || length < 0 || offset > kept.size() - length)
      throw new IllegalArgumentException(
          "content %s has %d octets, not %d from %d"
              .formatted(blob.id(), kept.size(), length, offset));
    var slice = ByteBuffer.allocate(length);
    try (FileChannel in = FileChannel.open(kept.path(), StandardOpenOption.READ)) {
      while (slice.hasRemaining()) {
        if (in.read(slice, offset + slice.position()) < 0)
          throw new IOException(kept.path() + " ends early");
      }
    } catch (IOException failed) {
      throw StorageException.of("reading content " + blob.id(), failed);
    }
    return slice.array();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
    }
  }
}
