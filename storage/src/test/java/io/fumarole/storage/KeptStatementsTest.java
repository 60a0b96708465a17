package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A statement that is used again brings nothing along from its use before.
final class KeptStatementsTest {
  private static final String ADD = "INSERT INTO number (n) VALUES (:n)";

  @TempDir Path directory;
  private Handle handle;

  @BeforeEach
  void open() {
    handle =
        Jdbi.create("jdbc:sqlite:" + directory.resolve("numbers.db"))
            .setStatementBuilderFactory(KeptStatements.factory())
            .open();
    handle.execute("CREATE TABLE number (n BIGINT NOT NULL PRIMARY KEY)");
  }

  @AfterEach
  void close() {
    handle.close();
  }

  private void add(Object... numbers) {
    try (PreparedBatch batch = handle.prepareBatch(ADD)) {
      for (Object number : numbers) batch.bind("n", number).add();
      batch.execute();
    }
  }

  private List<Integer> numbers() {
    return handle.createQuery("SELECT n FROM number ORDER BY n").mapTo(Integer.class).list();
  }

  /// The first row was with the driver already when the second could not be bound.
  @Test
  void aBatchThatCouldNotBeMadeLeavesNothingForTheNext() {
    assertThatThrownBy(() -> add(1, "no number")).isInstanceOf(ClassCastException.class);
    assertThat(numbers()).isEmpty();
    add(3, 4);
    assertThat(numbers()).containsExactly(3, 4);
  }

  @Test
  void aBatchThatFailedLeavesNothingForTheNext() {
    add(1);
    assertThatThrownBy(() -> handle.useTransaction(tx -> add(2, 1, 3)))
        .isInstanceOf(JdbiException.class);
    add(4);
    assertThat(numbers()).containsExactly(1, 4);
  }

  @Test
  void aStatementThatFailedIsUsedAgain() {
    add(1);
    assertThatThrownBy(() -> handle.createUpdate(ADD).bind("n", 1).execute())
        .isInstanceOf(JdbiException.class);
    assertThat(handle.createUpdate(ADD).bind("n", 2).execute()).isEqualTo(1);
    assertThat(numbers()).containsExactly(1, 2);
  }
}
