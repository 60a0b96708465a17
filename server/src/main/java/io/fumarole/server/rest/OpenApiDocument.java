package io.fumarole.server.rest;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The description of the API, put together from the files in which people write it: a head with
/// what all share, and parts with paths and schemas of their own. Spec: OpenAPI 3.1.
final class OpenApiDocument {
  private static final String HEAD = "api";
  private static final List<String> PARTS =
      List.of(
          "devices",
          "inventory",
          "nodes",
          "notifications",
          "packages",
          "releases",
          "deployments",
          "campaigns",
          "profiles",
          "access",
          "dossiers",
          "conformance",
          "webhooks",
          "server");

  private static final String PATHS = "paths";
  private static final String COMPONENTS = "components";

  /// In the head: answers that operations may give besides those that they name themselves.
  private static final String ANSWERS = "x-answers";

  private OpenApiDocument() {}

  /// @throws IllegalStateException when two parts have the same thing
  static ObjectNode read() {
    ObjectNode whole = file(HEAD);
    JsonNode answers = whole.remove(ANSWERS);
    whole.putObject(PATHS);
    for (String part : PARTS) add(whole, file(part));
    for (JsonNode path : whole.path(PATHS))
      for (var operation : path.properties())
        if (operation.getValue() instanceof ObjectNode described) answer(described, answers);
    return whole;
  }

  private static ObjectNode file(String name) {
    String path = "openapi/" + name + ".yaml";
    try (InputStream file = OpenApiDocument.class.getResourceAsStream(path)) {
      if (file == null) throw new IllegalStateException("there is no " + path);
      Object content =
          new Load(LoadSettings.builder().setLabel(path).build()).loadFromInputStream(file);
      return Input.JSON.valueToTree(content);
    } catch (IOException e) {
      throw new UncheckedIOException(path + " cannot be read", e);
    }
  }

  private static void add(ObjectNode whole, ObjectNode part) {
    addAll(whole.withObject("/" + PATHS), part.path(PATHS));
    for (var kind : part.path(COMPONENTS).properties())
      addAll(whole.withObject("/" + COMPONENTS + "/" + kind.getKey()), kind.getValue());
  }

  private static void addAll(ObjectNode to, JsonNode more) {
    for (Map.Entry<String, JsonNode> one : more.properties())
      if (to.putIfAbsent(one.getKey(), one.getValue()) != null)
        throw new IllegalStateException("there are two of " + one.getKey());
  }

  private static void answer(ObjectNode operation, JsonNode answers) {
    ObjectNode named = operation.withObject("/responses");
    addMissing(named, answers.path("every"));
    if (!isOpen(operation)) addMissing(named, answers.path("withToken"));
    if (operation.has("requestBody")) addMissing(named, answers.path("withBody"));
  }

  private static boolean isOpen(ObjectNode operation) {
    JsonNode security = operation.path("security");
    return security.isArray() && security.isEmpty();
  }

  private static void addMissing(ObjectNode to, JsonNode more) {
    for (var one : more.properties()) to.putIfAbsent(one.getKey(), one.getValue());
  }
}
