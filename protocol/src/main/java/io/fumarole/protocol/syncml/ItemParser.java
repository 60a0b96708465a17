package io.fumarole.protocol.syncml;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads Items with their `Data`. Spec: syncml-dm 3, wbxml 8.
final class ItemParser {
  private final Cursor cursor;
  private Form.@Nullable TextAs textAs;

  ItemParser(Cursor cursor) {
    this.cursor = cursor;
  }

  Optional<Form.TextAs> textAs() {
    return Optional.ofNullable(textAs);
  }

  /// @param outer the command's Meta, which holds for its Items
  /// @param tellsForm whether the Item shows how the peer writes text
  Item item(Meta outer, boolean tellsForm) throws MalformedMessageException {
    cursor.budget().item(cursor.offset());
    Optional<Location> target = Optional.empty();
    Optional<Location> source = Optional.empty();
    Optional<String> sourceParent = Optional.empty();
    Optional<String> targetParent = Optional.empty();
    Meta meta = Meta.NONE;
    RawData data = null;
    boolean moreData = false;
    while (cursor.child()) {
      switch (cursor.tag()) {
        case TARGET -> target = Optional.of(location());
        case SOURCE -> source = Optional.of(location());
        case SOURCE_PARENT -> sourceParent = Optional.of(location().locUri());
        case TARGET_PARENT -> targetParent = Optional.of(location().locUri());
        case META -> meta = MetaParser.meta(cursor);
        case DATA -> data = rawData();
        case MORE_DATA -> {
          moreData = true;
          cursor.skip();
        }
        default -> cursor.skip();
      }
    }
    Optional<Data> content = Optional.empty();
    if (data != null) {
      content = Optional.of(moreData ? data.asValue() : data(data, meta.orElse(outer)));
      if (tellsForm && textAs == null) textAs = data.textAs();
    }
    return new Item(target, source, sourceParent, targetParent, meta, content, moreData);
  }

  Location location() throws MalformedMessageException {
    String locUri = "";
    Optional<String> locName = Optional.empty();
    while (cursor.child()) {
      switch (cursor.tag()) {
        case LOC_URI -> locUri = cursor.text();
        case LOC_NAME -> locName = Optional.of(cursor.text());
        default -> cursor.skip();
      }
    }
    return new Location(locUri, locName);
  }

  /// The content of `Data` before it is known what its octets mean: Meta may come after it.
  private record RawData(Octets octets, boolean opaque, @Nullable Element root, long offset) {
    Data asValue() {
      return root == null ? new Data.Value(octets) : new Data.Embedded(root);
    }

    Form.@Nullable TextAs textAs() {
      if (root != null || octets.length() == 0 || !octets.isText()) return null;
      return opaque ? Form.TextAs.OPAQUE : Form.TextAs.INLINE;
    }
  }

  /// Text is kept to the last blank. Where there is an element, text beside it only indents.
  private RawData rawData() throws MalformedMessageException {
    long offset = cursor.offset();
    var pieces = new TextPieces();
    Element root = null;
    while (true) {
      switch (cursor.next()) {
        case START -> {
          if (root == null) root = new DocumentParser(cursor).element();
          else cursor.skip();
        }
        case TEXT -> pieces.add(cursor.piece(), cursor.opaque());
        case END -> {
          return new RawData(pieces.octets(), pieces.opaque(), root, offset);
        }
      }
    }
  }

  /// What only looks like an embedded document stays the value that it also is: a slice of a large
  /// object, a firmware image that begins by chance like a header, a document cut short.
  private Data data(RawData raw, Meta meta) throws MalformedMessageException {
    if (!raw.opaque() || raw.octets().length() == 0) return raw.asValue();
    if (meta.format().filter("bin"::equals).isPresent()) return raw.asValue();
    try {
      var in = new WbxmlInput(raw.octets().unshared(), raw.offset());
      WbxmlHeader header = WbxmlHeader.read(in);
      boolean embedded =
          switch (header.kind()) {
            case DDF, DEV_INF -> true;
            case UNKNOWN -> meta.type().filter(type -> type.endsWith("+wbxml")).isPresent();
            case SYNC_ML, PROVISIONING -> false;
          };
      if (!embedded) return raw.asValue();
      var reader = new WbxmlReader(in, header, cursor.budget());
      var inner = new Cursor(reader, cursor.budget(), cursor.limits(), cursor.depth());
      return new Data.Embedded(new DocumentParser(inner).document());
    } catch (MalformedMessageException noDocument) {
      if (cursor.budget().spent()) throw noDocument;
      return raw.asValue();
    }
  }
}
