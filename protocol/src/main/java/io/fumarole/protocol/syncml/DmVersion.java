package io.fumarole.protocol.syncml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A version of OMA DM as the header of each message names it, and how its documents are marked.
/// Spec: syncml-dm 12, wbxml 2.
public enum DmVersion {
  /// DM 1.1.2 and what came before it under the same names.
  DM_1_1("1.1", "DM/1.1", "SYNCML:SYNCML1.1", "9F53", "-//SYNCML//DTD SyncML 1.1//EN"),
  DM_1_2(
      SyncHdr.VER_DTD,
      SyncHdr.VER_PROTO,
      "SYNCML:SYNCML1.2",
      "A401",
      "-//SYNCML//DTD SyncML 1.2//EN"),
  /// Off-spec: its texts were not at hand. Taken to differ from 1.2 in `VerProto` alone.
  DM_1_3("1.2", "DM/1.3", "SYNCML:SYNCML1.2", "A401", "-//SYNCML//DTD SyncML 1.2//EN");

  /// What to propose first to a peer of another version.
  private static final List<DmVersion> PREFERRED = List.of(DM_1_2, DM_1_1, DM_1_3);

  private final String verDtd;
  private final String verProto;
  private final String namespace;
  private final String publicId;
  private final String formalIdentifier;

  DmVersion(
      String verDtd, String verProto, String namespace, String publicId, String formalIdentifier) {
    this.verDtd = verDtd;
    this.verProto = verProto;
    this.namespace = namespace;
    this.publicId = publicId;
    this.formalIdentifier = formalIdentifier;
  }

  /// The version that a header names; empty when it is none of ours, or names two.
  public static Optional<DmVersion> of(SyncHdr header) {
    return Arrays.stream(values())
        .filter(version -> version.hasDtd(header))
        .filter(version -> version.verProto.equals(header.verProto().strip()))
        .findFirst();
  }

  /// Whether some version of ours has the header's `VerDTD`.
  public static boolean isKnownDtd(SyncHdr header) {
    return Arrays.stream(values()).anyMatch(version -> version.hasDtd(header));
  }

  /// The version whose markup a message has, whatever its protocol: that of DM 1.2 when it names an
  /// unknown DTD.
  static DmVersion markupOf(SyncHdr header) {
    return Arrays.stream(values()).filter(v -> v.hasDtd(header)).findFirst().orElse(DM_1_2);
  }

  /// Every `VerDTD` that is spoken, the most wanted first.
  public static List<String> dtds() {
    return PREFERRED.stream().map(DmVersion::verDtd).distinct().toList();
  }

  /// Every `VerProto` that is spoken, the most wanted first.
  public static List<String> protocols() {
    return PREFERRED.stream().map(DmVersion::verProto).toList();
  }

  private boolean hasDtd(SyncHdr header) {
    return verDtd.equals(header.verDtd().strip());
  }

  public String verDtd() {
    return verDtd;
  }

  public String verProto() {
    return verProto;
  }

  /// Whether there are Correlator and Alert 1226: FUMO cannot report without them.
  public boolean hasGenericAlerts() {
    return this != DM_1_1;
  }

  String namespace() {
    return namespace;
  }

  /// As an `mb_u_int32`.
  Octets publicId() {
    return Octets.hex(publicId);
  }

  /// The public identifier in words.
  Octets formalIdentifier() {
    return Octets.utf8(formalIdentifier);
  }
}
