package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.contract.StoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore.Changes;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.SessionChange;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that is killed in the middle of commits loses none that it has told of, and none is
/// half there.
@Tag("slow")
final class KilledTest extends StoreContract {
  private static final int DEVICES = 8;
  private static final int ROUNDS = 3;
  private static final int ACKNOWLEDGED_PER_ROUND = 100;

  @TempDir Path directory;

  @Override
  protected StoresUnderTest openEmpty() {
    return SqlUnderTest.sqlite(directory);
  }

  @Test
  void noAcknowledgedCommitIsLostAndTheDirectoryIsFreeAgain() throws Exception {
    stores().close();
    Map<String, Long> acknowledged = new HashMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      runAndKill(acknowledged);
      try (Stores stores = Database.open(directory, Settings.DEFAULT)) {
        acknowledged.forEach((id, message) -> check(stores, new DeviceId(id), message));
      }
    }
    assertThat(acknowledged).hasSize(DEVICES);
    reopen();
  }

  private void runAndKill(Map<String, Long> acknowledged) throws IOException, InterruptedException {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Committer.class.getName(),
                directory.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader lines = child.inputReader(StandardCharsets.UTF_8)) {
      for (int i = 0; i < ACKNOWLEDGED_PER_ROUND; i++) note(acknowledged, lines.readLine());
      assertThatThrownBy(() -> Database.open(directory, Settings.DEFAULT))
          .as("the directory is another process's")
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("another server uses the data directory " + directory);
      // SIGKILL by the handle, which leaves the stream open: what was told until then counts too.
      child.toHandle().destroyForcibly();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.endsWith(".")) note(acknowledged, line);
      }
    } finally {
      child.destroyForcibly().waitFor();
    }
  }

  private static void note(Map<String, Long> acknowledged, String line) {
    String[] parts = line.split(" ", 3);
    acknowledged.merge(parts[0], Long.valueOf(parts[1]), Math::max);
  }

  /// The commit after the last one told of may be there too; in either case all of it.
  private static void check(Stores stores, DeviceId id, long message) {
    Loaded loaded = stores.exchange().load(id, PLAIN);
    long stored = loaded.session().orElseThrow().state().clientMsgId();
    assertThat(stored).isBetween(message, message + 1);
    assertThat(loaded.device().orElseThrow().notificationId()).isEqualTo((int) stored);
    List<Event> events =
        stores.deployments().events(Optional.of(id), Optional.empty(), Integer.MAX_VALUE);
    assertThat(events).hasSize((int) stored);
    assertThat(events.getLast().text()).isEqualTo("message " + stored);
  }

  /// The process that is killed: commits for several devices at once, and tells of each commit.
  static final class Committer {
    private Committer() {}

    public static void main(String[] arguments) throws InterruptedException {
      Stores stores = Database.open(Path.of(arguments[0]), Settings.DEFAULT);
      PrintStream out = System.out;
      for (int i = 0; i < DEVICES; i++) {
        var id = new DeviceId("device-" + i);
        Thread.ofPlatform().start(() -> commitForEver(stores, id, out));
      }
      Thread.currentThread().join();
    }

    private static void commitForEver(Stores stores, DeviceId id, PrintStream out) {
      while (true) {
        Loaded loaded = stores.exchange().load(id, PLAIN);
        long message = loaded.session().map(s -> s.state().clientMsgId() + 1).orElse(1L);
        Device next = loaded.device().orElseGet(() -> device(id)).withNotificationId((int) message);
        var changes =
            new Changes(
                Optional.of(next),
                new SessionChange.Put(session(id, "k", message)),
                List.of(),
                List.of(),
                List.of(event(id, Optional.empty(), "message " + message)));
        if (!stores.exchange().commit(loaded, changes)) throw new IllegalStateException("lost");
        synchronized (out) {
          out.println(id + " " + message + " .");
          out.flush();
        }
      }
    }
  }
}
