package io.fumarole.server.rest;

import io.fumarole.server.rest.ApiDescription.Operation;
import java.net.URLDecoder;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Holds the calls of a test and their answers to the description of the API. An answer is as it
/// says, also a refusal; a request is held to it when the server has done what it asks for, as
/// others may be wrong on purpose.
public final class ApiContract {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /// Headers that the API gives a meaning to: an answer has none of them that is not described.
  private static final Set<String> MEANT =
      Set.of(
          "ETag",
          "Location",
          "Upload-Offset",
          "Idempotency-Replayed",
          "Retry-After",
          "WWW-Authenticate",
          "Content-Disposition");

  /// What is answered where nothing is.
  private static final Set<Integer> NOWHERE = Set.of(401, 404, 405, 429, 503);

  private final Set<String> served = ConcurrentHashMap.newKeySet();

  /// Operations that the server has done.
  public Set<String> served() {
    return new TreeSet<>(served);
  }

  /// @throws AssertionError naming what is not as described
  public void check(HttpRequest request, HttpResponse<byte[]> response) {
    String path = request.uri().getRawPath();
    if (!path.startsWith(RestApi.BASE + "/")) return;
    List<String> faults = new ArrayList<>();
    Optional<Operation> found =
        ApiDescription.find(request.method(), path.substring(RestApi.BASE.length()));
    if (found.isPresent()) check(found.get(), request, response, faults);
    else if (isDone(response)) faults.add("the operation is not described");
    else if (NOWHERE.contains(response.statusCode())) problem(response, faults);
    if (!faults.isEmpty())
      throw new AssertionError(
          "%s %s was answered with %d, and the description of the API says otherwise: %s"
              .formatted(request.method(), request.uri(), response.statusCode(), faults));
  }

  private static boolean isDone(HttpResponse<?> response) {
    return response.statusCode() / 100 == 2;
  }

  private static void problem(HttpResponse<byte[]> response, List<String> faults) {
    JsonNode described = ApiDescription.DOCUMENT.at("/components/responses/NotFound");
    content(described, response.headers(), response.body(), faults);
  }

  private void check(
      Operation operation,
      HttpRequest request,
      HttpResponse<byte[]> response,
      List<String> faults) {
    Optional<JsonNode> answer = operation.answer(response.statusCode());
    if (answer.isEmpty()) {
      faults.add("the status is not described");
      return;
    }
    content(answer.get(), response.headers(), response.body(), faults);
    headers(answer.get().path("headers"), response.headers(), faults);
    if (!isDone(response)) return;
    parameters(operation, request, faults);
    operation.body().ifPresent(it -> body(it, request, faults));
    if (faults.isEmpty()) served.add(operation.id());
  }

  private static void content(
      JsonNode described, HttpHeaders headers, byte[] body, List<String> faults) {
    JsonNode types = described.path("content");
    if (types.isEmpty()) {
      if (body.length > 0) faults.add("a body where none is described");
      return;
    }
    String type = mediaType(headers).orElse("");
    if (types.has(type)) values(types.path(type), type, body, faults);
    else faults.add("the media type '" + type + "' is not described");
  }

  private static Optional<String> mediaType(HttpHeaders headers) {
    return headers
        .firstValue("Content-Type")
        .map(it -> it.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }

  private static void values(JsonNode described, String type, byte[] body, List<String> faults) {
    if (described.has("x-line")) {
      for (String line : new String(body, StandardCharsets.UTF_8).split("\n"))
        if (!line.isBlank())
          value(described.path("x-line"), line.getBytes(StandardCharsets.UTF_8), faults);
    } else if (type.endsWith("json")) {
      value(described.path("schema"), body, faults);
    }
  }

  private static void value(JsonNode schema, byte[] json, List<String> faults) {
    try {
      faults.addAll(ApiSchemas.faults(schema, JSON.readTree(json)));
    } catch (JacksonException broken) {
      faults.add("no JSON: " + broken.getOriginalMessage());
    }
  }

  private static void headers(JsonNode described, HttpHeaders headers, List<String> faults) {
    for (String name : MEANT)
      if (headers.firstValue(name).isPresent() && !described.has(name))
        faults.add("the header " + name + " is not described");
    for (var one : described.properties())
      parameter(
          one.getKey(),
          ApiDescription.resolved(one.getValue()),
          headers.allValues(one.getKey()),
          faults);
  }

  private static void parameters(Operation operation, HttpRequest request, List<String> faults) {
    Map<String, List<String>> query = query(request);
    Set<String> unknown = new TreeSet<>(query.keySet());
    for (JsonNode described : operation.parameters()) {
      String name = described.path("name").asString();
      List<String> values =
          switch (described.path("in").asString()) {
            case "path" -> List.of(operation.inPath().getOrDefault(name, ""));
            case "query" -> query.getOrDefault(name, List.of());
            case "header" -> request.headers().allValues(name);
            default -> throw new AssertionError("no parameter stands in " + described.path("in"));
          };
      unknown.remove(name);
      parameter(name, described, values, faults);
    }
    if (!unknown.isEmpty()) faults.add("parameters that are not described: " + unknown);
  }

  private static Map<String, List<String>> query(HttpRequest request) {
    Map<String, List<String>> values = new HashMap<>();
    String query = Optional.ofNullable(request.uri().getRawQuery()).orElse("");
    for (String one : query.split("&")) {
      String[] parts = one.split("=", 2);
      String value = parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8);
      if (!one.isEmpty()) values.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(value);
    }
    return values;
  }

  private static void parameter(
      String name, JsonNode described, List<String> values, List<String> faults) {
    if (values.isEmpty()) {
      if (described.path("required").asBoolean(false)) faults.add(name + " is missing");
      return;
    }
    JsonNode schema = described.path("schema");
    for (String fault : ApiSchemas.faults(schema, typed(schema, values))) faults.add(name + fault);
  }

  /// Text as the value that it stands for; as text, which the schema refuses, when it is none.
  private static JsonNode typed(JsonNode schema, List<String> values) {
    String type = ApiDescription.resolved(schema).path("type").asString();
    if (type.equals("array")) {
      ArrayNode all = NODES.arrayNode();
      values.forEach(all::add);
      return all;
    }
    String first = values.getFirst();
    if (type.equals("integer") && first.matches("-?[0-9]{1,18}"))
      return NODES.numberNode(Long.parseLong(first));
    if (type.equals("boolean") && first.matches("true|false"))
      return NODES.booleanNode(first.equals("true"));
    return NODES.stringNode(first);
  }

  private static void body(JsonNode described, HttpRequest request, List<String> faults) {
    byte[] body = request.bodyPublisher().map(ApiContract::octets).orElse(new byte[0]);
    if (body.length == 0) {
      if (described.path("required").asBoolean(false)) faults.add("the body is missing");
      return;
    }
    JsonNode types = described.path("content");
    // The server asks for the media type only where there are several.
    String type =
        types.size() == 1
            ? types.properties().iterator().next().getKey()
            : mediaType(request.headers()).orElse("");
    if (types.has(type)) values(types.path(type), type, body, faults);
    else faults.add("the media type '" + type + "' of the request is not described");
  }

  private static byte[] octets(BodyPublisher publisher) {
    BodySubscriber<byte[]> taken = BodySubscribers.ofByteArray();
    publisher.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            taken.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer next) {
            taken.onNext(List.of(next));
          }

          @Override
          public void onError(Throwable failure) {
            taken.onError(failure);
          }

          @Override
          public void onComplete() {
            taken.onComplete();
          }
        });
    return taken.getBody().toCompletableFuture().join();
  }
}
