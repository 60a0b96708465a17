package io.fumarole.app.demo;

import io.fumarole.app.cli.ApiClient;
import io.fumarole.app.cli.Lab;
import io.fumarole.campaign.exchange.TraceStore;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;

/// The demo's server, and the operator in front of it, who uses the REST API like anybody else.
final class DemoServer implements AutoCloseable {
  static final String SERVER_ID = "demo.fumarole";
  static final String SERVER_SECRET = "the server shows this to the device";
  private static final List<String> PROFILES =
      List.of("demo-hmac.json", "demo-plain.json", "demo-create.json");

  /// What a device's sessions took.
  record Traffic(int messages, long octets) {
    Traffic plus(TraceStore.Entry entry) {
      return new Traffic(messages + 1, octets + entry.length());
    }
  }

  private final FumaroleServer server;
  private final ApiClient api;
  private final Map<String, Traffic> traffic = new ConcurrentHashMap<>();

  private DemoServer(FumaroleServer server) throws IOException {
    this.server = server;
    this.api = new ApiClient(server.url(), Files.readString(server.tokenFile()).strip());
    server
        .trace()
        .listen(
            entry ->
                traffic.merge(
                    entry.device().value(),
                    new Traffic(1, entry.length()),
                    (sum, _) -> sum.plus(entry)));
  }

  static DemoServer start(Path data, int port, DemoFirmware firmware) throws IOException {
    Files.createDirectories(data.resolve("trusted-keys"));
    Files.copy(
        firmware.publicKey(),
        data.resolve("trusted-keys/demo.pem"),
        StandardCopyOption.REPLACE_EXISTING);
    Files.createDirectories(data.resolve("profiles"));
    for (String profile : PROFILES) copy(profile, data.resolve("profiles").resolve(profile));
    return new DemoServer(
        FumaroleServer.start(
            ServerSettings.of(data).with("port", port).with("serverId", SERVER_ID), Lab.brought()));
  }

  private static void copy(String resource, Path to) throws IOException {
    try (InputStream in = DemoServer.class.getResourceAsStream(resource)) {
      if (in == null) throw new IllegalStateException("missing resource " + resource);
      Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  String url() {
    return server.url();
  }

  String dmUrl() {
    return server.dmUrl();
  }

  Path tokenFile() {
    return server.tokenFile();
  }

  Traffic traffic(String device) {
    return traffic.getOrDefault(device, new Traffic(0, 0));
  }

  void addPackages(DemoFirmware firmware) {
    for (DemoFirmware.Kind kind : DemoFirmware.Kind.values()) {
      Map<String, Optional<String>> query = new HashMap<>();
      query.put("offered", kind.isOffered() ? Optional.of("true") : Optional.empty());
      try {
        api.upload(ApiClient.query("/packages", query), firmware.file(kind));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  void addDevice(DemoDevice device) {
    Map<String, Object> body = new HashMap<>();
    body.put("id", device.id());
    body.put("profile", device.row().profile());
    body.put("client", Map.of("name", device.user(), "secret", device.secret()));
    if (device.serverAuthenticates()) body.put("server", Map.of("secret", SERVER_SECRET));
    body.put("address", "127.0.0.1:" + device.notificationPort());
    api.post("/devices", body);
  }

  /// @return the deployment's id
  String deploy(DemoDevice device, DemoRow.Wish wish) {
    Map<String, Object> body = new HashMap<>();
    body.put("device", device.id());
    body.put("package", device.row().firmware().model() + "-" + DemoFirmware.NEW_VERSION);
    wish.operation().ifPresent(operation -> body.put("operation", operation));
    wish.delivery().ifPresent(delivery -> body.put("delivery", delivery));
    wish.question().ifPresent(question -> body.put("question", question));
    return api.post("/deployments", body).path("id").asString();
  }

  /// @param csv as 'device import' takes it
  void importDevices(String csv) {
    api.upload("/devices/import", BodyPublishers.ofString(csv), "text/csv");
  }

  /// How many devices the server knows to be of this model.
  int known(String model) {
    String path =
        ApiClient.query(
            "/devices",
            Map.of(
                "filter", Optional.of("model==" + model),
                "count", Optional.of("true"),
                "limit", Optional.of("1")));
    return api.get(path).path("total").asInt(0);
  }

  void startCampaign(Map<String, Object> plan) {
    String id = api.post("/campaigns", plan).path("id").asString();
    api.post("/campaigns/" + id + "/start", Map.of());
  }

  void notify(DemoDevice device) {
    api.post("/devices/" + ApiClient.encode(device.id()) + "/notify", Map.of());
  }

  /// The device's newest deployment, if it has one.
  Optional<JsonNode> deployment(DemoDevice device) {
    JsonNode all =
        api.get(ApiClient.query("/deployments", Map.of("device", Optional.of(device.id()))));
    for (JsonNode deployment : all.path("deployments")) return Optional.of(deployment);
    return Optional.empty();
  }

  /// The version that the server believes the device to run.
  String version(DemoDevice device) {
    return api.get("/devices/" + ApiClient.encode(device.id())).path("version").asString("");
  }

  @Override
  public void close() {
    server.close();
  }
}
