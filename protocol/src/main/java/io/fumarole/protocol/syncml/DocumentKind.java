package io.fumarole.protocol.syncml;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// A kind of document that `Data` may embed, and how it is written. Spec: wbxml 2, 5, 6.
final class DocumentKind {
  /// Device descriptions and serialized trees. They have no numeric public identifier; the NUL that
  /// ends the string is counted, as libwbxml writes it.
  private static final DocumentKind DDF =
      new DocumentKind(
          DdfTag.MGMT_TREE,
          2,
          "syncml:dmddf1.2",
          Octets.hex("0200006A1B" + Octets.utf8("-//OMA//DTD-DM-DDF 1.2//EN").toHex() + "00"),
          DdfTag.values());

  private static final DocumentKind DEV_INF =
      new DocumentKind(
          DevInfTag.DEV_INF, 0, "syncml:devinf", Octets.hex("02A4036A00"), DevInfTag.values());

  private static final List<DocumentKind> ALL = List.of(DDF, DEV_INF);

  private final String root;
  private final int page;
  private final String namespace;
  private final Octets header;
  private final Map<String, Integer> tokens;

  private DocumentKind(
      DocumentTag root, int page, String namespace, Octets header, DocumentTag[] elements) {
    this.root = root.spec();
    this.page = page;
    this.namespace = namespace;
    this.header = header;
    this.tokens =
        Arrays.stream(elements)
            .collect(Collectors.toUnmodifiableMap(DocumentTag::spec, DocumentTag::token));
  }

  /// The kind that `root` begins, empty when it is neither.
  static Optional<DocumentKind> of(Element root) {
    return ALL.stream().filter(kind -> kind.root.equals(root.name())).findFirst();
  }

  int page() {
    return page;
  }

  String namespace() {
    return namespace;
  }

  /// Version, public identifier, charset and string table of the WBXML form.
  Octets header() {
    return header;
  }

  Optional<Integer> token(String name) {
    return Optional.ofNullable(tokens.get(name));
  }

  /// Whether each element of the tree has a token.
  boolean canCode(Element element) {
    return tokens.containsKey(element.name())
        && element.children().stream().allMatch(this::canCode);
  }
}
