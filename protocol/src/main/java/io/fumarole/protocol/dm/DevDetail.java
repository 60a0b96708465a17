package io.fumarole.protocol.dm;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a server asks a device about itself, as far as it was read. Spec: STDOBJ DevDetail,
/// syncml-dm 11.
///
/// @param fwV firmware version, the one that an update changes
/// @param lrgObj whether it takes large objects in chunks; absent means that it did not say
/// @param others the vendor's leaves under `Ext` and `Bearer`
public record DevDetail(
    Optional<String> devTyp,
    Optional<String> oem,
    Optional<String> fwV,
    Optional<String> swV,
    Optional<String> hwV,
    Optional<Boolean> lrgObj,
    UriLimits uriLimits,
    Map<DmUri, String> others) {
  public static final DmUri ROOT = DmUri.of("./DevDetail");
  public static final DmUri DEV_TYP = ROOT.child("DevTyp");
  public static final DmUri OEM = ROOT.child("OEM");
  public static final DmUri FW_V = ROOT.child("FwV");
  public static final DmUri SW_V = ROOT.child("SwV");
  public static final DmUri HW_V = ROOT.child("HwV");
  public static final DmUri LRG_OBJ = ROOT.child("LrgObj");
  private static final DmUri MAX_DEPTH = ROOT.child("URI").child("MaxDepth");
  private static final DmUri MAX_TOT_LEN = ROOT.child("URI").child("MaxTotLen");
  private static final DmUri MAX_SEG_LEN = ROOT.child("URI").child("MaxSegLen");

  /// Every standard leaf, for a server that wants all.
  public static final List<DmUri> LEAVES =
      List.of(DEV_TYP, OEM, FW_V, SW_V, HW_V, LRG_OBJ, MAX_DEPTH, MAX_TOT_LEN, MAX_SEG_LEN);

  /// How long an address the device takes. 0 is unlimited, or not said.
  public record UriLimits(int maxDepth, int maxTotLen, int maxSegLen) {
    public static final UriLimits NONE = new UriLimits(0, 0, 0);

    public UriLimits {
      if (maxDepth < 0 || maxTotLen < 0 || maxSegLen < 0)
        throw new IllegalArgumentException("a limit is a number of 16 bits, 0 for none");
    }

    /// Whether the device takes this address; else the answer would be 414.
    public boolean allow(DmUri uri) {
      return fits(maxDepth, uri.segments().size())
          && fits(maxTotLen, uri.toString().length())
          && uri.segments().stream().allMatch(segment -> fits(maxSegLen, segment.length()));
    }

    private static boolean fits(int limit, int length) {
      return limit == 0 || length <= limit;
    }
  }

  public DevDetail {
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  /// Takes what it knows from values read; what cannot be read counts as not said. Leaves beyond
  /// the bounds of a standard object are left out.
  public static DevDetail of(Map<DmUri, String> values) {
    Map<DmUri, String> others = new LinkedHashMap<>();
    values.forEach(
        (uri, value) -> {
          boolean isOther = uri.isAtOrUnder(ROOT) && !uri.equals(ROOT) && !LEAVES.contains(uri);
          boolean fits = others.size() < NodeText.MOST_LEAVES && value.length() <= NodeText.LONGEST;
          if (isOther && fits) others.put(uri, NodeText.clean(value));
        });
    return new DevDetail(
        text(values, DEV_TYP),
        text(values, OEM),
        text(values, FW_V),
        text(values, SW_V),
        text(values, HW_V),
        text(values, LRG_OBJ).flatMap(NodeText::bool),
        new UriLimits(
            number(values, MAX_DEPTH), number(values, MAX_TOT_LEN), number(values, MAX_SEG_LEN)),
        others);
  }

  private static Optional<String> text(Map<DmUri, String> values, DmUri uri) {
    return NodeText.present(values.getOrDefault(uri, ""))
        .filter(text -> text.length() <= NodeText.LONGEST);
  }

  private static int number(Map<DmUri, String> values, DmUri uri) {
    return NodeText.number16(values.getOrDefault(uri, "")).orElse(0);
  }

  /// The leaves and their values, as a device keeps them in its tree.
  public Map<DmUri, String> values() {
    Map<DmUri, String> values = new LinkedHashMap<>();
    devTyp.ifPresent(text -> values.put(DEV_TYP, text));
    oem.ifPresent(text -> values.put(OEM, text));
    fwV.ifPresent(text -> values.put(FW_V, text));
    swV.ifPresent(text -> values.put(SW_V, text));
    hwV.ifPresent(text -> values.put(HW_V, text));
    lrgObj.ifPresent(is -> values.put(LRG_OBJ, is.toString()));
    values.put(MAX_DEPTH, Integer.toString(uriLimits.maxDepth));
    values.put(MAX_TOT_LEN, Integer.toString(uriLimits.maxTotLen));
    values.put(MAX_SEG_LEN, Integer.toString(uriLimits.maxSegLen));
    values.putAll(others);
    return Collections.unmodifiableMap(values);
  }
}
