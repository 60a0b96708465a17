package io.fumarole.protocol.dlota;

import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// A download descriptor: where an object is and what it is. Spec: DLOTA descriptor, dlota 2.
///
/// @param types MIME types of the object, or of all that it contains; each must be acceptable
/// @param size octets of the object as transferred
/// @param objectUri where to fetch it
/// @param version `DDVersion`
/// @param about what is for display and for the installer
/// @param installNotifyUri where every outcome must be reported, good or bad
/// @param nextUrl where a browser goes afterwards; FUMO clients do not
public record Descriptor(
    Version version,
    About about,
    List<String> types,
    long size,
    String objectUri,
    Optional<String> installNotifyUri,
    Optional<String> nextUrl) {
  public Descriptor {
    types = List.copyOf(types);
    if (types.isEmpty() || types.stream().anyMatch(String::isBlank))
      throw new IllegalArgumentException("a descriptor names at least one type");
    if (size <= 0) throw new IllegalArgumentException("an object has octets, not " + size);
    types.forEach(Descriptor::requireText);
    requireText(objectUri);
    installNotifyUri.ifPresent(Descriptor::requireText);
    nextUrl.ifPresent(Descriptor::requireText);
  }

  private static void requireText(String text) {
    if (text.isBlank() || !Octets.utf8(text).isText())
      throw new IllegalArgumentException("not a text that XML can carry: '" + text + "'");
  }

  /// A descriptor with what is mandatory alone.
  public static Descriptor of(String type, long size, String objectUri) {
    return new Descriptor(
        Version.V1_0,
        About.NOTHING,
        List.of(type),
        size,
        objectUri,
        Optional.empty(),
        Optional.empty());
  }

  public Descriptor with(About newAbout) {
    return new Descriptor(version, newAbout, types, size, objectUri, installNotifyUri, nextUrl);
  }

  public Descriptor withInstallNotifyUri(String uri) {
    return new Descriptor(version, about, types, size, objectUri, Optional.of(uri), nextUrl);
  }

  /// Checks what the device can do about it, in the order of dlota 2.1; empty when all is well. The
  /// user is asked afterwards.
  ///
  /// @param freeOctets storage left
  /// @param acceptable MIME types that the device takes, without parameters
  public Optional<DescriptorReading.Unusable> refusal(long freeOctets, Set<String> acceptable) {
    if (!version.isSupported())
      return refuse(InstallStatus.INVALID_VERSION, "DDVersion " + version + " is not 1.x");
    if (size > freeOctets)
      return refuse(
          InstallStatus.INSUFFICIENT_MEMORY,
          "the object has %d octets, %d are free".formatted(size, freeOctets));
    for (String type : types) {
      boolean isAcceptable =
          acceptable.stream().anyMatch(known -> bareType(known).equals(bareType(type)));
      if (!isAcceptable)
        return refuse(
            InstallStatus.NON_ACCEPTABLE_CONTENT,
            "type %s is none of %s".formatted(type, String.join(", ", acceptable)));
    }
    return Optional.empty();
  }

  private Optional<DescriptorReading.Unusable> refuse(InstallStatus status, String reason) {
    return Optional.of(new DescriptorReading.Unusable(status, reason, installNotifyUri));
  }

  /// A MIME type without parameters, in lower case.
  static String bareType(String type) {
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  /// A higher minor of a known major is accepted.
  public record Version(int major, int minor) {
    public static final Version V1_0 = new Version(1, 0);

    public boolean isSupported() {
      return major == V1_0.major;
    }

    /// Reads `major.minor` or `major` alone, of at most three digits each.
    static Optional<Version> parse(String text) {
      if (!text.matches("[0-9]{1,3}([.][0-9]{1,3})?")) return Optional.empty();
      String[] parts = text.split("[.]");
      int minor = parts.length == 1 ? 0 : Integer.parseInt(parts[1]);
      return Optional.of(new Version(Integer.parseInt(parts[0]), minor));
    }

    @Override
    public String toString() {
      return major + "." + minor;
    }
  }

  /// What is for display, and the string for the installer.
  ///
  /// @param installParam opaque; in FOTA often `key=value;key=value` with checksum and version
  public record About(
      Optional<String> name,
      Optional<String> vendor,
      Optional<String> description,
      Optional<String> infoUrl,
      Optional<String> iconUri,
      Optional<String> installParam) {
    public static final About NOTHING =
        new About(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    public About {
      name.ifPresent(Descriptor::requireText);
      vendor.ifPresent(Descriptor::requireText);
      description.ifPresent(Descriptor::requireText);
      infoUrl.ifPresent(Descriptor::requireText);
      iconUri.ifPresent(Descriptor::requireText);
      installParam.ifPresent(Descriptor::requireText);
    }

    public static About of(String name, String vendor, String description) {
      return new About(
          Optional.of(name),
          Optional.of(vendor),
          Optional.of(description),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());
    }

    public About withInstallParam(String text) {
      return new About(name, vendor, description, infoUrl, iconUri, Optional.of(text));
    }
  }
}
