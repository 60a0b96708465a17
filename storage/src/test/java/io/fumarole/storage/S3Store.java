package io.fumarole.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;

/// A real S3 store, S3Proxy, in a process of its own with a directory behind it; it can be killed
/// and started again.
public final class S3Store implements AutoCloseable {
  public static final String BUCKET = "firmware";
  private static final String IDENTITY = "of-the-tests";
  private static final String SECRET = "which-is-no-secret";
  private static final String KEY_PROPERTY = "aws.accessKeyId";
  private static final String SECRET_PROPERTY = "aws.secretAccessKey";

  private final Path directory;
  private final int port;
  private Optional<Process> process = Optional.empty();

  public S3Store(Path directory) throws IOException {
    this.directory = directory;
    try (var free = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      this.port = free.getLocalPort();
    }
    Files.createDirectories(objects());
    start();
    signInWith(SECRET);
  }

  /// What the environment says of us.
  public static void signInWith(String secret) {
    System.setProperty(KEY_PROPERTY, IDENTITY);
    System.setProperty(SECRET_PROPERTY, secret);
  }

  /// The objects as files, by their names.
  public Path objects() {
    return directory.resolve("store").resolve(BUCKET);
  }

  public URI endpoint() {
    return URI.create("http://127.0.0.1:" + port);
  }

  S3Settings settings(String url) {
    return S3Settings.of(url, Optional.of(endpoint()), "us-east-1", true, 16L << 20);
  }

  private static Path program() {
    Path root = Path.of(System.getProperty("fumarole.root", ".."));
    Path jar = root.resolve("storage/target/s3proxy/s3proxy.jar");
    assumeTrue(Files.exists(jar), jar + " is missing: Maven copies it there");
    return jar;
  }

  public void start() throws IOException {
    Path properties =
        Files.writeString(
            directory.resolve("s3proxy.conf"),
            """
            s3proxy.endpoint=%s
            s3proxy.authorization=aws-v2-or-v4
            s3proxy.identity=%s
            s3proxy.credential=%s
            jclouds.provider=filesystem-nio2
            jclouds.filesystem.basedir=%s
            """
                .formatted(endpoint(), IDENTITY, SECRET, directory.resolve("store")));
    process =
        Optional.of(
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-jar",
                    program().toString(),
                    "--properties",
                    properties.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("s3proxy.log").toFile())
                .start());
    Awaitility.await().atMost(Duration.ofSeconds(60)).until(this::answers);
  }

  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port), 500);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  public void kill() throws InterruptedException {
    if (process.isPresent()) process.get().destroyForcibly().waitFor();
    process = Optional.empty();
  }

  @Override
  public void close() {
    process.ifPresent(Process::destroyForcibly);
    System.clearProperty(KEY_PROPERTY);
    System.clearProperty(SECRET_PROPERTY);
  }
}
