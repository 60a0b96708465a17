package io.fumarole.storage;

import io.fumarole.storage.RecordJson.UnreadableException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import tools.jackson.core.type.TypeReference;

/// Files that come piece by piece: each is a directory with what was announced (`about`) and what
/// has come so far (`data`). A restart keeps them. Whoever works on one holds a lock on it, which
/// the nodes that share the directory respect.
public final class UploadsOnDisk {
  /// How long an upload may take; until then whoever was interrupted can come back.
  public static final Duration LIFETIME = Duration.ofHours(24);

  /// People and build servers that send at once.
  public static final int MOST = 64;

  /// Announced by all of them together.
  public static final long MOST_OCTETS = 256L << 30;

  private static final String ABOUT = "about";
  private static final String DATA = "data";
  private static final int BUFFER_OCTETS = 64 << 10;
  private static final TypeReference<About> TYPE = new TypeReference<>() {};

  private final Path directory;
  private final Supplier<String> ids;

  /// Those that this process is at work on. It must not even open the file of one that it has
  /// locked: closing that again would drop the lock (POSIX).
  private final Set<String> atWork = ConcurrentHashMap.newKeySet();

  private UploadsOnDisk(Path directory, Supplier<String> ids) {
    this.directory = directory;
    this.ids = ids;
  }

  /// @param ids makes names that nobody guesses
  static UploadsOnDisk open(Path directory, Supplier<String> ids) {
    try {
      Disk.createDirectory(directory);
    } catch (IOException failed) {
      throw StorageException.of("making the directory " + directory, failed);
    }
    return new UploadsOnDisk(directory, ids);
  }

  /// What was announced.
  ///
  /// @param size in octets
  /// @param said what the file is, for whoever makes a package of it
  public record About(
      long size, Optional<String> sha256, Map<String, List<String>> said, Instant begun) {
    public About {
      said = Map.copyOf(said);
    }

    public Instant expires() {
      return begun.plus(LIFETIME);
    }
  }

  /// @param offset how much has come
  public record Upload(String id, About about, long offset) {
    public boolean isComplete() {
      return offset == about.size();
    }
  }

  /// What came of a step.
  public sealed interface Outcome {
    record Done(Upload upload) implements Outcome {}

    record Unknown() implements Outcome {}

    /// Somebody else is at work on it.
    record Busy() implements Outcome {}

    /// What was sent does not follow on what is there.
    record WrongOffset(Upload upload) implements Outcome {}

    /// There is more than was announced; nothing of this piece was kept.
    record TooLong(Upload upload) implements Outcome {}

    /// @param words which bound
    record Full(String words) implements Outcome {}
  }

  public synchronized Outcome begin(About about) {
    List<Upload> all = list(about.begun());
    if (all.size() >= MOST)
      return new Outcome.Full("%d uploads are open, as many as may be".formatted(MOST));
    long announced = all.stream().mapToLong(it -> it.about().size()).sum();
    if (about.size() > MOST_OCTETS - announced)
      return new Outcome.Full(
          "open uploads and this one come to more than %d octets".formatted(MOST_OCTETS));
    try {
      if (Files.getFileStore(directory).getUsableSpace() < about.size())
        return new Outcome.Full("the disk has less room than " + about.size() + " octets");
      return new Outcome.Done(create(about));
    } catch (IOException failed) {
      throw StorageException.of("beginning an upload in " + directory, failed);
    }
  }

  private Upload create(About about) throws IOException {
    String id = ids.get();
    Path place = directory.resolve(id);
    Disk.createDirectory(place);
    Files.createFile(place.resolve(DATA));
    Path draft = place.resolve(ABOUT + ".new");
    Files.writeString(draft, RecordJson.write(about, TYPE));
    try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    Files.move(draft, place.resolve(ABOUT), StandardCopyOption.ATOMIC_MOVE);
    Disk.syncDirectory(place);
    Disk.syncDirectory(directory);
    return new Upload(id, about, 0);
  }

  public Optional<Upload> find(String id, Instant now) {
    return read(id).filter(it -> now.isBefore(it.about().expires()));
  }

  /// The oldest first.
  public List<Upload> list(Instant now) {
    return all().stream()
        .flatMap(id -> find(id, now).stream())
        .sorted(Comparator.comparing(it -> it.about().begun()))
        .toList();
  }

  /// What else somebody puts there, or a file system has, is none of ours.
  private List<String> all() {
    try (DirectoryStream<Path> places = Files.newDirectoryStream(directory)) {
      List<String> ids = new ArrayList<>();
      for (Path place : places) {
        String name = String.valueOf(place.getFileName());
        if (isId(name) && Files.isDirectory(place)) ids.add(name);
      }
      return ids;
    } catch (IOException failed) {
      throw StorageException.of("listing uploads in " + directory, failed);
    }
  }

  private static boolean isId(String name) {
    return name.matches("[0-9a-z]{1,64}");
  }

  private Optional<Upload> read(String id) {
    if (!isId(id)) return Optional.empty();
    Path place = directory.resolve(id);
    try {
      About about = RecordJson.read(Files.readString(place.resolve(ABOUT)), TYPE);
      return Optional.of(new Upload(id, about, Files.size(place.resolve(DATA))));
    } catch (NoSuchFileException gone) {
      return Optional.empty();
    } catch (UnreadableException damaged) {
      return Optional.empty();
    } catch (IOException failed) {
      throw StorageException.of("reading upload " + id, failed);
    }
  }

  /// Takes in a piece that begins at `offset`. What has come of a piece that breaks off stays.
  ///
  /// @throws IOException when the sender breaks off
  public Outcome append(String id, long offset, InputStream in, Instant now) throws IOException {
    if (find(id, now).isEmpty()) return new Outcome.Unknown();
    try (Hold hold = new Hold(id)) {
      if (!hold.isMine()) return new Outcome.Busy();
      Optional<Upload> found = find(id, now);
      if (found.isEmpty()) return new Outcome.Unknown();
      if (found.get().offset() != offset) return new Outcome.WrongOffset(found.get());
      return append(found.get(), hold.data(), in);
    } catch (NoSuchFileException gone) {
      return new Outcome.Unknown();
    }
  }

  /// An upload that nobody else works on, in this process or another, until it is closed.
  private final class Hold implements AutoCloseable {
    private final String id;
    private final Optional<FileChannel> data;

    Hold(String id) throws IOException {
      this.id = id;
      this.data = atWork.add(id) ? locked() : Optional.empty();
    }

    private Optional<FileChannel> locked() throws IOException {
      Optional<FileChannel> mine = Optional.empty();
      try {
        mine = locked(directory.resolve(id).resolve(DATA));
        return mine;
      } finally {
        if (mine.isEmpty()) atWork.remove(id);
      }
    }

    private static Optional<FileChannel> locked(Path file) throws IOException {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
      boolean isLocked = false;
      try {
        isLocked = channel.tryLock() != null;
      } catch (OverlappingFileLockException anotherNodeInThisProcess) {
        return Optional.empty();
      } finally {
        if (!isLocked) channel.close();
      }
      return isLocked ? Optional.of(channel) : Optional.empty();
    }

    boolean isMine() {
      return data.isPresent();
    }

    FileChannel data() {
      return data.orElseThrow();
    }

    @Override
    public void close() throws IOException {
      if (data.isEmpty()) return;
      try {
        data.get().close();
      } finally {
        atWork.remove(id);
      }
    }
  }

  private Outcome append(Upload was, FileChannel data, InputStream in) throws IOException {
    byte[] buffer = new byte[BUFFER_OCTETS];
    long offset = was.offset();
    try {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (count > was.about().size() - offset) {
          data.truncate(was.offset());
          return new Outcome.TooLong(was);
        }
        write(data, offset, ByteBuffer.wrap(buffer, 0, count));
        offset += count;
      }
    } finally {
      data.force(false);
    }
    return new Outcome.Done(new Upload(was.id(), was.about(), offset));
  }

  /// A broken stream is its sender's affair; a failing disk is ours.
  private void write(FileChannel data, long offset, ByteBuffer octets) {
    try {
      long at = offset;
      while (octets.hasRemaining()) at += data.write(octets, at);
    } catch (IOException failed) {
      throw StorageException.of("storing an upload in " + directory, failed);
    }
  }

  /// What is done with a file that has come.
  public interface Use {
    void take(InputStream file) throws IOException;
  }

  /// Hands a complete file over, and removes it afterwards: also when it was refused. Only what
  /// throws leaves it, to be tried again.
  public Outcome finish(String id, Instant now, Use use) throws IOException {
    if (find(id, now).isEmpty()) return new Outcome.Unknown();
    try (Hold hold = new Hold(id)) {
      if (!hold.isMine()) return new Outcome.Busy();
      Optional<Upload> found = find(id, now);
      if (found.isEmpty()) return new Outcome.Unknown();
      if (!found.get().isComplete()) return new Outcome.WrongOffset(found.get());
      use.take(staysOpen(hold.data()));
      delete(id);
      return new Outcome.Done(found.get());
    } catch (NoSuchFileException gone) {
      return new Outcome.Unknown();
    }
  }

  /// The file with its lock, which ends with the file's closing.
  private static InputStream staysOpen(FileChannel data) {
    return new FilterInputStream(Channels.newInputStream(data)) {
      @Override
      public void close() {}
    };
  }

  /// False when there is none, or somebody is at work on it.
  public boolean remove(String id, Instant now) {
    return find(id, now).isPresent() && removeUnlessBusy(id);
  }

  private boolean removeUnlessBusy(String id) {
    try (Hold hold = new Hold(id)) {
      if (!hold.isMine()) return false;
      delete(id);
      return true;
    } catch (NoSuchFileException gone) {
      return false;
    } catch (IOException failed) {
      throw StorageException.of("removing upload " + id, failed);
    }
  }

  /// What was announced goes first: without it there is no upload.
  private void delete(String id) throws IOException {
    Path place = directory.resolve(id);
    Files.deleteIfExists(place.resolve(ABOUT));
    Files.deleteIfExists(place.resolve(ABOUT + ".new"));
    Files.deleteIfExists(place.resolve(DATA));
    Files.deleteIfExists(place);
  }

  /// Removes what was not finished in time; returns how many.
  public int expire(Instant now) {
    int removed = 0;
    for (String id : all()) {
      if (read(id).map(it -> it.about().expires()).orElseGet(() -> leftover(id)).isAfter(now))
        continue;
      if (removeLate(id)) removed++;
    }
    return removed;
  }

  /// One of which only the directory is left has nothing to lock.
  private boolean removeLate(String id) {
    if (Files.exists(directory.resolve(id).resolve(DATA))) return removeUnlessBusy(id);
    try {
      delete(id);
      return true;
    } catch (IOException failed) {
      throw StorageException.of("removing upload " + id, failed);
    }
  }

  /// Until when to keep what a crash left amid the making, or a damaged one.
  private Instant leftover(String id) {
    try {
      return Files.getLastModifiedTime(directory.resolve(id)).toInstant().plus(LIFETIME);
    } catch (IOException gone) {
      return Instant.MAX;
    }
  }
}
