package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.catalogue.ContentStore.Stored;
import io.fumarole.campaign.catalogue.ContentTooLargeException;
import io.fumarole.protocol.dm.session.Task.Blob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContentOnDiskTest {
  // FIPS 180-2, B.1: SHA-256 of "abc".
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path directory;
  private ContentOnDisk content;

  @BeforeEach
  void open() {
    content = ContentOnDisk.open(directory);
  }

  private static InputStream abc() {
    return new ByteArrayInputStream(new byte[] {'a', 'b', 'c'});
  }

  @Test
  void storesUnderDigestAndSize() throws IOException {
    assertThat(content.put(abc(), 3)).isEqualTo(new Stored(ABC, 3));
    assertThat(content.file(ABC)).hasValueSatisfying(file -> assertThat(file).hasContent("abc"));
    assertThat(ContentOnDisk.open(directory).file(ABC)).isEqualTo(content.file(ABC));
    assertThat(incoming()).isEmpty();
  }

  @Test
  void readsSlices() throws IOException {
    byte[] octets = new byte[300_000];
    new Random(7).nextBytes(octets);
    Stored stored = content.put(new ByteArrayInputStream(octets), octets.length);
    var blob = new Blob(stored.sha256(), stored.size());
    assertThat(content.read(blob, 0, octets.length)).isEqualTo(octets);
    assertThat(content.read(blob, 123_456, 1_000))
        .isEqualTo(Arrays.copyOfRange(octets, 123_456, 124_456));
    assertThat(content.read(blob, octets.length, 0)).isEmpty();
    assertThatThrownBy(() -> content.read(blob, octets.length - 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> content.read(blob, -1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theSameContentIsStoredOnceAlsoAtTheSameTime() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Stored>> puts = new ArrayList<>();
      for (int i = 0; i < 20; i++) puts.add(threads.submit(() -> content.put(abc(), 3)));
      for (Future<Stored> put : puts) assertThat(put.get().sha256()).isEqualTo(ABC);
    }
    try (var files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).hasSize(1);
    }
  }

  @Test
  void nothingRemainsOfTooMuchOrOfABrokenStream() throws IOException {
    assertThatThrownBy(() -> content.put(abc(), 2))
        .isInstanceOf(ContentTooLargeException.class)
        .hasMessageContaining("2 octets");
    var broken = new SequenceInputStream(abc(), new Broken());
    assertThatThrownBy(() -> content.put(broken, 100)).hasMessage("connection reset");
    try (var files = Files.walk(directory)) {
      assertThat(files.filter(Files::isRegularFile)).isEmpty();
    }
  }

  private static final class Broken extends InputStream {
    @Override
    public int read() throws IOException {
      throw new IOException("connection reset");
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      return read();
    }
  }

  @Test
  void leftoversAreClearedAtTheStartButNotWhatIsBeingWritten() throws IOException {
    Path leftover = Files.writeString(directory.resolve("incoming/upload-1.part"), "half");
    var opensMeanwhile =
        new InputStream() {
          boolean opened;

          @Override
          public int read() {
            if (opened) return -1;
            opened = true;
            ContentOnDisk.open(directory);
            return 'x';
          }

          @Override
          public int read(byte[] into, int from, int length) {
            int octet = read();
            if (octet < 0) return -1;
            into[from] = (byte) octet;
            return 1;
          }
        };
    Stored stored = content.put(opensMeanwhile, 10);
    assertThat(leftover).doesNotExist();
    assertThat(content.file(stored.sha256())).isPresent();
  }

  @Test
  void damagedContentIsNoContentAndCanBeStoredAgain() throws IOException {
    content.put(abc(), 3);
    Files.writeString(content.file(ABC).orElseThrow(), "ab");
    assertThat(content.file(ABC)).isEmpty();
    var blob = new Blob(ABC, 3);
    assertThatThrownBy(() -> content.read(blob, 0, 1))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("add the package again");
    content.put(abc(), 3);
    assertThat(content.read(blob, 0, 3)).containsExactly('a', 'b', 'c');
  }

  /// The size alone says nothing: one octet is another.
  @Test
  void contentThatRottedIsNeverHandedOut() throws IOException {
    content.put(abc(), 3);
    Path file = content.file(ABC).orElseThrow();
    Files.writeString(file, "abd");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    var blob = new Blob(ABC, 3);
    assertThat(content.file(ABC)).isEmpty();
    assertThat(content.has(blob)).isFalse();
    assertThat(content.damaged()).isEqualTo(1);
    assertThatThrownBy(() -> content.read(blob, 0, 3)).isInstanceOf(StorageException.class);
    content.put(abc(), 3);
    assertThat(content.has(blob)).isTrue();
    assertThat(content.damaged()).isZero();
  }

  @Test
  void whatRottedWhileNobodyLookedIsFoundAtTheStart() throws IOException {
    content.put(abc(), 3);
    Files.writeString(content.file(ABC).orElseThrow(), "abd");
    ContentOnDisk reopened = ContentOnDisk.open(directory);
    assertThat(reopened.damaged()).isZero();
    reopened.verifyAll();
    assertThat(reopened.damaged()).isEqualTo(1);
    assertThat(reopened.file(ABC)).isEmpty();
  }

  @Test
  void contentThatIsGoneIsMissedAndFoundOnceItIsBack() throws IOException {
    content.put(abc(), 3);
    Path file = content.file(ABC).orElseThrow();
    Path away = Files.move(file, directory.resolve("away"));
    assertThat(content.has(new Blob(ABC, 3))).isFalse();
    Files.move(away, file);
    assertThat(content.has(new Blob(ABC, 3))).isTrue();
  }

  @Test
  void aNameIsNeverAPath() {
    assertThat(content.file("../../etc/passwd")).isEmpty();
    assertThat(content.file(ABC.toUpperCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(content.file("")).isEmpty();
  }

  @Test
  void aDirectoryThatCannotBeWrittenIsTold() throws IOException {
    Files.delete(directory.resolve("incoming"));
    assertThatThrownBy(() -> content.put(abc(), 3))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("nothing was kept");
  }

  private List<Path> incoming() throws IOException {
    try (var files = Files.list(directory.resolve("incoming"))) {
      return files.toList();
    }
  }
}
