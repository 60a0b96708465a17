package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import io.fumarole.server.RunningServer;
import io.fumarole.server.RunningServer.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("slow")
class PackagesTest {
  private static final SigningKey KEY = SigningKey.generate(new SecureRandom());

  @TempDir private Path data;
  @TempDir private Path work;
  private RunningServer running;
  private byte[] bundle = {};

  @BeforeEach
  void start() throws IOException {
    running = new RunningServer(data);
    Path image = work.resolve("image");
    byte[] octets = new byte[300_000];
    new Random(1).nextBytes(octets);
    Files.write(image, octets);
    var draft = new Manifest.Draft("V", "M", Optional.of("1.0"), "2.0", 7, List.of());
    BundleSigner.sign(image, work.resolve("bundle"), draft, KEY);
    bundle = Files.readAllBytes(work.resolve("bundle"));
  }

  @AfterEach
  void stop() {
    running.close();
  }

  private void trust() throws IOException {
    Path folder = Files.createDirectories(data.resolve("trusted-keys"));
    Keys.write(KEY.verifyingKey(), folder.resolve("mine.pem"));
  }

  private long storedFiles() throws IOException {
    try (Stream<Path> files = Files.walk(data.resolve("content"))) {
      return files.filter(Files::isRegularFile).count();
    }
  }

  /// Nothing refers to the content of a package that was not added: nobody would ever delete it.
  @Test
  void keepsNothingOfAFileWhosePackageIsRefused() throws IOException {
    trust();
    byte[] opaque = {1, 2, 3};
    byte[] other = {1, 2, 4};
    assertThat(running.upload("model=M&to=2", opaque).status()).isEqualTo(201);
    long before = storedFiles();
    assertThat(running.upload("model=M&to=2", other).status()).isEqualTo(409);
    assertThat(running.upload("", other).status()).isEqualTo(400);
    assertThat(running.upload("model=another", bundle).status()).isEqualTo(400);
    assertThat(storedFiles()).isEqualTo(before);
  }

  @Test
  void takesASignedBundleAtItsWord() throws IOException {
    trust();
    Answer added = running.upload("name=Big%20update&offered=true", bundle);
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("id")).isEqualTo("M-1.0-2.0");
    assertThat(added.text("name")).isEqualTo("Big update");
    assertThat(added.text("vendor")).isEqualTo("V");
    assertThat(added.text("fromVersion")).isEqualTo("1.0");
    assertThat(added.text("toVersion")).isEqualTo("2.0");
    assertThat(added.json().path("size").longValue()).isEqualTo(bundle.length);
    assertThat(added.json().path("signed").booleanValue()).isTrue();
    assertThat(added.json().path("offered").booleanValue()).isTrue();
    assertThat(added.json().has("warning")).isFalse();
    assertThat(running.get("/packages").json().path("packages")).hasSize(1);
    assertThat(running.get("/packages/M-1.0-2.0").text("sha256")).isEqualTo(added.text("sha256"));
    assertThat(running.get("/packages/none").status()).isEqualTo(404);
    assertThat(running.upload("", bundle).status()).isEqualTo(409);
  }

  @Test
  void keepsNothingOfABundleThatIsRefused() throws IOException {
    long before = storedFiles();
    assertThat(running.upload("", bundle).detail()).contains("not among the 0 trusted keys");
    trust();
    byte[] cut = Arrays.copyOf(bundle, bundle.length - 1);
    assertThat(running.upload("", cut).detail()).contains("the image ends after 299999");
    byte[] longer = Arrays.copyOf(bundle, bundle.length + 1);
    assertThat(running.upload("", longer).detail()).contains("300000 were announced");
    byte[] changed = bundle.clone();
    changed[changed.length - 1]++;
    assertThat(running.upload("", changed).detail()).contains("SHA-256");
    byte[] forged = bundle.clone();
    forged[200]++;
    assertThat(running.upload("", forged).status()).isEqualTo(422);
    assertThat(running.upload("", new byte[0]).detail()).contains("the file is empty");
    assertThat(storedFiles()).isEqualTo(before);
    assertThat(running.get("/packages").json().path("packages")).isEmpty();
  }

  @Test
  void aPublicKeyCountsUnderTheNameThatItWasMadeWith() throws IOException {
    Path folder = Files.createDirectories(data.resolve("trusted-keys"));
    Keys.write(KEY.verifyingKey(), folder.resolve("release.pem.pub"));
    assertThat(running.upload("", bundle).status()).isEqualTo(201);
  }

  @Test
  void aFileThatIsNoKeyStopsNoneOfTheOthersAndIsNamed() throws IOException {
    Path folder = Files.createDirectories(data.resolve("trusted-keys"));
    Files.writeString(folder.resolve("broken.pem"), "-----BEGIN PUBLIC KEY-----\nAAAA\n");
    Answer refused = running.upload("", bundle);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.detail())
        .contains("not among the 0 trusted keys")
        .contains("left out, because they are no keys: broken.pem (")
        .doesNotContain(data.toString());
    trust();
    assertThat(running.upload("", bundle).status()).isEqualTo(201);
  }

  @Test
  void refusesAWordAgainstTheManifest() throws IOException {
    trust();
    assertThat(running.upload("model=N", bundle).detail())
        .contains("'model' is N, but the signed manifest says M");
  }

  @Test
  void takesAVendorsFileWithAWarning() {
    Answer added = running.upload("model=R%20D&to=2.0", new byte[] {1, 2, 3});
    assertThat(added.status()).isEqualTo(201);
    assertThat(added.text("id")).isEqualTo("R_D-2.0");
    assertThat(added.text("warning")).contains("not signed");
    assertThat(added.json().path("signed").booleanValue()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "'', give 'model' and 'to'",
    "model=M, give 'model' and 'to'",
    "model=M&to=2&id=a%20b, a package id has",
    "model=M&to=2&offered=yes, offered is true or false",
    "model=M&to=2&contentType=x, contentType is a media type",
    "model=M&to=2%0A3, none of them a control",
  })
  void refusesWhatItCannotDescribe(String query, String words) {
    Answer answer = running.upload(query, new byte[] {1, 2, 3});
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.detail()).contains(words);
  }

  @Test
  void refusesUnsignedFilesWhereThatIsThePolicy() throws IOException {
    running.close();
    running =
        new RunningServer(work.resolve("strict"), it -> it.with("packages.unsigned", "REFUSE"));
    Answer answer = running.upload("model=M&to=2", new byte[] {1, 2, 3});
    assertThat(answer.status()).isEqualTo(422);
    assertThat(answer.detail()).contains("packages.unsigned is refuse");
  }
}
