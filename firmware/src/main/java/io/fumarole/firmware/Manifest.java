package io.fumarole.firmware;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// What a bundle says about its image: the information elements of RFC 9124 that an update over
/// FUMO needs. What exists is valid.
///
/// @param vendor who makes the device (Vendor ID), compared with `DevInfo/Man`
/// @param model the class of devices that the image is for (Class ID), compared with `DevInfo/Mod`
/// @param fromVersion the only version that a device may run before the update (Precursor Image);
///   empty when any will do, as for a full image
/// @param toVersion the version that runs after the update
/// @param sequence grows with each release of a model, so that an old one cannot come back
///   (Monotonic Sequence Number)
/// @param hardware the hardware revisions that the image runs on, ascending; empty when all do
/// @param size octets of the image
/// @param digest of the image
public record Manifest(
    String vendor,
    String model,
    Optional<String> fromVersion,
    String toVersion,
    long sequence,
    List<String> hardware,
    long size,
    Digest digest) {
  /// Longer names do not fit the nodes they are compared with: deployed clients stop at 64 or 128.
  public static final int LONGEST_TEXT = 128;

  /// More revisions than any model has; keeps the manifest far below [Bundle#LARGEST_HEAD].
  public static final int MOST_HARDWARE = 64;

  public Manifest {
    check("vendor", vendor);
    check("model", model);
    fromVersion.ifPresent(version -> check("from-version", version));
    check("to-version", toVersion);
    if (sequence < 0)
      throw new IllegalArgumentException("the sequence number is negative: " + sequence);
    if (size < 0) throw new IllegalArgumentException("the image size is negative: " + size);
    if (hardware.size() > MOST_HARDWARE)
      throw new IllegalArgumentException("more than " + MOST_HARDWARE + " hardware revisions");
    hardware.forEach(revision -> check("hardware", revision));
    // One order only, so that the same words give the same octets.
    hardware = hardware.stream().sorted().distinct().toList();
  }

  private static void check(String name, String text) {
    if (text.isBlank()) throw new IllegalArgumentException("the " + name + " is blank");
    if (text.length() > LONGEST_TEXT)
      throw new IllegalArgumentException(
          "the %s is longer than %d characters".formatted(name, LONGEST_TEXT));
    if (!text.equals(text.strip()))
      throw new IllegalArgumentException("the %s starts or ends with a blank".formatted(name));
    if (text.chars().anyMatch(Character::isISOControl))
      throw new IllegalArgumentException("the %s has a control character".formatted(name));
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(text))
      throw new IllegalArgumentException("the %s is not well-formed text".formatted(name));
  }

  /// A manifest before its image has been read: everything but size and digest.
  public record Draft(
      String vendor,
      String model,
      Optional<String> fromVersion,
      String toVersion,
      long sequence,
      List<String> hardware) {
    public Draft {
      hardware = List.copyOf(hardware);
    }

    public Manifest of(long size, Digest digest) {
      return new Manifest(vendor, model, fromVersion, toVersion, sequence, hardware, size, digest);
    }
  }
}
