package io.fumarole.server.rest;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The schemas of the description, each closed: clients pass over keys that they do not know, and
/// tests do not.
final class ApiSchemas {
  private static final String DOCUMENT = "https://fumarole.test/openapi.json";

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          it ->
              it.schemas(Map.of(DOCUMENT, closed(ApiDescription.DOCUMENT).toString()))
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

  private static final Map<JsonNode, Schema> READ = new ConcurrentHashMap<>();

  private ApiSchemas() {}

  /// Where `value` breaks the schema.
  static List<String> faults(JsonNode schema, JsonNode value) {
    return READ
        .computeIfAbsent(schema, it -> REGISTRY.getSchema(closed(it)))
        .validate(value)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static JsonNode closed(JsonNode node) {
    return switch (node) {
      case ObjectNode composed when composed.has("allOf") -> closed(merged(composed));
      case ObjectNode object -> {
        ObjectNode next = object.objectNode();
        object.properties().forEach(it -> next.set(it.getKey(), closed(it.getValue())));
        if (object.has("properties"))
          next.putIfAbsent("additionalProperties", object.booleanNode(false));
        if (object.has("$ref")) next.put("$ref", DOCUMENT + object.path("$ref").asString());
        yield next;
      }
      case ArrayNode array -> {
        ArrayNode next = array.arrayNode();
        array.forEach(it -> next.add(closed(it)));
        yield next;
      }
      default -> node;
    };
  }

  /// One object of the parts, which would each refuse what the others name.
  private static ObjectNode merged(ObjectNode composed) {
    ObjectNode whole = composed.objectNode().put("type", "object");
    ObjectNode properties = whole.putObject("properties");
    ArrayNode required = whole.putArray("required");
    for (JsonNode part : composed.path("allOf")) {
      JsonNode resolved = ApiDescription.resolved(part);
      properties.setAll((ObjectNode) resolved.path("properties"));
      resolved.path("required").forEach(required::add);
    }
    return whole;
  }
}
