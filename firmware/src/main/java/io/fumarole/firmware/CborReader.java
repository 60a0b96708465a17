package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.math.BigInteger;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.dataformat.cbor.CBORFactory;

/// Reads CBOR item by item and refuses whatever is not the expected item.
///
/// It takes any valid encoding of an item; that only the deterministic one is allowed is checked by
/// encoding the result again and comparing the octets, see [BundleReader].
final class CborReader implements AutoCloseable {
  private static final CBORFactory FACTORY =
      CBORFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(4)
                  .maxStringLength(Bundle.LARGEST_HEAD)
                  .maxNameLength(32)
                  .maxNumberLength(32)
                  .maxTokenCount(1_000)
                  .build())
          .build();

  private final JsonParser parser;

  private CborReader(JsonParser parser) {
    this.parser = parser;
  }

  static CborReader of(Octets octets) {
    return new CborReader(FACTORY.createParser(ObjectReadContext.empty(), octets.toByteArray()));
  }

  void startArray(String what) throws MalformedBundleException {
    expect(JsonToken.START_ARRAY, "an array", what);
  }

  void endArray(String what) throws MalformedBundleException {
    expect(JsonToken.END_ARRAY, "the end of the array", what);
  }

  /// Whether an array has another item, which [#currentText] then reads.
  boolean nextItem(String what) throws MalformedBundleException {
    return next(what) != JsonToken.END_ARRAY;
  }

  void startMap(String what) throws MalformedBundleException {
    expect(JsonToken.START_OBJECT, "a map", what);
  }

  /// The next key of a map, or -1 at the map's end.
  int nextKey(String what) throws MalformedBundleException {
    JsonToken token = next(what);
    if (token == JsonToken.END_OBJECT) return -1;
    String name = token == JsonToken.PROPERTY_NAME ? parser.currentName() : "";
    if (name.length() != 1 || name.charAt(0) < '0' || name.charAt(0) > '9')
      throw new MalformedBundleException(what + " has an unknown element");
    return name.charAt(0) - '0';
  }

  /// Passes over a map, whatever it holds.
  void skipMap(String what) throws MalformedBundleException {
    startMap(what);
    try {
      parser.skipChildren();
    } catch (JacksonException e) {
      throw broken(what);
    }
  }

  long integer(String what) throws MalformedBundleException {
    expect(JsonToken.VALUE_NUMBER_INT, "an integer", what);
    try {
      BigInteger value = parser.getBigIntegerValue();
      if (value.bitLength() > 63) throw new MalformedBundleException(what + " is out of range");
      return value.longValueExact();
    } catch (JacksonException e) {
      throw broken(what);
    }
  }

  String text(String what) throws MalformedBundleException {
    next(what);
    return currentText(what);
  }

  String currentText(String what) throws MalformedBundleException {
    if (parser.currentToken() != JsonToken.VALUE_STRING)
      throw new MalformedBundleException(what + " is not a text");
    try {
      return parser.getString();
    } catch (JacksonException e) {
      throw broken(what);
    }
  }

  Octets octets(String what) throws MalformedBundleException {
    expect(JsonToken.VALUE_EMBEDDED_OBJECT, "a byte string", what);
    try {
      byte[] octets = parser.getBinaryValue();
      // The parser passes CBOR's "undefined" and other simple values off as byte strings.
      if (octets == null) throw new MalformedBundleException(what + " is not a byte string");
      return Octets.wrap(octets);
    } catch (JacksonException e) {
      throw broken(what);
    }
  }

  private void expect(JsonToken wanted, String kind, String what) throws MalformedBundleException {
    if (next(what) != wanted) throw new MalformedBundleException(what + " is not " + kind);
  }

  private JsonToken next(String what) throws MalformedBundleException {
    try {
      JsonToken token = parser.nextToken();
      if (token == null) throw new MalformedBundleException(what + " is missing");
      return token;
    } catch (JacksonException e) {
      throw broken(what);
    }
  }

  private static MalformedBundleException broken(String what) {
    return new MalformedBundleException(what + " is not well-formed CBOR");
  }

  @Override
  public void close() {
    parser.close();
  }
}
