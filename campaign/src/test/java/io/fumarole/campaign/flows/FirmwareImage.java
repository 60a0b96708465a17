package io.fumarole.campaign.flows;

import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Random;

/// Images that say their version in the first line; the rest is noise.
final class FirmwareImage {
  private static final String HEAD = "FIRMWARE ";

  private FirmwareImage() {}

  static Octets of(String version, int size) {
    byte[] octets = new byte[size];
    new Random(size).nextBytes(octets);
    byte[] head = (HEAD + version + "\n").getBytes(StandardCharsets.UTF_8);
    System.arraycopy(head, 0, octets, 0, head.length);
    return Octets.wrap(octets);
  }

  /// Empty when it is no image.
  static Optional<String> versionOf(Octets image) {
    String text = new String(image.toByteArray(), StandardCharsets.ISO_8859_1);
    int end = text.indexOf('\n');
    return text.startsWith(HEAD) && end > 0
        ? Optional.of(text.substring(HEAD.length(), end))
        : Optional.empty();
  }
}
