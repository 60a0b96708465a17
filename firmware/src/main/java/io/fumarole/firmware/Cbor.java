package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;

/// Writes CBOR in its deterministic encoding (RFC 8949, 4.2.1): shortest integers, definite
/// lengths; the caller writes map keys in ascending order.
final class Cbor {
  private static final CBORFactory FACTORY = new CBORFactory();

  private final CBORGenerator generator;

  private Cbor(CBORGenerator generator) {
    this.generator = generator;
  }

  static Octets write(Consumer<Cbor> content) {
    var out = new ByteArrayOutputStream();
    try (JsonGenerator generator = FACTORY.createGenerator(ObjectWriteContext.empty(), out)) {
      content.accept(new Cbor((CBORGenerator) generator));
    }
    return Octets.wrap(out.toByteArray());
  }

  Cbor tag(int tag) {
    generator.writeTag(tag);
    return this;
  }

  Cbor array(int size) {
    generator.writeStartArray(null, size);
    return this;
  }

  Cbor map(int size) {
    generator.writeStartObject(null, size);
    return this;
  }

  Cbor key(int key) {
    generator.writePropertyId(key);
    return this;
  }

  Cbor integer(long value) {
    generator.writeNumber(value);
    return this;
  }

  Cbor text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    generator.writeUTF8String(utf8, 0, utf8.length);
    return this;
  }

  Cbor octets(Octets octets) {
    generator.writeBinary(octets.toByteArray());
    return this;
  }

  Cbor endArray() {
    generator.writeEndArray();
    return this;
  }

  Cbor endMap() {
    generator.writeEndObject();
    return this;
  }
}
