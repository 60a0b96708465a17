package io.fumarole.storage;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.ContentTooLargeException;
import io.fumarole.protocol.dm.session.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// [ContentStore] as files, each named by digest and size: `ab/ab12…-1048576`. A file has that name
/// only once it is complete and on the disk; until then it is in `incoming`, locked by whoever
/// writes it.
///
/// A file is read through and its digest compared before it is used for the first time, and again
/// when size, time of change or inode are no longer as they were then: what was damaged on the disk
/// is never handed out as if it were good.
public final class ContentOnDisk implements ContentStore {
  private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})-([0-9]{1,18})");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final String INCOMING = "incoming";
  private static final int BUFFER_OCTETS = 64 << 10;
  private static final System.Logger LOG = System.getLogger(ContentOnDisk.class.getName());

  private final Path directory;
  private final Map<String, Verified> known = new ConcurrentHashMap<>();
  private final Map<String, Lock> verifying = new ConcurrentHashMap<>();

  private ContentOnDisk(Path directory) {
    this.directory = directory;
  }

  /// A file under its name.
  private record Kept(Path path, long size) {}

  /// A file that was read through, as it was then.
  ///
  /// @param isGood whether it was what its name says
  private record Verified(
      Kept kept, long size, FileTime changed, @Nullable Object inode, boolean isGood) {
    boolean isStill(BasicFileAttributes now) {
      return now.size() == size
          && now.lastModifiedTime().equals(changed)
          && Objects.equals(now.fileKey(), inode);
    }
  }

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

  @Override
  public boolean has(Task.Blob blob) {
    return find(blob.id()).filter(kept -> kept.size() == blob.size()).isPresent();
  }

  private Optional<Kept> find(String sha256) {
    if (!SHA256.matcher(sha256).matches()) return Optional.empty();
    try {
      Verified before = known.get(sha256);
      boolean isStill =
          before != null
              && before.isStill(
                  Files.readAttributes(before.kept().path(), BasicFileAttributes.class));
      Verified now = isStill && before != null ? before : verify(sha256, before);
      return now.isGood() ? Optional.of(now.kept()) : Optional.empty();
    } catch (NoSuchFileException gone) {
      if (known.remove(sha256) != null)
        LOG.log(System.Logger.Level.ERROR, "content {0} is gone: add its package again", sha256);
      return Optional.empty();
    } catch (IOException failed) {
      throw StorageException.of("looking for content " + sha256, failed);
    }
  }

  /// One thread reads; whoever wants the same content meanwhile waits for it.
  private Verified verify(String sha256, @Nullable Verified before) throws IOException {
    Lock reading = verifying.computeIfAbsent(sha256, _ -> new ReentrantLock());
    reading.lock();
    try {
      Verified meanwhile = known.get(sha256);
      if (meanwhile != null && !meanwhile.equals(before)) return meanwhile;
      Kept kept = search(sha256).orElseThrow(() -> new NoSuchFileException(sha256));
      var attributes = Files.readAttributes(kept.path(), BasicFileAttributes.class);
      boolean isGood = attributes.size() == kept.size() && digest(kept.path()).equals(sha256);
      if (!isGood)
        LOG.log(
            System.Logger.Level.ERROR,
            "content {0} is damaged: add its package again (and look at the disk)",
            kept.path());
      var verified =
          new Verified(
              kept, attributes.size(), attributes.lastModifiedTime(), attributes.fileKey(), isGood);
      known.put(sha256, verified);
      return verified;
    } finally {
      reading.unlock();
      verifying.remove(sha256, reading);
    }
  }

  private static String digest(Path file) throws IOException {
    MessageDigest digest = sha256();
    var buffer = ByteBuffer.allocate(BUFFER_OCTETS);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      while (in.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Reads through everything that is kept, so that damage is told before a device asks for it.
  void verifyAll() throws IOException {
    for (String sha256 : names()) {
      if (Thread.currentThread().isInterrupted()) return;
      Optional<Kept> _ = find(sha256);
    }
  }

  @Override
  public boolean isThere(String sha256) {
    try {
      return search(sha256).isPresent();
    } catch (IOException failed) {
      throw StorageException.of("looking for content " + sha256, failed);
    }
  }

  @Override
  public void remove(String sha256) {
    try {
      Optional<Kept> kept = search(sha256);
      known.remove(sha256);
      if (kept.isEmpty()) return;
      Files.deleteIfExists(kept.get().path());
      Disk.syncDirectory(shelf(sha256));
    } catch (IOException failed) {
      throw StorageException.of("removing content " + sha256, failed);
    }
  }

  @Override
  public int damaged() {
    return (int) known.values().stream().filter(it -> !it.isGood()).count();
  }

  /// What is kept, and how large it is.
  record Held(String sha256, long size) {}

  List<Held> held() {
    try (Stream<Path> files = Files.walk(directory, 2)) {
      return files
          .map(file -> NAME.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(name -> new Held(name.group(1), Long.parseLong(name.group(2))))
          .toList();
    } catch (IOException | UncheckedIOException failed) {
      throw StorageException.of("listing the content in " + directory, failed);
    }
  }

  static boolean isDigest(String sha256) {
    return SHA256.matcher(sha256).matches();
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(directory, 2)) {
      return files
          .map(file -> NAME.matcher(String.valueOf(file.getFileName())))
          .filter(Matcher::matches)
          .map(name -> name.group(1))
          .sorted()
          .toList();
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
