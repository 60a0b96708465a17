package io.fumarole.protocol.dm;

import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a device says about itself in package 1 of every session. Spec: STDOBJ DevInfo, syncml-dm
/// 11. A leaf that did not come is empty.
///
/// @param devId the device's unique name, such as `IMEI:990012340056786`
/// @param dmV version of the DM client, free text
/// @param lang language tag
/// @param others the vendor's leaves under `Ext` and `Bearer`, in the order in which they came
public record DevInfo(
    String devId, String man, String mod, String dmV, String lang, Map<DmUri, String> others) {
  public static final DmUri ROOT = DmUri.of("./DevInfo");
  private static final List<String> LEAVES = List.of("DevId", "Man", "Mod", "DmV", "Lang");

  /// What came of a Replace in package 1.
  public sealed interface Reading {
    record Read(DevInfo info) implements Reading {}

    /// @param status what the Replace gets
    record Refused(StatusCode status, String reason) implements Reading {}
  }

  public DevInfo {
    others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
  }

  public static DevInfo of(String devId, String man, String mod, String dmV, String lang) {
    return new DevInfo(devId, man, mod, dmV, lang, Map.of());
  }

  /// Reads the Items below `./DevInfo` in any order, with or without Meta; interior nodes and Items
  /// elsewhere are skipped, the first of two Items for one leaf counts. Empty when the command has
  /// nothing of DevInfo.
  public static Optional<Reading> read(Command.Replace replace) {
    Map<DmUri, String> leaves = new LinkedHashMap<>();
    for (Item item : replace.items()) {
      Optional<DmUri> uri = item.sourceUri().or(item::targetUri).flatMap(DmUri::parse);
      boolean isOurs = uri.isPresent() && uri.get().isAtOrUnder(ROOT) && !uri.get().equals(ROOT);
      if (!isOurs || isInterior(item, replace.meta())) continue;
      String value = NodeText.clean(item.text());
      if (value.length() > NodeText.LONGEST)
        return refuse("%s has more than %d characters".formatted(uri.get(), NodeText.LONGEST));
      leaves.putIfAbsent(uri.get(), value);
      if (leaves.size() > NodeText.MOST_LEAVES)
        return refuse("DevInfo has more than %d leaves".formatted(NodeText.MOST_LEAVES));
    }
    return leaves.isEmpty() ? Optional.empty() : Optional.of(new Reading.Read(of(leaves)));
  }

  private static Optional<Reading> refuse(String reason) {
    return Optional.of(new Reading.Refused(StatusCode.TOO_LARGE, reason));
  }

  private static boolean isInterior(Item item, Meta ofCommand) {
    return item.meta().orElse(ofCommand).format().orElse("").strip().equalsIgnoreCase("node");
  }

  private static DevInfo of(Map<DmUri, String> leaves) {
    Map<DmUri, String> rest = new LinkedHashMap<>(leaves);
    List<String> known = new ArrayList<>();
    for (String leaf : LEAVES) {
      String value = rest.remove(ROOT.child(leaf));
      known.add(value == null ? "" : value);
    }
    return new DevInfo(known.get(0), known.get(1), known.get(2), known.get(3), known.get(4), rest);
  }

  /// The mandatory leaves that did not come. Spec: "all nodes present".
  public List<String> missing() {
    Map<DmUri, String> values = values();
    return LEAVES.stream().filter(leaf -> !values.containsKey(ROOT.child(leaf))).toList();
  }

  /// The leaves that have a value, in the order of the standard.
  public Map<DmUri, String> values() {
    Map<DmUri, String> values = new LinkedHashMap<>();
    List<String> known = List.of(devId, man, mod, dmV, lang);
    for (int i = 0; i < known.size(); i++) {
      if (!known.get(i).isEmpty()) values.put(ROOT.child(LEAVES.get(i)), known.get(i));
    }
    values.putAll(others);
    return Collections.unmodifiableMap(values);
  }

  /// The Items of the Replace in package 1.
  public List<Item> items() {
    List<Item> items = new ArrayList<>();
    Meta meta = Meta.of("chr", "text/plain");
    values()
        .forEach((uri, value) -> items.add(Item.source(uri.toString(), meta, Data.text(value))));
    return List.copyOf(items);
  }
}
