package io.fumarole.app.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.storage.PostgresServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real server process under real devices, killed at each step of an exchange and at instants.
/// The whole run is `./fumarole crash --kills 1000`.
@Tag("slow")
class CrashRunTest {
  /// Each of the eight steps once, and some instants.
  private static final int KILLS = 11;

  /// Half of the steps, others in each run: nothing else than the steps differs there.
  private static final int KILLS_ON_POSTGRES = 5;

  private static final int DEVICES = 5;

  @TempDir private Path directory;

  @Test
  void nothingAcknowledgedIsLostWhereverTheServerIsKilled()
      throws IOException, InterruptedException {
    run(Optional.empty(), KILLS);
  }

  @Test
  void norOnPostgres() throws IOException, InterruptedException {
    run(Optional.of(PostgresServer.get().newDatabase().text()), KILLS_ON_POSTGRES);
  }

  private void run(Optional<String> database, int kills) throws IOException, InterruptedException {
    long seed = new Random().nextInt(1_000_000);
    var words = new StringWriter();
    boolean isGood =
        CrashRun.run(
            new CrashRun.Setting(directory, database, DEVICES, kills, seed),
            new PrintWriter(words, true));
    assertThat(isGood).as("%s", words).isTrue();
    assertThat(words.toString()).contains("kills " + (kills + 1)).contains("seed " + seed);
  }
}
