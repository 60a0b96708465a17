package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.contract.StoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.dm.session.Task;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BackupTest extends StoreContract {
  @TempDir Path directory;
  @TempDir Path elsewhere;

  @Override
  protected StoresUnderTest openEmpty() {
    return SqlUnderTest.sqlite(directory.resolve("data"));
  }

  private Path data() {
    return directory.resolve("data");
  }

  private Path backup() {
    return elsewhere.resolve("backup");
  }

  private ContentStore content() {
    return ((SqlUnderTest) stores()).stores().content();
  }

  @Test
  void aCopyThatIsTakenWhileTheServerWritesIsWholeAndOpens()
      throws IOException, InterruptedException {
    stores().devices().add(device(DEVICE));
    ContentStore.Stored image = content().put(new ByteArrayInputStream(new byte[70_000]), 100_000);
    var isOver = new AtomicBoolean();
    var begun = new CountDownLatch(20);
    Thread writer =
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int i = 0; !isOver.get(); i++) {
                    stores().devices().add(device(new DeviceId("device-" + i)));
                    begun.countDown();
                  }
                });
    begun.await();
    Backup.Summary written = Backup.write(data(), backup());
    isOver.set(true);
    writer.join();
    assertThat(written.devices()).isGreaterThan(20);
    assertThat(written.files()).isEqualTo(1);

    Path restored = elsewhere.resolve("restored");
    assertThat(Backup.restore(backup(), restored).devices()).isEqualTo(written.devices());
    for (Path secret : List.of(restored.resolve(SecretKeys.FILE), backup().resolve(Sqlite.FILE)))
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
          .isEqualTo("rw-------");
    try (Stores opened = Database.open(restored, Settings.DEFAULT)) {
      assertThat(opened.devices().find(DEVICE))
          .map(Device::client)
          .contains(device(DEVICE).client());
      assertThat(opened.devices().find(new DeviceId("device-19"))).isPresent();
      assertThat(opened.content().has(new Task.Blob(image.sha256(), image.size()))).isTrue();
    }
  }

  /// A key that is trusted no more must not come back with the backup.
  @Test
  void aSecondBackupForgetsWhatIsGone() throws IOException {
    Path keys = Files.createDirectories(data().resolve("trusted-keys"));
    Path profiles = Files.createDirectories(data().resolve("profiles"));
    Files.writeString(keys.resolve("kept.pem"), "k");
    Files.writeString(keys.resolve("gone.pem"), "g");
    Files.writeString(profiles.resolve("gone.json"), "{}");
    Backup.write(data(), backup());
    Files.delete(keys.resolve("gone.pem"));
    Files.delete(profiles.resolve("gone.json"));
    Files.delete(profiles);
    Backup.write(data(), backup());
    assertThat(backup().resolve("trusted-keys"))
        .isDirectoryNotContaining("glob:**gone.pem")
        .isDirectoryContaining("glob:**kept.pem");
    assertThat(backup().resolve("profiles")).doesNotExist();
  }

  @Test
  void aSecondBackupCopiesOnlyWhatIsNew() throws IOException {
    ContentStore.Stored image = content().put(new ByteArrayInputStream(new byte[10]), 100);
    Backup.write(data(), backup());
    Path copied =
        backup()
            .resolve("content")
            .resolve(image.sha256().substring(0, 2))
            .resolve(image.sha256() + "-" + image.size());
    FileTime mark = FileTime.fromMillis(1_000);
    Files.setLastModifiedTime(copied, mark);
    stores().devices().add(device(DEVICE));
    assertThat(Backup.write(data(), backup()).devices()).isEqualTo(1);
    assertThat(Files.getLastModifiedTime(copied)).isEqualTo(mark);
  }

  @Test
  void whatIsNotWholeOrNotEmptyOrDamagedIsRefused() throws IOException {
    Path restored = elsewhere.resolve("restored");
    Backup.write(data(), backup());
    assertThatThrownBy(() -> Backup.restore(backup(), data()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is not empty");
    Path database = backup().resolve(Sqlite.FILE);
    byte[] whole = Files.readAllBytes(database);
    byte[] spoiled = whole.clone();
    for (int i = 4_096; i < 8_192; i++) spoiled[i] = (byte) 0xA5;
    Files.write(database, spoiled);
    assertThatThrownBy(() -> Backup.restore(backup(), restored))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("damaged");
    assertThat(restored).doesNotExist();
    Files.write(database, whole);
    Files.delete(backup().resolve("complete"));
    assertThatThrownBy(() -> Backup.restore(backup(), restored))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no whole backup");
    assertThatThrownBy(() -> Backup.write(elsewhere.resolve("nothing"), backup()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("there is no database");
  }
}
