package io.fumarole.app.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The REST API as commands and demo use it. A refusal becomes a [CliMistake] with the server's
/// words.
public final class ApiClient {
  static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration UPLOAD_PATIENCE = Duration.ofHours(2);

  /// As many as one answer holds.
  static final int MOST_ROWS = 1_000;

  private static final int NOT_FOUND = 404;
  private static final int UNAVAILABLE = 503;

  private final String server;
  private final String token;
  private final HttpClient http;

  public ApiClient(String server, String token) {
    this(server, token, Optional.empty());
  }

  /// @param tls whom to trust; empty: whom Java trusts
  ApiClient(String server, String token, Optional<SSLContext> tls) {
    HttpClient.Builder builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE);
    tls.ifPresent(builder::sslContext);
    this.http = builder.build();
    this.server = server.replaceAll("/+$", "");
    this.token = token;
  }

  public JsonNode get(String path) {
    return find(path).orElseThrow(() -> new CliMistake("the server has nothing at " + path));
  }

  /// What takes the server its time.
  JsonNode getPatiently(String path) {
    return send("GET", path, BodyPublishers.noBody(), "application/json", UPLOAD_PATIENCE)
        .orElseThrow();
  }

  /// Empty when there is no such thing.
  public Optional<JsonNode> find(String path) {
    return send("GET", path, BodyPublishers.noBody(), "application/json", PATIENCE);
  }

  public JsonNode post(String path, Object body) {
    return send(
            "POST",
            path,
            BodyPublishers.ofString(JSON.writeValueAsString(body)),
            "application/json",
            PATIENCE)
        .orElseThrow();
  }

  public JsonNode put(String path, Object body) {
    return change("PUT", path, body);
  }

  public JsonNode patch(String path, Object body) {
    return change("PATCH", path, body);
  }

  /// A change of many devices takes its time.
  private JsonNode change(String method, String path, Object body) {
    return send(
            method,
            path,
            BodyPublishers.ofString(JSON.writeValueAsString(body)),
            "application/json",
            UPLOAD_PATIENCE)
        .orElseThrow();
  }

  public JsonNode delete(String path) {
    return send("DELETE", path, BodyPublishers.noBody(), "application/json", PATIENCE)
        .orElseThrow();
  }

  /// A piece of a file that begins at `offset`.
  JsonNode piece(String path, long offset, byte[] octets) {
    HttpRequest.Builder request =
        request(path, "application/octet-stream", UPLOAD_PATIENCE)
            .header("Upload-Offset", String.valueOf(offset))
            .method("PATCH", BodyPublishers.ofByteArray(octets));
    return send("PATCH", request).orElseThrow();
  }

  /// The server reads the whole file once more before it answers.
  JsonNode finish(String path) {
    return send("POST", path, BodyPublishers.noBody(), "application/json", UPLOAD_PATIENCE)
        .orElseThrow();
  }

  public JsonNode upload(String path, Path file) throws IOException {
    return upload(path, BodyPublishers.ofFile(file), "application/octet-stream");
  }

  public JsonNode upload(String path, BodyPublisher body, String contentType) {
    return send("POST", path, body, contentType, UPLOAD_PATIENCE).orElseThrow();
  }

  /// Writes an answer to `out` as it comes.
  void download(String path, OutputStream out) {
    HttpResponse<InputStream> response =
        exchange(request(path, "application/json", UPLOAD_PATIENCE).GET().build());
    try (InputStream in = response.body()) {
      if (response.statusCode() >= 400) {
        var _ = answer("GET", response);
      } else {
        in.transferTo(out);
        out.flush();
      }
    } catch (IOException e) {
      throw new CliMistake("what came from " + server + " is not complete: " + e.getMessage());
    }
  }

  /// `path?name=value&…` of the values that are there.
  public static String query(String path, Map<String, Optional<String>> values) {
    String query =
        values.entrySet().stream()
            .filter(e -> e.getValue().isPresent())
            .map(e -> e.getKey() + "=" + encode(e.getValue().get()))
            .sorted()
            .collect(Collectors.joining("&"));
    return query.isEmpty() ? path : path + "?" + query;
  }

  /// A list as long as one answer holds.
  static String listing(String path, Map<String, Optional<String>> values) {
    Map<String, Optional<String>> all = new HashMap<>(values);
    all.put("limit", Optional.of(String.valueOf(MOST_ROWS)));
    return query(path, all);
  }

  public static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private Optional<JsonNode> send(
      String method, String path, BodyPublisher body, String contentType, Duration patience) {
    return send(method, request(path, contentType, patience).method(method, body));
  }

  private HttpRequest.Builder request(String path, String contentType, Duration patience) {
    return HttpRequest.newBuilder(uri(path))
        .timeout(patience)
        .header("Authorization", "Bearer " + token)
        .header("Content-Type", contentType);
  }

  private Optional<JsonNode> send(String method, HttpRequest.Builder request) {
    HttpResponse<InputStream> response = exchange(request.build());
    try {
      return answer(method, response);
    } catch (IOException e) {
      throw new Broken("the server at " + server + " broke off: " + e.getMessage());
    }
  }

  private HttpResponse<InputStream> exchange(HttpRequest request) {
    try {
      return http.send(request, BodyHandlers.ofInputStream());
    } catch (ConnectException e) {
      throw new Broken(
          "no server answers at "
              + server
              + ": start one with './fumarole server', or say --server URL");
    } catch (SSLException e) {
      throw new Broken(
          "no trusted connection to %s: %s. Where its certificate is of an authority of your own, say --ca FILE"
              .formatted(server, e.getMessage()));
    } catch (IOException e) {
      throw new Broken("the server at " + server + " broke off: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CliMistake("interrupted");
    }
  }

  private URI uri(String path) {
    try {
      URI uri = URI.create(server + "/api/v1" + path);
      boolean isHttp = String.valueOf(uri.getScheme()).matches("(?i)https?");
      if (isHttp && uri.getHost() != null) return uri;
    } catch (IllegalArgumentException e) {
      throw noAddress();
    }
    throw noAddress();
  }

  private CliMistake noAddress() {
    return new CliMistake("'" + server + "' is no address: say --server http://host:port");
  }

  private Optional<JsonNode> answer(String method, HttpResponse<InputStream> response)
      throws IOException {
    int status = response.statusCode();
    try (InputStream in = response.body()) {
      JsonNode node = JSON.readTree(in);
      if (status < 400) return Optional.of(node);
      if (status == NOT_FOUND && method.equals("GET") && node.path("detail").isMissingNode())
        return Optional.empty();
      throw new Refused(
          status,
          node.path("detail").asString("the server answered " + status),
          node.path("errors"));
    } catch (JacksonException e) {
      throw new CliMistake(
          "the server at " + server + " answered " + status + " without JSON: is it a Fumarole?");
    }
  }

  /// The server is not there, or was not until the end.
  static final class Broken extends CliMistake {
    Broken(String words) {
      super(words);
    }
  }

  /// The server said no.
  public static final class Refused extends CliMistake {
    private final int status;
    private final transient JsonNode errors;

    Refused(int status, String words, JsonNode errors) {
      super(words);
      this.status = status;
      this.errors = errors;
    }

    /// What is wrong one by one; empty where the words say it all.
    JsonNode errors() {
      return errors;
    }

    public boolean isNotFound() {
      return status == NOT_FOUND;
    }

    /// Whether the same question may be answered later.
    public boolean isTemporary() {
      return status == UNAVAILABLE;
    }
  }
}
