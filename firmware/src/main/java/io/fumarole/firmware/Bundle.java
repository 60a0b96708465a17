package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;

/// A firmware file as its first octets show it. A bundle is
///
/// | Offset | Octets | Content |
/// |---|---|---|
/// | 0 | 8 | magic: `46 55 4D 41 52 4F 4C 45`, "FUMAROLE" in ASCII |
/// | 8 | 1 | version of this layout: `01` |
/// | 9 | 4 | n, the length of the signed manifest, most significant octet first; 1 to 65,536 |
/// | 13 | n | signed manifest: a tagged COSE_Sign1 (RFC 9052), payload as in [ManifestCodec] |
/// | 13 + n | size | the image, as many octets as the manifest says; nothing follows |
///
/// The signed manifest is in the deterministic encoding of RFC 8949 and holds its header parameters
/// protected, so that every octet before the image is either signed or has only one right value:
/// signing the same words with the same key gives the same octets, and no changed octet passes.
public sealed interface Bundle {
  /// "FUMAROLE" in ASCII.
  Octets MAGIC = Octets.hex("46554D41524F4C45");

  int LAYOUT_VERSION = 1;

  /// Magic, version and length.
  int PREFIX = 13;

  /// The largest signed manifest. One with all texts at their limits has less than half of it.
  int LARGEST_HEAD = 1 << 16;

  /// A bundle whose head is well-formed; nobody has judged its signature yet.
  ///
  /// @param keyId the key that it says it is signed with
  /// @param signed the octets that the signature covers
  /// @param imageOffset where the image starts in the file
  record Head(Manifest manifest, KeyId keyId, Octets signed, Octets signature, long imageOffset)
      implements Bundle {
    /// Octets of the whole file.
    public long fileSize() {
      return imageOffset + manifest.size();
    }
  }

  /// A vendor's own file, of which nothing is known.
  ///
  /// @param start the octets that were read to see that (at most [#PREFIX])
  record Opaque(Octets start) implements Bundle {}

  /// A bundle that is damaged, cut off, or made by a later program; `words` say where.
  record Malformed(String words) implements Bundle {}
}
