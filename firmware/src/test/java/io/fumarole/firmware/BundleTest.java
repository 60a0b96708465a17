package io.fumarole.firmware;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.firmware.Verdict.Accepted;
import io.fumarole.firmware.Verdict.Reason;
import io.fumarole.firmware.Verdict.Refused;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.Seeds;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleTest {
  private static final int RUNS = 500;
  private static final SigningKey KEY = TestKeys.signing();
  private static final TrustedKeys TRUSTED = TrustedKeys.of(KEY.verifyingKey());
  private static final byte[] IMAGE = "the image, which is longer than nothing".getBytes(UTF_8);
  private static final Manifest.Draft DRAFT =
      new Manifest.Draft("Acme", "X1", Optional.of("1.0"), "2.0", 7, List.of("A", "B"));
  private static final Manifest MANIFEST = DRAFT.of(IMAGE.length, Digest.ofContent(IMAGE));
  private static final Target DEVICE =
      new Target("Acme", "X1", "1.0", OptionalLong.of(6), Optional.of("B"), false, false);

  private static final byte[] HEAD = BundleSigner.head(MANIFEST, KEY).toByteArray();

  @TempDir private Path folder;
  private Path image;
  private Path bundle;

  @BeforeEach
  void writeImage() throws IOException {
    image = folder.resolve("image.bin");
    bundle = folder.resolve("image.fumarole");
    Files.write(image, IMAGE);
  }

  @Test
  void signsAFileThatVerifies() throws IOException {
    Bundle.Head head = BundleSigner.sign(image, bundle, DRAFT, KEY);

    assertThat(head.manifest()).isEqualTo(MANIFEST);
    assertThat(head.keyId()).isEqualTo(KEY.verifyingKey().id());
    assertThat(head.fileSize()).isEqualTo(Files.size(bundle));
    assertThat(BundleVerifier.verify(head, TRUSTED, DEVICE)).isEqualTo(new Accepted());
    assertThat(BundleVerifier.verifySignature(head, TRUSTED)).isEqualTo(new Accepted());
    assertThat(ImageCheck.ofFile(bundle, head)).isEqualTo(new Accepted());
    byte[] content = Files.readAllBytes(bundle);
    assertThat(Arrays.copyOfRange(content, (int) head.imageOffset(), content.length))
        .isEqualTo(IMAGE);
    assertThat(folder).isDirectoryNotContaining("glob:**.partial");
  }

  @Test
  void layoutIsAsDocumented() {
    int length = HEAD.length - 13;
    assertThat(Octets.copyOf(HEAD, 0, 16).toHex())
        .isEqualTo("46554D41524F4C45" + "01" + "%08X".formatted(length) + "D28458");
    assertThat(Octets.copyOf(HEAD).toHex())
        .contains("A30127037826" + Octets.utf8(ProtectedHeader.MANIFEST_TYPE).toHex() + "0448");
  }

  @Test
  void signingTwiceGivesTheSameOctets() throws IOException {
    Path again = folder.resolve("again.fumarole");
    BundleSigner.sign(image, bundle, DRAFT, KEY);
    BundleSigner.sign(image, again, DRAFT, KEY);
    assertThat(again).hasSameBinaryContentAs(bundle);
  }

  @Test
  void signsAnEmptyImage() throws IOException {
    Files.write(image, new byte[0]);
    Bundle.Head head = BundleSigner.sign(image, bundle, DRAFT, KEY);
    assertThat(head.manifest().size()).isZero();
    assertThat(ImageCheck.ofFile(bundle, head)).isEqualTo(new Accepted());
  }

  @Test
  void streamsABigImage() throws IOException {
    try (var file = new RandomAccessFile(image.toFile(), "rw")) {
      file.setLength((64 << 20) + 3);
    }
    Bundle.Head head = BundleSigner.sign(image, bundle, DRAFT, KEY);
    assertThat(head.manifest().size()).isEqualTo((64 << 20) + 3);
    assertThat(ImageCheck.ofFile(bundle, head)).isEqualTo(new Accepted());
  }

  @Test
  void refusesToSignABundle() throws IOException {
    BundleSigner.sign(image, bundle, DRAFT, KEY);
    assertThatThrownBy(() -> BundleSigner.sign(bundle, folder.resolve("twice"), DRAFT, KEY))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is a bundle already; sign the bare image");
    assertThat(folder.resolve("twice")).doesNotExist();
  }

  @Test
  void refusesEveryFlippedBitOfTheHead() {
    for (int bit = 0; bit < HEAD.length * 8; bit++) {
      byte[] tampered = HEAD.clone();
      tampered[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(verdict(tampered)).as("bit %d", bit).isInstanceOf(Refused.class);
    }
  }

  @Test
  void refusesEveryTruncatedHead() {
    for (int length = 0; length < HEAD.length; length++) {
      assertThat(verdict(Arrays.copyOf(HEAD, length)))
          .as("first %d octets", length)
          .isInstanceOfSatisfying(
              Refused.class, refused -> assertThat(refused.reason()).isEqualTo(Reason.MALFORMED));
    }
  }

  @Test
  void refusesEveryFlippedBitAndEveryTruncationOfTheImage() {
    for (int bit = 0; bit < IMAGE.length * 8; bit++) {
      byte[] tampered = IMAGE.clone();
      tampered[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(reasonOfImage(tampered)).contains(Reason.WRONG_DIGEST);
    }
    for (int length = 0; length < IMAGE.length; length++)
      assertThat(reasonOfImage(Arrays.copyOf(IMAGE, length))).contains(Reason.TRUNCATED);
    assertThat(reasonOfImage(Arrays.copyOf(IMAGE, IMAGE.length + 1))).contains(Reason.TOO_LONG);
    assertThat(reasonOfImage(IMAGE)).isEmpty();
  }

  @Test
  void refusesAnySignedManifestOfOtherOctets() {
    long seed = Seeds.fresh("BundleTest, other octets");
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      byte[] octets = octets(random, random.nextInt(201));
      byte[] file = Arrays.copyOf(HEAD, 13 + octets.length);
      file[9] = 0;
      file[10] = 0;
      file[11] = (byte) (octets.length >> 8);
      file[12] = (byte) octets.length;
      System.arraycopy(octets, 0, file, 13, octets.length);
      assertThat(read(file)).as("seed %d, run %d", seed, run).isInstanceOf(Bundle.Malformed.class);
    }
  }

  @Test
  void refusesAnyReplacedOctets() {
    long seed = Seeds.fresh("BundleTest, replaced octets");
    var random = new SplittableRandom(seed);
    for (int run = 0; run < RUNS; run++) {
      byte[] octets = octets(random, 1 + random.nextInt(8));
      byte[] file = HEAD.clone();
      int at = random.nextInt(HEAD.length - octets.length);
      System.arraycopy(octets, 0, file, at, octets.length);
      if (Arrays.equals(file, HEAD)) continue;
      assertThat(verdict(file)).as("seed %d, run %d", seed, run).isInstanceOf(Refused.class);
    }
  }

  private static byte[] octets(SplittableRandom random, int length) {
    byte[] octets = new byte[length];
    random.nextBytes(octets);
    return octets;
  }

  @Test
  void saysWhatIsWrongWithADamagedFile() {
    assertThat(read(new byte[0])).isEqualTo(new Bundle.Malformed("the file ends after 0 octets"));
    assertThat(read(with(0, 0x47)))
        .isEqualTo(new Bundle.Malformed("the magic at offset 0 is damaged"));
    assertThat(read(with(8, 2)))
        .isEqualTo(
            new Bundle.Malformed(
                "the bundle has layout version 2 at offset 8; this program reads 1"));
    assertThat(read(with(9, 0xFF)).toString())
        .contains("the signed manifest at offset 9 is said to have 42781")
        .contains("octets; 1 to 65536 are allowed");
    assertThat(read(Arrays.copyOf(HEAD, 20)).toString())
        .contains("the bundle ends within its manifest, after 7 of ");
  }

  @Test
  void leavesAVendorsOwnFileOpaque() {
    byte[] elf = {0x7F, 'E', 'L', 'F', 2, 1, 1, 0, 0, 0, 0, 0};
    assertThat(read(elf)).isEqualTo(new Bundle.Opaque(Octets.copyOf(elf, 0, 8)));
    assertThat(read(new byte[] {1, 2})).isInstanceOf(Bundle.Opaque.class);

    assertThat(verdict(elf))
        .isEqualTo(
            new Refused(Reason.UNSIGNED, "the file has no signed manifest, and one is needed"));
    var lenient =
        new Target("Acme", "X1", "1.0", OptionalLong.empty(), Optional.empty(), false, true);
    assertThat(BundleVerifier.verify(read(elf), TrustedKeys.NONE, lenient))
        .isEqualTo(new Accepted());
  }

  @Test
  void readsNoFurtherThanTheHead() throws IOException {
    byte[] file = Arrays.copyOf(HEAD, HEAD.length + 1);
    file[HEAD.length] = 42;
    var in = new ByteArrayInputStream(file);
    assertThat(BundleReader.read(in)).isInstanceOf(Bundle.Head.class);
    assertThat(in.read()).isEqualTo(42);
  }

  private static byte[] with(int offset, int octet) {
    byte[] changed = HEAD.clone();
    changed[offset] = (byte) octet;
    return changed;
  }

  private static Bundle read(byte[] file) {
    try {
      return BundleReader.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Verdict verdict(byte[] file) {
    return BundleVerifier.verify(read(file), TRUSTED, DEVICE);
  }

  private static Optional<Reason> reasonOfImage(byte[] octets) {
    var check = new ImageCheck(MANIFEST);
    check.update(octets, 0, octets.length / 2);
    check.update(octets, octets.length / 2, octets.length - octets.length / 2);
    return check.finish() instanceof Refused(var reason, _)
        ? Optional.of(reason)
        : Optional.empty();
  }
}
