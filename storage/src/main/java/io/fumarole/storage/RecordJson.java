package io.fumarole.storage;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fumarole.protocol.syncml.Octets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.NamedType;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/// Writes records as JSON with a version in front, and reads them strictly: a component too many or
/// too few is an error, because half a record is worse than none. The records know nothing of it: a
/// sealed interface's variants are told apart by their simple names in the property `@`.
final class RecordJson {
  /// Counted up when the records' shape changes so that older rows mean something else.
  static final int VERSION = 1;

  private static final String VERSION_NAME = "version";
  private static final String VALUE_NAME = "value";

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .annotationIntrospector(new SealedTypes())
          .changeDefaultVisibility(
              checker ->
                  checker
                      .withVisibility(PropertyAccessor.ALL, JsonAutoDetect.Visibility.NONE)
                      .withVisibility(PropertyAccessor.FIELD, JsonAutoDetect.Visibility.ANY)
                      .withVisibility(PropertyAccessor.CREATOR, JsonAutoDetect.Visibility.ANY))
          .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
          // The value is one part of the whole, whose end is looked at in `read`.
          .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .addModule(
              new SimpleModule()
                  .addSerializer(Octets.class, new OctetsWriter())
                  .addDeserializer(Octets.class, new OctetsReader()))
          .build();

  /// Octets of text that is remembered with what it means; the records take some times as much.
  /// Enough for the devices that talk at present, of whose rows most is as it was a message ago.
  private static final long REMEMBERED = 1L << 20;

  private static final int ENTRY_OVERHEAD = 200;

  private static final Cache<Text, Object> KNOWN =
      Caffeine.newBuilder()
          .maximumWeight(REMEMBERED)
          .weigher((Text text, Object value) -> text.json().length() + ENTRY_OVERHEAD)
          .build();

  /// @param type by identity: there is one for each column
  private record Text(TypeReference<?> type, String json) {}

  private RecordJson() {}

  /// What is stored cannot be read: another version wrote it, or it is damaged.
  static final class UnreadableException extends Exception {
    UnreadableException(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  static <T> String write(T value, TypeReference<T> type) {
    String json = MAPPER.writerFor(type).writeValueAsString(value);
    return "{\"" + VERSION_NAME + "\":" + VERSION + ",\"" + VALUE_NAME + "\":" + json + "}";
  }

  /// As [#read], and remembers it: for records that many messages read and few change. Records are
  /// immutable, so that one may be handed out again and again.
  @SuppressWarnings("unchecked") // what stands under a type was read as that type
  static <T> T recall(String json, TypeReference<T> type) throws UnreadableException {
    var text = new Text(type, json);
    Object known = KNOWN.getIfPresent(text);
    if (known != null) return (T) known;
    T value = read(json, type);
    KNOWN.put(text, value);
    return value;
  }

  static <T> T read(String json, TypeReference<T> type) throws UnreadableException {
    try (JsonParser in = MAPPER.createParser(json)) {
      expect(in, in.nextToken() == JsonToken.START_OBJECT);
      expect(in, VERSION_NAME.equals(in.nextName()));
      int version = in.nextIntValue(-1);
      if (version != VERSION)
        throw new UnreadableException(
            "written in version " + version + ", this program reads " + VERSION, null);
      expect(in, VALUE_NAME.equals(in.nextName()));
      in.nextToken();
      T value = MAPPER.readerFor(type).readValue(in);
      if (value == null) throw new UnreadableException("no value", null);
      expect(in, in.nextToken() == JsonToken.END_OBJECT && in.nextToken() == null);
      return value;
    } catch (JacksonException | IllegalArgumentException damaged) {
      throw new UnreadableException(String.valueOf(damaged.getMessage()), damaged);
    }
  }

  private static void expect(JsonParser in, boolean met) throws UnreadableException {
    if (!met)
      throw new UnreadableException("not a stored record, at " + in.currentLocation(), null);
  }

  /// Gives every sealed interface a type id, and only those: a component declared as one of the
  /// variants needs none.
  private static final class SealedTypes extends JacksonAnnotationIntrospector {
    private static final JsonTypeInfo.Value BY_NAME =
        JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, "@", null, false, true, true);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(
        MapperConfig<?> config, Annotated annotated) {
      return annotated instanceof AnnotatedClass && annotated.getRawType().isSealed()
          ? BY_NAME
          : null;
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(MapperConfig<?> config, Annotated annotated) {
      Class<?>[] permitted = annotated.getRawType().getPermittedSubclasses();
      if (permitted == null) return null;
      return Arrays.stream(permitted).map(c -> new NamedType(c, c.getSimpleName())).toList();
    }
  }

  private static final class OctetsWriter extends StdSerializer<Octets> {
    OctetsWriter() {
      super(Octets.class);
    }

    @Override
    public void serialize(Octets octets, JsonGenerator out, SerializationContext context) {
      out.writeBinary(octets.toByteArray());
    }
  }

  private static final class OctetsReader extends StdDeserializer<Octets> {
    OctetsReader() {
      super(Octets.class);
    }

    @Override
    public Octets deserialize(JsonParser in, DeserializationContext context) {
      return Octets.wrap(in.getBinaryValue());
    }
  }
}
