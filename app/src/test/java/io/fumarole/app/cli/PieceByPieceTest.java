package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A large file on its way to a server that stops in the middle.
@Tag("slow")
class PieceByPieceTest {
  private static final Map<String, Optional<String>> SAID =
      Map.of("model", Optional.of("M"), "to", Optional.of("2.0"), "id", Optional.empty());

  @TempDir private Path directory;
  private FumaroleServer server;
  private String token = "";
  private Path file = Path.of("");

  @BeforeEach
  void start() throws IOException {
    server = FumaroleServer.start(ServerSettings.of(directory.resolve("server")).with("port", 0));
    token = server.freshToken().orElseThrow();
    byte[] octets = new byte[2 * PieceByPiece.PIECE + 1_000];
    new Random(1).nextBytes(octets);
    file = Files.write(directory.resolve("image"), octets);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private ApiClient api() {
    return new ApiClient(server.url(), token);
  }

  private void stopAfterOnePiece(long offset) {
    if (offset == PieceByPiece.PIECE) server.close();
  }

  @Test
  void whatHasComeIsNotSentAgain() throws IOException {
    var broken = new PieceByPiece(api(), file, SAID, this::stopAfterOnePiece);
    assertThatThrownBy(() -> broken.send(false))
        .isInstanceOf(CliMistake.class)
        .hasMessageContaining("What has come is kept for a day: run it again with --resume");
    server = FumaroleServer.start(ServerSettings.of(directory.resolve("server")).with("port", 0));
    List<Long> offsets = new ArrayList<>();
    new PieceByPiece(api(), file, SAID, offsets::add).send(true);
    assertThat(offsets)
        .containsExactly(
            (long) PieceByPiece.PIECE, 2L * PieceByPiece.PIECE, 2L * PieceByPiece.PIECE + 1_000);
    assertThat(api().get("/uploads").path("uploads")).isEmpty();
    assertThat(api().get("/packages/M-2.0").path("size").longValue()).isEqualTo(Files.size(file));
  }

  @Test
  void anUploadOfSomethingElseIsNotGoneOnWith() throws IOException {
    api().post("/uploads?model=N&to=2.0&size=" + Files.size(file), Map.of());
    List<Long> offsets = new ArrayList<>();
    new PieceByPiece(api(), file, SAID, offsets::add).send(true);
    assertThat(offsets.getFirst()).isZero();
    assertThat(api().get("/uploads").path("uploads")).hasSize(1);
  }

  @Test
  void theCommandSendsLargeFilesThisWayAndDeletesThemAgain() {
    assertThat(run("package", "add", file.toString(), "--model", "M", "--to", "3.0"))
        .contains("added M-3.0: M to 3.0, 16778216 octets");
    assertThat(run("package", "list")).contains("RELEASE").contains("released");
    assertThat(run("release", "change", "M", "3.0", "--class", "security", "--hardware", "H1"))
        .contains("security");
    assertThat(run("release", "list", "--model", "M")).contains("security");
    assertThat(run("release", "withdraw", "M", "3.0")).contains("release M 3.0 is withdrawn");
    assertThat(run("release", "show", "M", "3.0")).contains("M-3.0").contains("withdrawn");
    assertThat(run("package", "delete", "M-3.0")).contains("package M-3.0 is deleted");
    assertThat(run("release", "delete", "M", "3.0")).contains("release M 3.0 is deleted");
    assertThat(run("release", "list")).contains("no releases yet");
  }

  private String run(String... words) {
    List<String> all = new ArrayList<>(List.of(words));
    all.addAll(List.of("--server", server.url(), "--token", token));
    Shown shown = Shown.of(all.toArray());
    assertThat(shown.code()).as("%s", shown).isZero();
    return shown.out();
  }
}
