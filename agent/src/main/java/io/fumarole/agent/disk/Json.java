package io.fumarole.agent.disk;

import java.io.IOException;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// JSON files of ours: small, whole, replaced in one step.
public final class Json {
  /// A device state holds a tree of settings and a few reports; an image never passes through here.
  private static final int LARGEST_FILE = 16 << 20;

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private Json() {}

  public static <T> T read(Disk disk, Path file, Class<T> type) throws IOException {
    byte[] content = disk.readAll(file, LARGEST_FILE);
    try {
      return MAPPER.readValue(content, type);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(
          file + " cannot be read as " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  public static void write(Disk disk, Path file, Object value) throws IOException {
    byte[] content = MAPPER.writeValueAsBytes(value);
    if (content.length > LARGEST_FILE)
      throw new IOException(
          file + " would have " + content.length + " octets, at most " + LARGEST_FILE + " fit");
    disk.replace(file, content);
  }
}
