package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fumarole.campaign.catalogue.ContentStore.Elsewhere;
import io.fumarole.campaign.catalogue.ContentStore.Stored;
import io.fumarole.campaign.catalogue.ContentTooLargeException;
import io.fumarole.protocol.dm.session.Task.Blob;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Content in a real S3 store, and in one that behaves badly.
@Tag("slow")
@Timeout(120)
final class ContentInS3Test {
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir private static Path shared;
  private static S3Store store;
  private static int round;

  @TempDir private Path directory;
  private final List<ContentInS3> opened = new ArrayList<>();
  private String url = "";
  private volatile Instant now = Instant.parse("2026-03-01T08:00:00Z");

  @BeforeAll
  static void startStore() throws IOException {
    store = new S3Store(shared);
  }

  @AfterAll
  static void stopStore() {
    store.close();
  }

  @BeforeEach
  void takeAPrefixOfItsOwn() {
    round++;
    url = "s3://" + S3Store.BUCKET + "/test" + round;
  }

  @AfterEach
  void close() {
    opened.forEach(ContentInS3::close);
  }

  private ContentInS3 node(String name) {
    return node(name, store.settings(url));
  }

  private ContentInS3 node(String name, S3Settings settings) {
    ContentInS3 content = ContentInS3.open(settings, directory.resolve(name), () -> now);
    opened.add(content);
    return content;
  }

  private Path object(String sha256) {
    return store.objects().resolve("test" + round).resolve(sha256);
  }

  private static InputStream abc() {
    return new ByteArrayInputStream(new byte[] {'a', 'b', 'c'});
  }

  private static byte[] random(int length) {
    byte[] octets = new byte[length];
    new Random(length).nextBytes(octets);
    return octets;
  }

  private static Stored put(ContentInS3 content, byte[] octets) throws IOException {
    return content.put(new ByteArrayInputStream(octets), octets.length);
  }

  @Test
  void whatOneNodeTakesInAnotherHandsOut() throws IOException {
    ContentInS3 first = node("a");
    assertThat(first.put(abc(), 3)).isEqualTo(new Stored(ABC, 3));
    assertThat(object(ABC)).hasContent("abc");
    ContentInS3 second = node("b");
    assertThat(second.has(new Blob(ABC, 3))).isTrue();
    assertThat(second.has(new Blob(ABC, 4))).isFalse();
    assertThat(second.isThere(ABC)).isTrue();
    assertThat(second.file(ABC)).hasValueSatisfying(file -> assertThat(file).hasContent("abc"));
    assertThat(second.read(new Blob(ABC, 3), 1, 2)).containsExactly('b', 'c');
    assertThat(second.file("0".repeat(64))).isEmpty();
    assertThat(second.file("../../etc/passwd")).isEmpty();
  }

  @Test
  void aLargeOneGoesInPartsAndComesBackTheSame() throws IOException {
    byte[] octets = random((20 << 20) + 1);
    Stored stored = put(node("a"), octets);
    assertThat(Files.size(object(stored.sha256()))).isEqualTo(octets.length);
    ContentInS3 second = node("b");
    var blob = new Blob(stored.sha256(), stored.size());
    assertThat(second.read(blob, 12_345_678, 1_000))
        .isEqualTo(Arrays.copyOfRange(octets, 12_345_678, 12_346_678));
    assertThat(second.file(stored.sha256()))
        .hasValueSatisfying(file -> assertThat(file).hasBinaryContent(octets));
  }

  @Test
  void nothingRemainsOfTooMuchOrOfABrokenStream() {
    ContentInS3 content = node("a");
    assertThatThrownBy(() -> content.put(abc(), 2)).isInstanceOf(ContentTooLargeException.class);
    var broken =
        new SequenceInputStream(
            abc(),
            new InputStream() {
              @Override
              public int read() throws IOException {
                throw new IOException("connection reset");
              }

              @Override
              public int read(byte[] into, int from, int length) throws IOException {
                return read();
              }
            });
    assertThatThrownBy(() -> content.put(broken, 100)).hasMessage("connection reset");
    assertThat(store.objects().resolve("test" + round)).doesNotExist();
  }

  @Test
  void whatIsRemovedIsGoneAlsoWhereItWasKept() throws IOException {
    ContentInS3 first = node("a");
    first.put(abc(), 3);
    ContentInS3 second = node("b");
    assertThat(second.file(ABC)).isPresent();
    first.remove(ABC);
    first.remove(ABC);
    assertThat(first.isThere(ABC)).isFalse();
    assertThat(first.file(ABC)).isEmpty();
    now = now.plus(Duration.ofMinutes(2));
    assertThat(second.has(new Blob(ABC, 3))).isFalse();
    assertThat(second.file(ABC)).isEmpty();
    first.put(abc(), 3);
    assertThat(second.file(ABC)).isPresent();
  }

  @Test
  void whileTheStoreIsAwayWhatIsKeptIsServedAndTheRestSaysSo()
      throws IOException, InterruptedException {
    byte[] other = random(1_000);
    ContentInS3 first = node("a");
    first.put(abc(), 3);
    Stored elsewhere = put(node("b"), other);
    store.kill();
    try {
      now = now.plus(Duration.ofMinutes(2));
      assertThat(first.file(ABC)).isPresent();
      assertThat(first.has(new Blob(ABC, 3))).isTrue();
      assertThatThrownBy(() -> first.file(elsewhere.sha256()))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("the store is not reached");
      assertThatThrownBy(() -> put(first, random(2_000)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("the store is not reached");
      ContentInS3 begun = node("c");
      assertThatThrownBy(() -> begun.isThere(ABC)).isInstanceOf(StorageException.class);
    } finally {
      store.start();
    }
    assertThat(first.file(elsewhere.sha256())).isPresent();
    assertThat(put(first, random(2_000)).size()).isEqualTo(2_000);
  }

  @Test
  void whoIsRefusedOrHasNoBucketHearsItAtTheStart() {
    S3Store.signInWith("wrong");
    try {
      assertThatThrownBy(() -> node("a"))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("the store refuses us: look at AWS_ACCESS_KEY_ID");
    } finally {
      S3Store.signInWith("which-is-no-secret");
    }
    assertThatThrownBy(() -> node("a", store.settings("s3://no-such-bucket")))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("no-such-bucket");
  }

  @Test
  void whatRottedInTheBucketIsNeverHandedOutAndIsMendedByAddingItAgain() throws IOException {
    ContentInS3 first = node("a");
    first.put(abc(), 3);
    Files.writeString(object(ABC), "abd");
    ContentInS3 second = node("b");
    assertThatThrownBy(() -> second.file(ABC))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("is damaged in the bucket: add its package again");
    assertThat(second.file(ABC)).isEmpty();
    assertThat(second.has(new Blob(ABC, 3))).isFalse();
    assertThat(second.damaged()).isEqualTo(1);
    second.put(abc(), 3);
    assertThat(second.damaged()).isZero();
    assertThat(node("c").file(ABC)).hasValueSatisfying(it -> assertThat(it).hasContent("abc"));
  }

  @Test
  void theDiskKeepsWhatWasWantedLast() throws IOException {
    ContentInS3 content = node("a");
    List<Stored> all = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      all.add(put(content, random((7 << 20) + i)));
      now = now.plusSeconds(1);
    }
    try (var kept = Files.walk(directory.resolve("a"))) {
      assertThat(kept.filter(Files::isRegularFile)).hasSize(2);
    }
    assertThat(content.file(all.getFirst().sha256())).isPresent();
    try (var kept = Files.walk(directory.resolve("a"))) {
      assertThat(kept.filter(Files::isRegularFile).map(it -> it.getFileName().toString()))
          .hasSize(2)
          .noneMatch(it -> it.startsWith(all.get(1).sha256()));
    }
  }

  /// A store that knows one object, and hands it out as a test wants.
  private HttpServer badStore(long size, Manner manner) throws IOException {
    HttpServer bad =
        HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    bad.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    bad.createContext(
        "/",
        call -> {
          if (call.getRequestMethod().equals("HEAD")) {
            call.getResponseHeaders().set("Content-Length", String.valueOf(size));
            call.sendResponseHeaders(200, -1);
            call.close();
          } else if (call.getRequestURI().getRawQuery() != null) {
            byte[] none =
                "<ListMultipartUploadsResult/>".getBytes(java.nio.charset.StandardCharsets.UTF_8);
            call.sendResponseHeaders(200, none.length);
            call.getResponseBody().write(none);
            call.close();
          } else {
            manner.answer(call);
          }
        });
    bad.start();
    return bad;
  }

  private interface Manner {
    void answer(HttpExchange call) throws IOException;
  }

  private ContentInS3 nodeAt(HttpServer bad) {
    var endpoint = URI.create("http://127.0.0.1:" + bad.getAddress().getPort());
    return node("bad", S3Settings.of(url, Optional.of(endpoint), "us-east-1", true, 16L << 20));
  }

  private static HttpResponse<byte[]> get(URI address, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(address);
    if (headers.length > 0) request.headers(headers);
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  @Test
  void whoeverIsSentToTheStoreGetsTheContentThere() throws IOException, InterruptedException {
    ContentInS3 first = node("a");
    Stored stored = put(first, random(5_000));
    assertThat(first.elsewhere(stored.sha256(), "application/x-fw"))
        .as("nobody is sent to a store that nobody said devices reach")
        .isEmpty();
    ContentInS3 second = node("b", store.settings(url).withDevicesSentTo(store.endpoint()));
    Elsewhere there = second.elsewhere(stored.sha256(), "application/x-fw").orElseThrow();
    assertThat(there.size()).isEqualTo(5_000);
    HttpResponse<byte[]> whole = get(there.url());
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.body()).isEqualTo(random(5_000));
    assertThat(whole.headers().firstValue("Content-Type")).contains("application/x-fw");
    HttpResponse<byte[]> part = get(there.url(), "Range", "bytes=4000-4009");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.body()).isEqualTo(Arrays.copyOfRange(random(5_000), 4_000, 4_010));
    assertThat(directory.resolve("b").resolve(stored.sha256()))
        .as("no octet of it came by this server")
        .doesNotExist();
  }

  @Test
  void anAddressThereIsGoodForItsContentAlone() throws IOException, InterruptedException {
    ContentInS3 content = node("a", store.settings(url).withDevicesSentTo(store.endpoint()));
    Stored one = put(content, random(10));
    Stored other = put(content, random(11));
    String address =
        content.elsewhere(one.sha256(), "application/x-fw").orElseThrow().url().toString();
    URI changed = URI.create(address.replace(one.sha256(), other.sha256()));
    assertThat(get(changed).statusCode()).isEqualTo(403);
    URI later = URI.create(address.replaceAll("X-Amz-Expires=\\d+", "X-Amz-Expires=999999"));
    assertThat(later).isNotEqualTo(URI.create(address));
    assertThat(get(later).statusCode()).isEqualTo(403);
  }

  @Test
  void nobodyIsSentToWhatIsNotThereOrIsDamaged() throws IOException {
    ContentInS3 content = node("a", store.settings(url).withDevicesSentTo(store.endpoint()));
    assertThat(content.elsewhere(ABC, "application/x-fw")).isEmpty();
    Stored stored = put(node("b"), random(13));
    Files.write(object(stored.sha256()), new byte[13]);
    assertThatThrownBy(() -> content.file(stored.sha256())).isInstanceOf(StorageException.class);
    assertThat(content.elsewhere(stored.sha256(), "application/x-fw")).isEmpty();
  }

  @Test
  void anAnswerThatBreaksOffLeavesNothingAndIsNoDamage() throws IOException {
    HttpServer bad =
        badStore(
            1_000,
            call -> {
              call.sendResponseHeaders(200, 1_000);
              call.getResponseBody().write(new byte[10]);
              call.getResponseBody().flush();
              call.close();
            });
    try {
      ContentInS3 content = nodeAt(bad);
      assertThatThrownBy(() -> content.file(ABC)).isInstanceOf(StorageException.class);
      assertThat(content.damaged()).isZero();
      try (var kept = Files.walk(directory.resolve("bad"))) {
        assertThat(kept.filter(Files::isRegularFile)).isEmpty();
      }
    } finally {
      bad.stop(0);
    }
  }

  @Test
  void aSlowStoreHoldsUpNobodyForLongAndIsAskedOnce() throws Exception {
    var asked = new AtomicInteger();
    var go = new CountDownLatch(1);
    HttpServer bad =
        badStore(
            3,
            call -> {
              asked.incrementAndGet();
              try {
                go.await();
              } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
              }
              call.sendResponseHeaders(200, 3);
              call.getResponseBody().write(new byte[] {'a', 'b', 'c'});
              call.close();
            });
    try (ExecutorService devices = Executors.newVirtualThreadPerTaskExecutor()) {
      ContentInS3 content = nodeAt(bad);
      List<Future<Optional<Path>>> waiting = new ArrayList<>();
      for (int i = 0; i < 20; i++) waiting.add(devices.submit(() -> content.file(ABC)));
      for (Future<Optional<Path>> one : waiting)
        assertThatThrownBy(one::get)
            .hasRootCauseInstanceOf(java.util.concurrent.TimeoutException.class)
            .hasMessageContaining("is on its way from the bucket: try again later");
      assertThat(asked).hasValue(1);
      go.countDown();
      assertThat(content.file(ABC)).hasValueSatisfying(it -> assertThat(it).hasContent("abc"));
      assertThat(asked).hasValue(1);
    } finally {
      go.countDown();
      bad.stop(0);
    }
  }
}
