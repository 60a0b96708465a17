package io.fumarole.firmware;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.Seeds;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {
  private static final String HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final Manifest SMALL =
      new Manifest(
          "Acme", "X1", Optional.empty(), "2.0", 7, List.of(), 5, Digest.ofContent(bytes("hello")));

  @Test
  void encodesToTheOctetsOfItsTable() {
    String expected =
        "A7 01 01 02 07 03 64 41636D65 04 62 5831 06 63 322E30 08 05 09 82 2F 5820" + HELLO;
    assertThat(ManifestCodec.encode(SMALL)).isEqualTo(Octets.hex(expected.replace(" ", "")));
  }

  @Test
  void encodesTheOptionalElementsAndLargeNumbers() {
    var manifest =
        new Manifest(
            "Acme",
            "X1",
            Optional.of("1.0"),
            "2.0",
            1L << 32,
            List.of("B", "A", "B"),
            65_536,
            SMALL.digest());
    String expected =
        "A9 01 01 02 1B0000000100000000 03 64 41636D65 04 62 5831 05 63 312E30 06 63 322E30"
            + " 07 82 61 41 61 42 08 1A00010000 09 82 2F 5820"
            + HELLO;
    assertThat(ManifestCodec.encode(manifest)).isEqualTo(Octets.hex(expected.replace(" ", "")));
  }

  @Test
  void readsBackWhatItWrote() throws MalformedBundleException {
    long seed = Seeds.fresh("ManifestTest");
    var random = new SplittableRandom(seed);
    for (int run = 0; run < 300; run++) {
      Manifest manifest = manifest(random);
      assertThat(ManifestCodec.decode(ManifestCodec.encode(manifest)))
          .as("seed %d, run %d", seed, run)
          .isEqualTo(manifest);
    }
  }

  private static Manifest manifest(SplittableRandom random) {
    return new Manifest(
        text(random),
        text(random),
        random.nextBoolean() ? Optional.of(text(random)) : Optional.empty(),
        text(random),
        random.nextLong() & Long.MAX_VALUE,
        Stream.generate(() -> text(random)).limit(random.nextInt(6)).toList(),
        random.nextLong() & Long.MAX_VALUE,
        SMALL.digest());
  }

  /// Any characters of Unicode that a manifest may hold.
  private static String text(SplittableRandom random) {
    while (true) {
      StringBuilder text = new StringBuilder();
      int length = 1 + random.nextInt(Manifest.LONGEST_TEXT);
      while (text.length() < length)
        text.appendCodePoint(random.nextInt(random.nextBoolean() ? 128 : 0x3_0000));
      String cut = text.substring(0, length);
      if (isAllowed(cut)) return cut;
    }
  }

  private static boolean isAllowed(String text) {
    return text.equals(text.strip())
        && !text.isBlank()
        && text.chars().noneMatch(Character::isISOControl)
        && UTF_8.newEncoder().canEncode(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " Acme", "Acme\n", "Ac\u0000me", "\uD800", "\u00A0\u2003"})
  void refusesNonsenseNames(String vendor) {
    assertThatThrownBy(
            () ->
                new Manifest(vendor, "X1", Optional.empty(), "2", 0, List.of(), 0, SMALL.digest()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vendor");
  }

  @Test
  void refusesWhatIsOutOfBounds() {
    var draft = new Manifest.Draft("Acme", "X1", Optional.empty(), "2", -1, List.of());
    assertThatThrownBy(() -> draft.of(0, SMALL.digest())).hasMessageContaining("-1");
    var crowded =
        new Manifest.Draft("Acme", "X1", Optional.empty(), "2", 0, Collections.nCopies(65, "A"));
    assertThatThrownBy(() -> crowded.of(0, SMALL.digest()))
        .hasMessage("more than 64 hardware revisions");
    var wordy = new Manifest.Draft("Acme", "X".repeat(129), Optional.empty(), "2", 0, List.of());
    assertThatThrownBy(() -> wordy.of(0, SMALL.digest()))
        .hasMessage("the model is longer than 128 characters");
  }

  @ParameterizedTest
  @CsvSource({
    "A0, the manifest has no vendor",
    "A10102, the manifest has structure version 2; this program reads 1",
    "A1021BFFFFFFFFFFFFFFFF, the sequence number is out of range",
    "A10A01, the manifest has an unknown element",
    "A1613101, the manifest has no vendor",
    "A1036441636D, the vendor is not well-formed CBOR",
    "A10301, the vendor is not a text",
    "A1078201, a hardware revision is not a text",
    "A10982385A4100, 'the digest algorithm is -91, not SHA-256 (-16)'",
    "A109822F4100, the image digest has not 32 octets",
    "A1, the manifest is not well-formed CBOR",
    "81, the manifest is not a map",
    "'', the manifest is missing"
  })
  void namesWhatIsWrongInTheOctets(String hex, String words) {
    assertThatThrownBy(() -> ManifestCodec.decode(Octets.hex(hex)))
        .isInstanceOf(MalformedBundleException.class)
        .hasMessage(words);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
