package io.fumarole.protocol.dm.bootstrap;

import io.fumarole.protocol.dm.DmAccount;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.bootstrap.Bootstrap.Reading;
import io.fumarole.protocol.syncml.Element;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// An account as a serialized tree (TNDS). Spec: notification 6, syncml-dm 11.
final class AccountTree {
  /// The identifier of DM 1.2, and the older one.
  private static final Set<String> TYPES =
      Set.of(DmAccount.MO_TYPE, "org.openmobilealliance/1.0/w7");

  private static final DmUri PLACE = DmUri.of("./DMAcc");

  /// Leaves of more are no account.
  private static final int MOST_LEAVES = 256;

  private AccountTree() {}

  static Element write(String node, DmAccount account) {
    DmUri base = PLACE.child(node);
    Branch root = new Branch();
    account.values(base).forEach((uri, value) -> root.put(below(base, uri), value));
    String server = account.serverId();
    // Spec: Boot 5, the rights that the new account's server gets.
    String acl = "Get=%1$s&Replace=%1$s&Delete=%1$s".formatted(server);
    List<Element> children = new ArrayList<>();
    children.add(Element.text("NodeName", node));
    children.add(
        Element.of(
            "RTProperties",
            Element.text("ACL", acl),
            Element.of("Format", Element.of("node")),
            Element.of("Type", Element.text("DDFName", DmAccount.MO_TYPE))));
    children.addAll(root.elements());
    return Element.of("MgmtTree", Element.text("VerDTD", "1.2"), new Element("Node", children, ""));
  }

  private static List<String> below(DmUri base, DmUri uri) {
    return uri.segments().subList(base.segments().size(), uri.segments().size());
  }

  /// Nodes in the order in which they were put.
  private static final class Branch {
    private final Map<String, Branch> children = new LinkedHashMap<>();
    private Optional<String> value = Optional.empty();

    void put(List<String> path, String text) {
      if (path.isEmpty()) value = Optional.of(text);
      else
        children
            .computeIfAbsent(path.getFirst(), _ -> new Branch())
            .put(path.subList(1, path.size()), text);
    }

    List<Element> elements() {
      return children.entrySet().stream()
          .map(each -> each.getValue().element(each.getKey()))
          .toList();
    }

    private Element element(String name) {
      String format = name.equals("AAuthData") ? "bin" : "chr";
      return value
          .map(
              text ->
                  Element.of(
                      "Node",
                      Element.text("NodeName", name),
                      properties(format, Element.text("MIME", "text/plain")),
                      Element.text("Value", text)))
          .orElseGet(
              () -> {
                List<Element> all = new ArrayList<>();
                all.add(Element.text("NodeName", name));
                all.add(properties("node", Element.of("DDFName")));
                all.addAll(elements());
                return new Element("Node", all, "");
              });
    }

    private static Element properties(String format, Element type) {
      return Element.of(
          "RTProperties", Element.of("Format", Element.of(format)), Element.of("Type", type));
    }
  }

  /// Reads the first account in a document; empty when there is none. Where its nodes want to be
  /// does not matter: the device decides.
  static Optional<Reading> read(Element document) {
    return nodes(document).filter(AccountTree::isAccount).findFirst().map(AccountTree::account);
  }

  private static Stream<Element> nodes(Element element) {
    return element.children().stream().filter(child -> child.name().equals("Node"));
  }

  private static boolean isAccount(Element node) {
    return node.child("RTProperties")
        .flatMap(properties -> properties.child("Type"))
        .flatMap(type -> type.children().stream().findFirst())
        .map(name -> TYPES.contains(name.text().strip()))
        .orElse(false);
  }

  private static Reading account(Element node) {
    DmUri base = PLACE.child("1");
    Map<DmUri, String> values = new HashMap<>();
    collect(node, base, values);
    if (values.size() > MOST_LEAVES)
      return new Reading.Unusable("the account has more than %d leaves".formatted(MOST_LEAVES));
    return switch (DmAccount.read(base, values)) {
      case DmAccount.Reading.Read(var account) ->
          new Reading.Read(new Bootstrap(account, true, List.of()));
      case DmAccount.Reading.Unusable(var uri, var reason) ->
          new Reading.Unusable(uri + ": " + reason);
    };
  }

  /// Nodes without a usable name are passed over with all below them.
  private static void collect(Element node, DmUri at, Map<DmUri, String> values) {
    node.child("Value").ifPresent(value -> values.put(at, value.text()));
    nodes(node)
        .forEach(
            child ->
                child
                    .child("NodeName")
                    .map(name -> name.text().strip())
                    .filter(name -> !name.isEmpty() && name.indexOf('/') < 0)
                    .ifPresent(name -> collect(child, at.child(name), values)));
  }
}
