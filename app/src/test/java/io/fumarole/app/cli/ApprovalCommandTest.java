package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class ApprovalCommandTest {
  @TempDir private Path directory;
  private ServedCommands served;

  @BeforeEach
  void start() throws IOException {
    served = ServedCommands.start(directory, it -> it.with("fourEyes", List.of("RELEASE")));
    Path image = Files.writeString(directory.resolve("image.bin"), "of the test");
    assertThat(
            served.run("package", "add", image.toString(), "--model", "M-1", "--to", "2.0").code())
        .isZero();
    assertThat(served.run("release", "test", "M-1", "2.0").out()).contains("is tested");
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private String asked() {
    String words = served.run("release", "release", "M-1", "2.0").out();
    assertThat(words).startsWith("asked for: somebody else says 'approval approve ");
    return words.replaceAll("(?s).*approve (\\w+)'.*", "$1");
  }

  private String approver() {
    return served
        .run("token", "add", "ann", "--scope", "approve")
        .out()
        .lines()
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anotherTokenAgreesAndItIsDone() {
    String id = asked();
    assertThat(served.run("approval", "list").out()).contains(id, "release M-1 2.0", "waiting");
    assertThat(served.run("approval", "approve", id).err()).contains("somebody else has to agree");
    assertThat(served.run("approval", "approve", id, "--token", approver()).out())
        .isEqualTo("release M-1 2.0 is approved\n");
    assertThat(served.run("release", "list").out()).contains("released");
    assertThat(served.run("approval", "list").out()).isEqualTo("nothing waits\n");
    assertThat(served.run("approval", "list", "--all").out()).contains("approved", "ann");
  }

  @Test
  void whoSaysNoSaysWhy() {
    String id = asked();
    assertThat(served.run("approval", "reject", id, "--reason", "not today").out())
        .isEqualTo("release M-1 2.0 is rejected\n");
    assertThat(served.run("approval", "list", "--all").out()).contains("not today");
    assertThat(served.run("release", "list").out()).contains("tested");
  }
}
