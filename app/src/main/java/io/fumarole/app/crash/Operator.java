package io.fumarole.app.crash;

import io.fumarole.app.cli.ApiClient;
import io.fumarole.app.cli.CliMistake;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// Whoever sits in front of the server, and does not give up while it is away.
final class Operator {
  /// So often a server may be away in a row; then it will not come back.
  private static final int MOST_TRIES = 2_000;

  private final ApiClient api;
  private final RandomGenerator random;

  Operator(ApiClient api, RandomGenerator random) {
    this.api = api;
    this.random = random;
  }

  void addPackage(Flow flow, String version, Path bundle) {
    String path = ApiClient.query("/packages", Map.of("offered", Flow.offered(flow)));
    try {
      String model = api.upload(path, bundle).path("model").asString();
      // The devices go to and fro between two versions.
      Map<String, Optional<String>> release =
          Map.of("model", Optional.of(model), "version", Optional.of(version));
      api.patch(ApiClient.query("/release", release), Map.of("allowsDowngrade", true));
    } catch (IOException e) {
      throw new UncheckedIOException("uploading " + flow.packageId(version), e);
    }
  }

  void addDevice(CrashDevice device) {
    api.post(
        "/devices",
        Map.of(
            "id",
            device.id(),
            "profile",
            "oma-strict",
            "client",
            Map.of("name", device.id(), "secret", CrashDevice.SECRET),
            "server",
            Map.of("secret", CrashDevice.SERVER_SECRET)));
  }

  /// Orders an update. When the answer is lost, the operator looks whether the order stands before
  /// giving it again.
  String order(CrashDevice device, String packageId) throws InterruptedException {
    Map<String, Object> body = new HashMap<>(device.flow().wish());
    body.put("device", device.id());
    body.put("package", packageId);
    for (int turn = 0; turn < MOST_TRIES; turn++) {
      try {
        String id = api.post("/deployments", body).path("id").asString();
        device.ledger().note(new Ledger.Fact.Ordered(id));
        return id;
      } catch (CliMistake lostOrRefused) {
        Optional<String> open = open(device);
        if (open.isPresent()) return open.get();
        if (!isAway(lostOrRefused)) throw lostOrRefused;
      }
    }
    throw new CliMistake("the server stays away");
  }

  /// The device's open deployment.
  Optional<String> open(CrashDevice device) throws InterruptedException {
    for (JsonNode each : list(device.id()))
      if (!each.path("ended").asBoolean()) return Optional.of(each.path("id").asString());
    return Optional.empty();
  }

  /// All deployments of the device, the newest first.
  Set<String> deployments(CrashDevice device) throws InterruptedException {
    Set<String> ids = new LinkedHashSet<>();
    for (JsonNode each : list(device.id())) ids.add(each.path("id").asString());
    return ids;
  }

  private JsonNode list(String device) throws InterruptedException {
    return insist(
            () -> api.get(ApiClient.query("/deployments", Map.of("device", Optional.of(device)))))
        .path("deployments");
  }

  /// Empty when the server knows of no such deployment.
  Optional<JsonNode> deployment(String id) throws InterruptedException {
    return insist(
        () -> {
          try {
            return Optional.of(api.get("/deployments/" + id));
          } catch (ApiClient.Refused refused) {
            if (refused.isNotFound()) return Optional.empty();
            throw refused;
          }
        });
  }

  /// The version that the server believes the device to run.
  String version(CrashDevice device) throws InterruptedException {
    return insist(() -> api.get("/devices/" + ApiClient.encode(device.id())))
        .path("version")
        .asString("");
  }

  /// Asks until the server is there to answer.
  private <T> T insist(Supplier<T> question) throws InterruptedException {
    CliMistake last = new CliMistake("nobody asked");
    for (int turn = 0; turn < MOST_TRIES; turn++) {
      try {
        return question.get();
      } catch (CliMistake away) {
        if (!isAway(away)) throw away;
        last = away;
        Pauses.awhile(random);
      }
    }
    throw last;
  }

  /// Whether another attempt may be answered: nobody was there, or the server asked to come again.
  private static boolean isAway(CliMistake mistake) {
    return !(mistake instanceof ApiClient.Refused refused) || refused.isTemporary();
  }
}
