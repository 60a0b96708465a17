package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.storage.UserStore.StoredUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class UserCommandTest {
  @TempDir private Path directory;
  private ServedCommands served;
  private Path password;

  @BeforeEach
  void start() throws IOException {
    served = ServedCommands.start(directory);
    password = Files.writeString(directory.resolve("password"), "staple battery\nnot this\n");
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private Shown add(String name) {
    return served.run(
        "user", "add", name, "--role", "operator", "--password-file", password.toString());
  }

  private StoredUser stored(String name) {
    return served.server().stores().users().find(name).orElseThrow();
  }

  @Test
  void usersAreAddedListedChangedAndRemoved() {
    assertThat(served.run("user", "list").out()).contains("no users");
    assertThat(add("Jo").out()).isEqualTo("added user jo, operator\n");
    assertThat(served.run("user", "list").out()).contains("jo", "operator", "yes");
    assertThat(served.run("user", "change", "jo", "--role", "viewer", "--no-active").code())
        .isZero();
    assertThat(stored("jo"))
        .returns("viewer", StoredUser::role)
        .returns(false, StoredUser::isActive);
    assertThat(served.run("user", "change", "jo", "--active").code()).isZero();
    assertThat(stored("jo").isActive()).isTrue();
    assertThat(served.run("user", "change", "jo").err()).contains("say what changes");
    assertThat(served.run("user", "remove", "jo").out()).isEqualTo("removed user jo\n");
    assertThat(served.run("user", "list").out()).contains("no users");
  }

  @Test
  void aPasswordComesFromAFileOrTheTerminal() throws IOException {
    add("jo");
    String before = stored("jo").password();
    Files.writeString(password, "another battery\n");
    assertThat(served.run("user", "password", "jo", "--password-file", password.toString()).out())
        .isEqualTo("jo has a new password\n");
    assertThat(stored("jo").password()).isNotEqualTo(before);
    assertThat(served.run("user", "password", "jo").err()).contains("say --password-file");
    Files.writeString(password, "\n");
    assertThat(add("max").err()).contains("no password on its first line");
  }
}
