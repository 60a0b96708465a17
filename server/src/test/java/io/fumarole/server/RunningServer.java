package io.fumarole.server;

import io.fumarole.campaign.exchange.Steps;
import io.fumarole.server.rest.ApiContract;
import io.fumarole.storage.MigratedDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A real server on a free port, its clock in the test's hands, and a client for it.
public final class RunningServer implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ApiContract contract = new ApiContract();
  private final QuickRehearsals rehearsals = new QuickRehearsals();
  private final FumaroleServer server;
  private final String token;

  /// Near the real time, by which the database trims its trace.
  private volatile Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);

  public RunningServer(Path data) throws IOException {
    this(data, settings -> settings);
  }

  public RunningServer(Path data, UnaryOperator<ServerSettings> adjust) throws IOException {
    InstantSource clock = () -> now;
    server = start(adjust.apply(ServerSettings.of(data).with("port", 0)), clock);
    token = server.freshToken().orElse("none: the server is not new");
  }

  /// A server on data that an earlier one has left.
  public RunningServer(Path data, String token, UnaryOperator<ServerSettings> adjust)
      throws IOException {
    InstantSource clock = () -> now;
    this.server = start(adjust.apply(ServerSettings.of(data).with("port", 0)), clock);
    this.token = token;
  }

  /// It writes scenarios of one line, its forecasts come at once, and its kit is quick: the real
  /// ones are made above the server.
  private FumaroleServer start(ServerSettings settings, InstantSource clock) throws IOException {
    MigratedDatabase.layInto(settings.data());
    return FumaroleServer.start(
        settings,
        clock,
        Steps.UNWATCHED,
        Brought.NOTHING
            .withScript(
                (title, messages, side) ->
                    "%s, %d messages, %s\n".formatted(title, messages.size(), side))
            .withRehearsals(rehearsals)
            .withConformance(new QuickConformance()));
  }

  public static RunningServer open(Path data) throws IOException {
    return new RunningServer(data, it -> it.with("unknownDevices", "OPEN"));
  }

  public FumaroleServer server() {
    return server;
  }

  public ApiContract contract() {
    return contract;
  }

  public QuickRehearsals rehearsals() {
    return rehearsals;
  }

  public String token() {
    return token;
  }

  public Instant now() {
    return now;
  }

  public void pass(Duration time) {
    now = now.plus(time);
  }

  public HttpRequest.Builder request(String path) {
    String url = path.startsWith("http") ? path : server.url() + path;
    return HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(60));
  }

  /// Sends it, and holds what belongs to the API to its description.
  public HttpResponse<byte[]> send(HttpRequest.Builder request) {
    return send(request, BodyHandlers.ofByteArray());
  }

  /// Of an answer that has no end the beginning.
  public HttpResponse<byte[]> begin(String path) {
    HttpRequest.Builder request = request("/api/v1" + path);
    return send(request.header("Authorization", "Bearer " + token), _ -> new Beginning());
  }

  private HttpResponse<byte[]> send(HttpRequest.Builder request, BodyHandler<byte[]> handler) {
    HttpRequest built = request.build();
    try {
      HttpResponse<byte[]> response = client.send(built, handler);
      contract.check(built, response);
      return response;
    } catch (IOException e) {
      throw new AssertionError("the server did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /// An answer of the API.
  public record Answer(int status, JsonNode json) {
    public String text(String key) {
      return json.path(key).asString("");
    }

    public String detail() {
      return text("detail");
    }
  }

  public Answer get(String path) {
    return api(request("/api/v1" + path).GET());
  }

  public Answer post(String path, String json) {
    return api(request("/api/v1" + path).POST(BodyPublishers.ofString(json)));
  }

  /// @param ifMatch the revision that is to be changed
  public Answer put(String path, String json, String ifMatch) {
    return api(
        request("/api/v1" + path).header("If-Match", ifMatch).PUT(BodyPublishers.ofString(json)));
  }

  public Answer upload(String query, byte[] file) {
    return api(request("/api/v1/packages?" + query).POST(BodyPublishers.ofByteArray(file)));
  }

  private Answer api(HttpRequest.Builder request) {
    HttpResponse<byte[]> response = send(request.header("Authorization", "Bearer " + token));
    return new Answer(response.statusCode(), JSON.readTree(response.body()));
  }

  /// Any call of the API, with the answer as it came.
  ///
  /// @param headers names and values in turn
  public HttpResponse<byte[]> call(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        request("/api/v1" + path)
            .method(method, BodyPublishers.ofString(body))
            .header("Authorization", "Bearer " + token);
    if (headers.length > 0) request.headers(headers);
    return send(request);
  }

  public static JsonNode json(HttpResponse<byte[]> response) {
    return JSON.readTree(response.body());
  }

  @Override
  public void close() {
    server.close();
    client.close();
  }
}
