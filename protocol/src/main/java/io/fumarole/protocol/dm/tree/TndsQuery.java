package io.fumarole.protocol.dm.tree;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.TndsNode;
import io.fumarole.protocol.dm.TndsNode.Property;
import io.fumarole.protocol.syncml.Octets;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// `?list=TNDS`, and which properties it wants: `TNDS+Value+ACL` only these, `TNDS-Value` all but
/// this one. Spec: syncml-dm 10.
///
/// @param withValue whether leaves carry their values
record TndsQuery(Set<Property> properties, boolean withValue) {
  private static final String QUERY = "list=TNDS";
  private static final String VALUE = "Value";

  /// What a server gets that asks for nothing in particular: what it needs to know the tree. The
  /// rest follows from it, or changes by itself.
  private static final Set<Property> USUAL =
      Collections.unmodifiableSet(
          EnumSet.of(Property.ACL, Property.FORMAT, Property.TITLE, Property.TYPE));

  static boolean isQuery(String query) {
    return query.startsWith(QUERY);
  }

  /// Empty when the query names what is no property, or mixes `+` and `-`.
  static Optional<TndsQuery> parse(String query) {
    String filter = query.substring(QUERY.length());
    if (filter.isEmpty()) return Optional.of(new TndsQuery(USUAL, true));
    String sign = filter.substring(0, 1);
    if (!sign.equals("+") && !sign.equals("-")) return Optional.empty();
    List<String> names = Arrays.asList(filter.substring(1).split("[" + sign + "]", -1));
    Set<Property> named = EnumSet.noneOf(Property.class);
    for (String name : names) {
      Optional<Property> property =
          Arrays.stream(Property.values()).filter(known -> known.text().equals(name)).findFirst();
      if (property.isEmpty() && !name.equals(VALUE)) return Optional.empty();
      property.ifPresent(named::add);
    }
    boolean namesValue = names.contains(VALUE);
    if (sign.equals("+")) return Optional.of(new TndsQuery(named, namesValue));
    Set<Property> rest = EnumSet.copyOf(USUAL);
    rest.removeAll(named);
    return Optional.of(new TndsQuery(rest, !namesValue));
  }

  /// @param mayRead which nodes the server may see; what stands below others is left out
  TndsNode write(DmUri uri, TreeNode node, Predicate<DmUri> mayRead) {
    Optional<String> path = uri.isRoot() ? Optional.empty() : Optional.of(uri.parent().toString());
    return write(uri, node, path, mayRead);
  }

  private TndsNode write(
      DmUri uri, TreeNode node, Optional<String> path, Predicate<DmUri> mayRead) {
    List<TndsNode> children =
        node.children().values().stream()
            .filter(child -> mayRead.test(uri.child(child.name())))
            .map(child -> write(uri.child(child.name()), child, Optional.empty(), mayRead))
            .toList();
    boolean hasValue = withValue && !node.isInterior() && node.access().contains(Access.GET);
    Optional<Octets> value = hasValue ? Optional.of(node.value()) : Optional.empty();
    return new TndsNode(node.name(), path, properties(node), value, children);
  }

  private Map<Property, String> properties(TreeNode node) {
    Map<Property, String> wanted = new EnumMap<>(Property.class);
    for (Property property : properties)
      text(property, node).ifPresent(text -> wanted.put(property, text));
    return wanted;
  }

  private static Optional<String> text(Property property, TreeNode node) {
    return switch (property) {
      case ACL -> Optional.of(node.acl().toString()).filter(acl -> !acl.isEmpty());
      case FORMAT -> Optional.of(node.format().text());
      case NAME -> Optional.of(node.name());
      case SIZE ->
          Optional.of(node.value().length()).filter(_ -> !node.isInterior()).map(String::valueOf);
      case TITLE -> Optional.of(node.title()).filter(title -> !title.isEmpty());
      // Not kept; see PropertyName.
      case TIME_STAMP -> Optional.empty();
      case TYPE -> Optional.of(node.type());
      case VERSION_NUMBER -> Optional.of(Integer.toString(node.verNo()));
    };
  }
}
