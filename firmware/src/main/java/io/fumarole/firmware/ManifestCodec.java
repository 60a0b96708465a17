package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A [Manifest] as a CBOR map with integer keys:
///
/// | Key | Element | Type | |
/// |---|---|---|---|
/// | 1 | structure version | 1 | |
/// | 2 | sequence number | unsigned integer | |
/// | 3 | vendor | text | |
/// | 4 | model | text | |
/// | 5 | from-version | text | absent: any |
/// | 6 | to-version | text | |
/// | 7 | hardware | array of 1 to 64 texts, ascending | absent: all |
/// | 8 | image size in octets | unsigned integer | |
/// | 9 | image digest | array of algorithm (-16, SHA-256, RFC 9054) and byte string | |
final class ManifestCodec {
  private static final int STRUCTURE_VERSION = 1;
  private static final int SEQUENCE = 2;
  private static final int VENDOR = 3;
  private static final int MODEL = 4;
  private static final int FROM_VERSION = 5;
  private static final int TO_VERSION = 6;
  private static final int HARDWARE = 7;
  private static final int SIZE = 8;
  private static final int DIGEST = 9;

  private static final int STRUCTURE = 1;
  private static final int SHA_256 = -16;

  private ManifestCodec() {}

  static Octets encode(Manifest manifest) {
    return Cbor.write(cbor -> write(manifest, cbor));
  }

  private static void write(Manifest manifest, Cbor cbor) {
    List<String> hardware = manifest.hardware();
    int present = 7 + (manifest.fromVersion().isPresent() ? 1 : 0) + (hardware.isEmpty() ? 0 : 1);
    cbor.map(present);
    cbor.key(STRUCTURE_VERSION).integer(STRUCTURE);
    cbor.key(SEQUENCE).integer(manifest.sequence());
    cbor.key(VENDOR).text(manifest.vendor());
    cbor.key(MODEL).text(manifest.model());
    manifest.fromVersion().ifPresent(version -> cbor.key(FROM_VERSION).text(version));
    cbor.key(TO_VERSION).text(manifest.toVersion());
    if (!hardware.isEmpty()) {
      cbor.key(HARDWARE).array(hardware.size());
      hardware.forEach(cbor::text);
      cbor.endArray();
    }
    cbor.key(SIZE).integer(manifest.size());
    cbor.key(DIGEST).array(2).integer(SHA_256).octets(manifest.digest().octets()).endArray();
    cbor.endMap();
  }

  static Manifest decode(Octets octets) throws MalformedBundleException {
    Elements elements = new Elements();
    try (CborReader reader = CborReader.of(octets)) {
      reader.startMap("the manifest");
      int key = reader.nextKey("the manifest");
      while (key >= 0) {
        elements.read(key, reader);
        key = reader.nextKey("the manifest");
      }
    }
    return elements.manifest();
  }

  /// What has been read so far; an element that comes twice is caught by the comparison of octets.
  private static final class Elements {
    private Optional<Long> sequence = Optional.empty();
    private Optional<String> vendor = Optional.empty();
    private Optional<String> model = Optional.empty();
    private Optional<String> fromVersion = Optional.empty();
    private Optional<String> toVersion = Optional.empty();
    private List<String> hardware = List.of();
    private Optional<Long> size = Optional.empty();
    private Optional<Digest> digest = Optional.empty();

    void read(int key, CborReader reader) throws MalformedBundleException {
      switch (key) {
        case STRUCTURE_VERSION -> readStructureVersion(reader);
        case SEQUENCE -> sequence = Optional.of(reader.integer("the sequence number"));
        case VENDOR -> vendor = Optional.of(reader.text("the vendor"));
        case MODEL -> model = Optional.of(reader.text("the model"));
        case FROM_VERSION -> fromVersion = Optional.of(reader.text("the from-version"));
        case TO_VERSION -> toVersion = Optional.of(reader.text("the to-version"));
        case HARDWARE -> hardware = readHardware(reader);
        case SIZE -> size = Optional.of(reader.integer("the image size"));
        case DIGEST -> digest = Optional.of(readDigest(reader));
        default -> throw new MalformedBundleException("the manifest has an unknown element");
      }
    }

    private static void readStructureVersion(CborReader reader) throws MalformedBundleException {
      long version = reader.integer("the structure version");
      if (version != STRUCTURE)
        throw new MalformedBundleException(
            "the manifest has structure version %d; this program reads %d"
                .formatted(version, STRUCTURE));
    }

    private static List<String> readHardware(CborReader reader) throws MalformedBundleException {
      List<String> revisions = new ArrayList<>();
      reader.startArray("the hardware list");
      while (reader.nextItem("the hardware list")) {
        if (revisions.size() == Manifest.MOST_HARDWARE)
          throw new MalformedBundleException(
              "the manifest lists more than " + Manifest.MOST_HARDWARE + " hardware revisions");
        revisions.add(reader.currentText("a hardware revision"));
      }
      return revisions;
    }

    private static Digest readDigest(CborReader reader) throws MalformedBundleException {
      reader.startArray("the image digest");
      long algorithm = reader.integer("the digest algorithm");
      if (algorithm != SHA_256)
        throw new MalformedBundleException(
            "the digest algorithm is %d, not SHA-256 (%d)".formatted(algorithm, SHA_256));
      Octets octets = reader.octets("the image digest");
      reader.endArray("the image digest");
      if (octets.length() != Digest.LENGTH)
        throw new MalformedBundleException("the image digest has not 32 octets");
      return new Digest(octets);
    }

    Manifest manifest() throws MalformedBundleException {
      try {
        return new Manifest(
            needed(vendor, "vendor"),
            needed(model, "model"),
            fromVersion,
            needed(toVersion, "to-version"),
            needed(sequence, "sequence number"),
            hardware,
            needed(size, "image size"),
            needed(digest, "image digest"));
      } catch (IllegalArgumentException nonsense) {
        throw new MalformedBundleException("in the manifest, " + nonsense.getMessage());
      }
    }

    private static <T> T needed(Optional<T> element, String name) throws MalformedBundleException {
      if (element.isEmpty()) throw new MalformedBundleException("the manifest has no " + name);
      return element.get();
    }
  }
}
