package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The description of the API is a sound OpenAPI document. That it is true is held by [ApiContract]
/// in each test that calls the API.
class OpenApiDocumentTest {
  private static final JsonNode DOCUMENT = OpenApiDocument.read();
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  private static List<String> faults(Schema schema, JsonNode value) {
    return schema.validate(value).stream().map(Object::toString).toList();
  }

  private static void visit(JsonNode node, String name, BiConsumer<String, JsonNode> visitor) {
    visitor.accept(name, node);
    for (var child : node.properties()) visit(child.getValue(), child.getKey(), visitor);
    if (node.isArray()) for (JsonNode child : node) visit(child, "", visitor);
  }

  private static List<JsonNode> operations() {
    List<JsonNode> all = new ArrayList<>();
    for (JsonNode path : DOCUMENT.path("paths"))
      for (JsonNode child : path) if (child.has("operationId")) all.add(child);
    return all;
  }

  private static Set<String> references() {
    Set<String> references = new TreeSet<>();
    visit(
        DOCUMENT,
        "",
        (name, node) -> {
          if (name.equals("$ref")) references.add(node.asString());
        });
    return references;
  }

  @Test
  void isOneByTheSchemaOfOpenApi() {
    Schema openApi =
        SCHEMAS.getSchema(
            OpenApiDocumentTest.class.getResourceAsStream("openapi-3.1-schema.json"),
            InputFormat.JSON);
    assertThat(faults(openApi, DOCUMENT)).isEmpty();
  }

  /// Which the schema of OpenAPI leaves open.
  @Test
  void itsSchemasAreJsonSchemas() {
    Schema jsonSchema =
        SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
    List<String> faults = new ArrayList<>();
    visit(
        DOCUMENT,
        "",
        (name, node) -> {
          if (name.equals("schema")) faults.addAll(faults(jsonSchema, node));
        });
    for (var schema : DOCUMENT.at("/components/schemas").properties())
      for (String fault : faults(jsonSchema, schema.getValue()))
        faults.add(schema.getKey() + fault);
    assertThat(faults).isEmpty();
  }

  @Test
  void whatIsReferredToIsThereAndWhatIsThereIsReferredTo() {
    Set<String> there = new TreeSet<>();
    for (var kind : DOCUMENT.path("components").properties())
      if (!kind.getKey().equals("securitySchemes"))
        for (var one : kind.getValue().properties())
          there.add("#/components/" + kind.getKey() + "/" + one.getKey());
    assertThat(references()).isEqualTo(there).hasSizeGreaterThan(100);
  }

  @Test
  void eachOperationHasANameATagAndAScopeOfItsOwn() {
    Set<String> names = new HashSet<>();
    Set<String> tags = new HashSet<>();
    for (JsonNode tag : DOCUMENT.path("tags")) tags.add(tag.path("name").asString());
    for (JsonNode operation : operations()) {
      assertThat(names.add(operation.path("operationId").asString()))
          .as("%s", operation.path("operationId"))
          .isTrue();
      assertThat(tags).contains(operation.at("/tags/0").asString());
      assertThat(operation.path("security").isArray()).isTrue();
      assertThat(operation.path("summary").asString()).isNotEmpty().doesNotEndWith(".");
    }
    assertThat(names).hasSizeGreaterThan(70);
  }

  @Test
  void anExampleIsOne() {
    int examples = 0;
    for (JsonNode schema : DOCUMENT.at("/components/schemas"))
      if (schema.has("example")) {
        assertThat(ApiSchemas.faults(schema, schema.path("example"))).isEmpty();
        examples++;
      }
    assertThat(examples).isGreaterThan(10);
  }

  /// What the server refuses as unknown, the description refuses.
  @Test
  void aBodyTakesNothingThatIsNotNamed() {
    List<String> open = new ArrayList<>();
    for (JsonNode operation : operations()) {
      String schema =
          operation.at("/requestBody/content/application~1json/schema/$ref").asString("");
      if (!schema.isEmpty() && !DOCUMENT.at(schema.substring(1)).has("additionalProperties"))
        open.add(schema);
    }
    assertThat(open).isEmpty();
  }
}
