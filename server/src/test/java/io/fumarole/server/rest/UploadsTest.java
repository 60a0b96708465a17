package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Files that come piece by piece, and packages that go again.
@Tag("slow")
class UploadsTest {
  @TempDir private Path data;
  private RunningServer running;
  private final byte[] file = new byte[300_000];

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
    new Random(1).nextBytes(file);
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private static String sha256(byte[] octets) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(octets));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private String begin(String more) {
    Answer begun = running.post("/uploads?model=M&to=2&size=" + file.length + more, "{}");
    assertThat(begun.status()).isEqualTo(201);
    return begun.text("id");
  }

  private HttpResponse<byte[]> send(String method, String path, String offset, byte[] body) {
    return running.send(
        running
            .request("/api/v1" + path)
            .header("Authorization", "Bearer " + running.token())
            .header("Upload-Offset", offset)
            .method(method, BodyPublishers.ofByteArray(body)));
  }

  private int piece(String id, int from, int to) {
    return send("PATCH", "/uploads/" + id, String.valueOf(from), Arrays.copyOfRange(file, from, to))
        .statusCode();
  }

  private Answer finish(String id) {
    return running.post("/uploads/" + id + "/finish", "{}");
  }

  private long files(String folder) throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve(folder))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  @Test
  void aFileComesInPiecesAlsoOverARestart() throws IOException {
    String id = begin("&sha256=" + sha256(file) + "&offered=true");
    assertThat(piece(id, 0, 100_000)).isEqualTo(200);
    String token = running.token();
    running.close();
    running = new RunningServer(data, token, it -> it);
    HttpResponse<byte[]> begun = send("GET", "/uploads/" + id, "0", new byte[0]);
    assertThat(begun.headers().firstValue("Upload-Offset")).contains("100000");
    assertThat(finish(id).detail()).isEqualTo("100000 of 300000 octets are here: go on there");
    assertThat(piece(id, 100_000, 300_000)).isEqualTo(200);
    Answer added = finish(id);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("sha256")).isEqualTo(sha256(file));
    assertThat(added.json().path("offered").booleanValue()).isTrue();
    assertThat(finish(id).status()).isEqualTo(404);
    assertThat(files("uploads")).isZero();
    assertThat(files("content")).isEqualTo(1);
  }

  @Test
  void aPieceInTheWrongPlaceIsRefusedWithTheRightOne() {
    String id = begin("");
    assertThat(piece(id, 0, 10)).isEqualTo(200);
    HttpResponse<byte[]> twice = send("PATCH", "/uploads/" + id, "0", new byte[] {1});
    assertThat(twice.statusCode()).isEqualTo(409);
    assertThat(twice.headers().firstValue("Upload-Offset")).contains("10");
    assertThat(piece(id, 20, 30)).isEqualTo(409);
    assertThat(send("PATCH", "/uploads/" + id, "x", new byte[] {1}).statusCode()).isEqualTo(400);
    assertThat(running.get("/uploads/" + id).json().path("offset").intValue()).isEqualTo(10);
  }

  @Test
  void moreThanWasAnnouncedLeavesThePieceOut() {
    String id = begin("");
    assertThat(piece(id, 0, 299_999)).isEqualTo(200);
    assertThat(send("PATCH", "/uploads/" + id, "299999", new byte[] {1, 2}).statusCode())
        .isEqualTo(413);
    assertThat(running.get("/uploads/" + id).json().path("offset").intValue()).isEqualTo(299_999);
  }

  @Test
  void aFileThatIsNotWhatWasAnnouncedLeavesNoOctets() throws IOException {
    String id = begin("&sha256=" + "ab".repeat(32));
    assertThat(piece(id, 0, 300_000)).isEqualTo(200);
    Answer refused = finish(id);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.detail()).contains(sha256(file)).contains("was announced");
    assertThat(files("uploads")).isZero();
    assertThat(files("content")).isZero();
    assertThat(running.get("/packages").json().path("packages")).isEmpty();
  }

  @Test
  void aForgedBundleLeavesNoOctets() throws IOException {
    byte[] head = "FUMAROLE".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    System.arraycopy(head, 0, file, 0, head.length);
    running.close();
    running =
        new RunningServer(data.resolve("strict"), it -> it.with("packages.unsigned", "REFUSE"));
    String id = begin("");
    assertThat(piece(id, 0, 300_000)).isEqualTo(200);
    assertThat(finish(id).status()).isEqualTo(422);
    assertThat(files("strict/uploads")).isZero();
    assertThat(files("strict/content")).isZero();
  }

  @Test
  void ofTwoOfOneNameTheSecondIsRefusedAndLeavesNoOctets() throws IOException {
    String first = begin("");
    String second = begin("");
    piece(first, 0, 300_000);
    file[0]++;
    piece(second, 0, 300_000);
    assertThat(finish(first).status()).isEqualTo(201);
    assertThat(finish(second).status()).isEqualTo(409);
    assertThat(files("uploads")).isZero();
    assertThat(files("content")).isEqualTo(1);
    assertThat(running.post("/uploads?id=M-2&size=1", "{}").status()).isEqualTo(409);
  }

  @Test
  void whatIsNotFinishedInADayIsGone() throws IOException {
    String id = begin("");
    piece(id, 0, 10);
    running.pass(Duration.ofHours(23));
    assertThat(running.get("/uploads").json().path("uploads")).hasSize(1);
    running.pass(Duration.ofHours(1));
    assertThat(running.get("/uploads/" + id).status()).isEqualTo(404);
    assertThat(running.server().stores().uploads().expire(running.now())).isBetween(0, 1);
    assertThat(files("uploads")).isZero();
  }

  @Test
  void uploadsAreBoundedInNumberAndOctets() {
    long most = 64L << 30;
    for (int i = 0; i < 64; i++) begin("");
    Answer refused = running.post("/uploads?size=1", "{}");
    assertThat(refused.status()).isEqualTo(507);
    assertThat(refused.detail()).startsWith("64 uploads are open, as many as may be");
    String one = running.get("/uploads").json().path("uploads").path(0).path("id").stringValue();
    assertThat(send("DELETE", "/uploads/" + one, "0", new byte[0]).statusCode()).isEqualTo(200);
    assertThat(running.post("/uploads?size=1", "{}").status()).isEqualTo(201);
    assertThat(running.post("/uploads?size=" + (most + 1), "{}").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "sha256=, size' is missing",
    "size=0, size is a number of octets from 1",
    "size=-1, size is a number of octets from 1",
    "size=1&sha256=AB, sha256 has 64 lower-case hex digits",
    "size=1&id=a%20b, a package id has",
    "size=1&hardware=a%0Ab, a hardware version has 1 to 128 characters"
  })
  void refusesWhatItCannotRead(String query, String words) {
    Answer answer = running.post("/uploads?" + query, "{}");
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains(words);
  }

  private int delete(String path) {
    return send("DELETE", path, "0", new byte[0]).statusCode();
  }

  @Test
  void contentGoesWithTheLastPackageThatHasIt() throws IOException {
    running.upload("id=a&model=M&to=2", file);
    running.upload("id=b&model=M&to=3", file);
    assertThat(delete("/packages/a")).isEqualTo(200);
    assertThat(files("content")).isEqualTo(1);
    assertThat(delete("/packages/b")).isEqualTo(200);
    assertThat(files("content")).isZero();
    assertThat(delete("/packages/b")).isEqualTo(404);
    assertThat(running.upload("id=b&model=M&to=3", file).status()).isEqualTo(201);
    assertThat(files("content")).isEqualTo(1);
    assertThat(delete("/release?model=M&version=3")).isEqualTo(200);
    assertThat(running.get("/packages").json().path("packages")).isEmpty();
  }

  @Test
  void whatIsInUseIsNotDeletedAndTheRefusalNamesTheUser() {
    running.upload("id=a&model=M&to=2", file);
    running.post("/devices", "{\"id\": \"d\"}");
    Answer order = running.post("/deployments", "{\"device\": \"d\", \"package\": \"a\"}");
    assertThat(delete("/packages/a")).isEqualTo(409);
    running.post("/deployments/" + order.text("id") + "/cancel", "{}");
    HttpResponse<byte[]> refused = send("DELETE", "/packages/a", "0", new byte[0]);
    assertThat(new String(refused.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("package a is in the history of device d (deployment " + order.text("id") + ")");
    running.upload("id=b&model=M&to=3", file);
    Answer campaign =
        running.post(
            "/campaigns",
            "{\"name\": \"c\", \"model\": \"M\", \"version\": \"3\", \"phases\": [{\"name\": \"all\"}]}");
    assertThat(campaign.status()).isEqualTo(201);
    HttpResponse<byte[]> needed = send("DELETE", "/packages/b", "0", new byte[0]);
    assertThat(new String(needed.body(), java.nio.charset.StandardCharsets.UTF_8))
        .contains("campaign " + campaign.text("id") + ", which is draft, needs package b");
    running.post("/campaigns/" + campaign.text("id") + "/abort", "{}");
    assertThat(delete("/packages/b")).isEqualTo(200);
  }
}
