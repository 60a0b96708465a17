package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class AuditCommandTest {
  @TempDir private Path directory;
  private ServedCommands served;

  @BeforeEach
  void start() throws IOException {
    served = ServedCommands.start(directory);
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private void execute(String sql) throws SQLException {
    try (Connection other =
            DriverManager.getConnection("jdbc:sqlite:" + served.data().resolve("fumarole.db"));
        Statement statement = other.createStatement()) {
      statement.execute(sql);
    }
  }

  @Test
  void whatWasDoneIsListedAndVerifiedAgainstAHead() throws IOException, SQLException {
    assertThat(served.run("audit", "list").out()).contains("nothing was written down");
    served.run("group", "add", "lab", "--filter", "model==A");
    assertThat(served.run("audit", "list").out())
        .contains("PUT /groups/{name}", "groups/lab", "201 of 1", "first-token first");
    assertThat(served.run("audit", "list", "--actor", "jo").out()).contains("nothing");
    Path head = Files.writeString(directory.resolve("head"), served.run("audit", "head").out());
    Shown sound = served.run("audit", "verify", "--head", head.toString());
    assertThat(sound.code()).isZero();
    assertThat(sound.out()).isEqualTo("2 entries, the last is 2: as they were written\n");
    execute("DELETE FROM audit WHERE number = 2");
    assertThat(served.run("audit", "verify").code()).isZero();
    Shown gone = served.run("audit", "verify", "--head", head.toString());
    assertThat(gone.code()).isEqualTo(1);
    assertThat(gone.out())
        .contains("entry 2 is missing", "1 entries, the last is 1: NOT as they were written");
    Files.writeString(head, "2");
    assertThat(served.run("audit", "verify", "--head", head.toString()).err())
        .contains("is no head");
  }
}
