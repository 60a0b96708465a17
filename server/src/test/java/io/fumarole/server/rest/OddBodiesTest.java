package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.testing.Seeds;
import io.fumarole.server.RunningServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.util.RawValue;

/// Each key of each body, as the description names them, with values that nobody means: they are
/// taken or refused, and never bring the server to fail.
@Tag("slow")
class OddBodiesTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private static final List<String> ODD =
      List.of(
          "null",
          "true",
          "-1",
          "0",
          "9223372036854775807",
          "1e400",
          "\"\"",
          "\"\\u0000\"",
          "\"PT9223372036854775807S\"",
          "\"PT-9223372036854775808S\"",
          "\"999999999d\"",
          "\"+1000000000-12-31T23:59:59.999999999Z\"",
          "[]",
          "[null]",
          "[\"\"]",
          "[{}]",
          "{}",
          "{\"\": null}");

  /// One body in so many is sent in one run, and others in the next: all of them take a minute.
  private static final int EVERY = 3;

  /// What some operations need, and others pass over.
  private static final String QUERY = "?model=NW-4&version=2.4.0&filter=id==*";

  private static final String DEVICE = "IMEI:990012340056786";

  @TempDir private Path data;

  /// A body with all keys that go together.
  private static JsonNode sample(JsonNode schema) {
    JsonNode it = ApiDescription.resolved(schema);
    if (it.has("example")) return it.path("example").deepCopy();
    if (it.has("examples")) return it.at("/examples/0");
    if (it.has("enum")) return it.at("/enum/0");
    if (it.path("format").asString("").equals("date-time"))
      return NODES.stringNode("2099-01-01T00:00:00Z");
    return switch (it.path("type").asString("")) {
      case "object" -> object(it);
      case "array" -> NODES.arrayNode().add(sample(it.path("items")));
      case "integer", "number" -> NODES.numberNode(Math.max(1, it.path("minimum").asInt(1)));
      case "boolean" -> NODES.booleanNode(true);
      default -> NODES.stringNode("x".repeat(Math.max(1, it.path("minLength").asInt(1))));
    };
  }

  private static ObjectNode object(JsonNode schema) {
    ObjectNode all = NODES.objectNode();
    for (var one : schema.path("properties").properties())
      all.set(one.getKey(), sample(one.getValue()));
    // Of two that exclude each other the first stays.
    all.remove(schema.at("/not/required/1").asString(""));
    all.remove(schema.at("/oneOf/1/required/0").asString(""));
    return all;
  }

  /// The body with each value in turn replaced by each odd one, and with each left out; within the
  /// body also with the odd one alone, for what is reckoned from it then.
  private static List<String> odd(JsonNode whole, JsonNode part) {
    List<String> bodies = new ArrayList<>();
    if (part instanceof ArrayNode array) for (JsonNode one : array) bodies.addAll(odd(whole, one));
    if (!(part instanceof ObjectNode object)) return bodies;
    ObjectNode usual = object.deepCopy();
    for (String key : usual.propertyNames()) {
      for (String value : ODD) {
        JsonNode odd = NODES.rawValueNode(new RawValue(value));
        object.set(key, odd);
        bodies.add(JSON.writeValueAsString(whole));
        if (part.equals(whole)) continue;
        object.removeAll();
        object.set(key, odd);
        bodies.add(JSON.writeValueAsString(whole));
        object.setAll(usual);
      }
      object.remove(key);
      bodies.add(JSON.writeValueAsString(whole));
      object.setAll(usual);
      bodies.addAll(odd(whole, object.get(key)));
      object.setAll(usual);
    }
    return bodies;
  }

  private record Call(String method, String path, String body) {}

  /// Of all operations that take a body.
  private static List<Call> calls(String campaign) {
    List<Call> calls = new ArrayList<>();
    for (var path : ApiDescription.DOCUMENT.path("paths").properties())
      for (var operation : path.getValue().properties()) {
        JsonNode schema = operation.getValue().at("/requestBody/content/application~1json/schema");
        if (schema.isMissingNode()) continue;
        String id = path.getKey().startsWith("/campaigns") ? campaign : DEVICE;
        String place = path.getKey().replace("{id}", id).replace("{name}", "router") + QUERY;
        JsonNode whole = sample(schema);
        for (String body : odd(whole, whole))
          calls.add(new Call(operation.getKey().toUpperCase(Locale.ROOT), place, body));
      }
    return calls;
  }

  @Test
  void areTakenOrRefused() throws IOException, InterruptedException {
    List<Call> failed = new ArrayList<>();
    var contract = new ApiContract();
    try (var running = new RunningServer(data);
        HttpClient client = HttpClient.newHttpClient()) {
      assertThat(running.upload("id=p&model=NW-4&to=2.4.0", new byte[] {1}).status())
          .isEqualTo(201);
      assertThat(running.post("/devices", "{\"id\": \"" + DEVICE + "\"}").status()).isEqualTo(201);
      String draft = "{\"name\": \"n\", \"model\": \"NW-4\", \"version\": \"2.4.0\"}";
      List<Call> calls = calls(running.post("/campaigns", draft).text("id"));
      assertThat(calls).hasSizeGreaterThan(1_000);
      var some = new SplittableRandom(Seeds.fresh("OddBodiesTest"));
      for (Call call : calls) {
        if (some.nextInt(EVERY) > 0) continue;
        HttpRequest request =
            running
                .request("/api/v1" + call.path())
                .header("Authorization", "Bearer " + running.token())
                .method(call.method(), BodyPublishers.ofString(call.body()))
                .build();
        HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() == 500) failed.add(call);
        else if (answer.statusCode() >= 400) contract.check(request, answer);
      }
    }
    assertThat(failed).isEmpty();
  }
}
