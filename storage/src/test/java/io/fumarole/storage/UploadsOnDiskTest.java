package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.storage.UploadsOnDisk.About;
import io.fumarole.storage.UploadsOnDisk.Outcome;
import io.fumarole.storage.UploadsOnDisk.Upload;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UploadsOnDiskTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant TOO_LATE = NOW.plus(UploadsOnDisk.LIFETIME);

  @TempDir private Path directory;
  private UploadsOnDisk uploads;

  @BeforeEach
  void open() {
    var count = new AtomicInteger();
    uploads = UploadsOnDisk.open(directory, () -> "u" + count.incrementAndGet());
  }

  private Outcome begin(long size) {
    return uploads.begin(new About(size, Optional.empty(), Map.of("model", List.of("M")), NOW));
  }

  private static InputStream octets(int count) {
    return new ByteArrayInputStream(new byte[count]);
  }

  /// Does something amid a piece, then ends or breaks off.
  private interface Amid {
    void run() throws IOException;
  }

  private static InputStream piece(Amid amid) {
    return new InputStream() {
      private boolean isOver;

      @Override
      public int read() throws IOException {
        if (isOver) return -1;
        isOver = true;
        amid.run();
        return 7;
      }

      @Override
      public int read(byte[] buffer, int offset, int length) throws IOException {
        int octet = read();
        if (octet < 0) return octet;
        buffer[offset] = (byte) octet;
        return 1;
      }
    };
  }

  @Test
  void nobodyTouchesAnUploadThatSomebodyIsSending() throws IOException {
    begin(1);
    List<Object> seen = new ArrayList<>();
    Outcome sent =
        uploads.append(
            "u1",
            0,
            piece(
                () -> {
                  seen.add(uploads.append("u1", 0, octets(1), NOW));
                  seen.add(uploads.finish("u1", NOW, file -> {}));
                  seen.add(uploads.remove("u1", NOW));
                  seen.add(uploads.expire(TOO_LATE));
                }),
            NOW);
    assertThat(seen).containsExactly(new Outcome.Busy(), new Outcome.Busy(), false, 0);
    assertThat(((Outcome.Done) sent).upload().isComplete()).isTrue();
    assertThat(uploads.expire(TOO_LATE)).isEqualTo(1);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void anUploadThatAnotherNodeOfThisProcessIsSendingIsBusy() throws IOException {
    begin(1);
    var other = UploadsOnDisk.open(directory, () -> "x");
    List<Outcome> seen = new ArrayList<>();
    uploads.append("u1", 0, piece(() -> seen.add(other.append("u1", 0, octets(1), NOW))), NOW);
    assertThat(seen).containsExactly(new Outcome.Busy());
    assertThat(other.finish("u1", NOW, file -> {})).isInstanceOf(Outcome.Done.class);
  }

  @Test
  void whatIsNoUploadIsLeftAlone() throws IOException {
    Path file = Files.writeString(directory.resolve("note"), "mine");
    Path folder = Files.createDirectories(directory.resolve("lost+found/more"));
    begin(1);
    assertThat(uploads.list(NOW)).hasSize(1);
    Files.setLastModifiedTime(folder.getParent(), FileTime.from(NOW));
    assertThat(uploads.expire(TOO_LATE)).isEqualTo(1);
    assertThat(file).exists();
    assertThat(folder).exists();
  }

  /// Another node sees the system's lock and nothing else, and the system drops it when any file
  /// opened on the same one is closed.
  @Test
  void whoeverLooksAtAnUploadAtWorkLeavesItLocked() throws IOException {
    begin(2);
    List<Boolean> locked = new ArrayList<>();
    Amid looking =
        () -> {
          uploads.append("u1", 0, octets(1), NOW);
          uploads.finish("u1", NOW, file -> {});
          uploads.remove("u1", NOW);
          uploads.expire(TOO_LATE);
          locked.add(isLocked(directory.resolve("u1/data")));
        };
    uploads.append("u1", 0, piece(looking), NOW);
    uploads.append("u1", 1, octets(1), NOW);
    uploads.finish(
        "u1",
        NOW,
        file -> {
          file.close();
          looking.run();
        });
    assertThat(locked).containsExactly(true, true);
  }

  private static boolean isLocked(Path file) throws IOException {
    String place = ":" + Files.getAttribute(file, "unix:ino") + " ";
    return Files.readAllLines(Path.of("/proc/locks")).stream()
        .anyMatch(lock -> lock.contains("POSIX") && lock.contains(place));
  }

  @Test
  void whatCameOfAPieceThatBreaksOffStays() {
    begin(100);
    InputStream broken =
        new SequenceInputStream(
            octets(40),
            piece(
                () -> {
                  throw new IOException("gone");
                }));
    assertThatThrownBy(() -> uploads.append("u1", 0, broken, NOW)).hasMessage("gone");
    open();
    assertThat(uploads.find("u1", NOW).map(Upload::offset)).contains(40L);
  }

  @Test
  void aUseThatThrowsLeavesTheFileToBeTriedAgain() throws IOException {
    begin(3);
    uploads.append("u1", 0, octets(3), NOW);
    assertThatThrownBy(
            () ->
                uploads.finish(
                    "u1",
                    NOW,
                    file -> {
                      throw new IOException("no room");
                    }))
        .hasMessage("no room");
    List<Integer> sizes = new ArrayList<>();
    assertThat(uploads.finish("u1", NOW, file -> sizes.add(file.readAllBytes().length)))
        .isInstanceOf(Outcome.Done.class);
    assertThat(sizes).containsExactly(3);
    assertThat(uploads.finish("u1", NOW, file -> {})).isEqualTo(new Outcome.Unknown());
  }

  @Test
  void allTogetherAreBoundedInOctets() {
    assertThat(begin(UploadsOnDisk.MOST_OCTETS + 1)).isInstanceOf(Outcome.Full.class);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void namesAreNoPaths() {
    for (String id : List.of("..", "../u1", "", "U1", "a/b"))
      assertThat(uploads.find(id, NOW)).isEmpty();
  }

  @Test
  void whatACrashLeftAmidTheMakingGoesAfterADay() throws IOException {
    Files.createDirectory(directory.resolve("half"));
    Instant made = Files.getLastModifiedTime(directory.resolve("half")).toInstant();
    assertThat(uploads.list(made)).isEmpty();
    assertThat(uploads.expire(made.plus(Duration.ofHours(23)))).isZero();
    assertThat(uploads.expire(made.plus(Duration.ofHours(25)))).isEqualTo(1);
    assertThat(directory).isEmptyDirectory();
  }
}
