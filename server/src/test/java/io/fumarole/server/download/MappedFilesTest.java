package io.fumarole.server.download;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MappedFilesTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final MappedFiles files = new MappedFiles(() -> now);
  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = Files.write(directory.resolve("file"), new byte[] {1, 2, 3});
  }

  private static byte first(MappedFiles.Lease lease) {
    return lease.octets().get(ValueLayout.JAVA_BYTE, 0);
  }

  private int tidyAfter(Duration time) {
    now = now.plus(time);
    return files.tidy(now);
  }

  @Test
  void allUseTheSamePagesUntilAMomentAfterTheLast() throws IOException {
    MappedFiles.Lease one = files.lease(file);
    MappedFiles.Lease other = files.lease(file);
    MemorySegment pages = one.octets();
    assertThat(other.octets()).isSameAs(pages);
    one.close();
    one.close();
    assertThat(tidyAfter(Duration.ofHours(1))).as("one is in use").isZero();
    assertThat(first(other)).isEqualTo((byte) 1);
    other.close();
    assertThat(tidyAfter(Duration.ofSeconds(9))).isZero();
    try (MappedFiles.Lease next = files.lease(file)) {
      assertThat(next.octets()).as("for the next range").isSameAs(pages);
    }
    assertThat(tidyAfter(Duration.ofSeconds(10))).isEqualTo(1);
    assertThat(pages.scope().isAlive()).as("space of a deleted file is free").isFalse();
    try (MappedFiles.Lease again = files.lease(file)) {
      assertThat(first(again)).isEqualTo((byte) 1);
    }
  }

  @Test
  void aFileInThePlaceOfAnotherIsAnother() throws IOException {
    try (MappedFiles.Lease before = files.lease(file)) {
      Path next = Files.write(directory.resolve("next"), new byte[] {9, 2, 3});
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
      try (MappedFiles.Lease after = files.lease(file)) {
        assertThat(first(before)).isEqualTo((byte) 1);
        assertThat(first(after)).isEqualTo((byte) 9);
      }
    }
  }
}
