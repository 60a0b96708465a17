package io.fumarole.protocol.syncml;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The elements of one WBXML code page, by token. Spec: wbxml 3 to 6.
final class CodePage {
  /// The pages of a SyncML document, which a device description shares.
  static final List<CodePage> SYNC_ML = List.of(ofTags(0), ofTags(1), ofDocument(DdfTag.values()));

  /// The only page of a DevInf document.
  static final List<CodePage> DEV_INF = List.of(ofDocument(DevInfTag.values()));

  /// A page that nobody knows: its elements are skipped.
  static final CodePage UNKNOWN = new CodePage();

  private static final int TOKENS = 0x40;

  private final Tag[] tags = new Tag[TOKENS];
  private final @Nullable String[] names = new @Nullable String[TOKENS];

  private CodePage() {
    Arrays.fill(tags, Tag.OTHER);
  }

  /// @param token the identity of the element, bits 0 to 5 of the tag octet
  Tag tag(int token) {
    return tags[token];
  }

  /// The element's name, null when the page gives the token to none.
  @Nullable String name(int token) {
    return names[token];
  }

  private static CodePage ofTags(int number) {
    var page = new CodePage();
    for (Tag tag : Tag.values()) {
      if (tag.page() == number) {
        page.tags[tag.token()] = tag;
        page.names[tag.token()] = tag.spec();
      }
    }
    return page;
  }

  private static CodePage ofDocument(DocumentTag[] elements) {
    var page = new CodePage();
    for (DocumentTag element : elements) page.names[element.token()] = element.spec();
    return page;
  }
}
