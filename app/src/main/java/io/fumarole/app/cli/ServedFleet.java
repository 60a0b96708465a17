package io.fumarole.app.cli;

import io.fumarole.app.rehearsal.KnownFleet;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.profile.ProfileException;
import io.fumarole.campaign.profile.ProfileParser;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Reads from a server the devices that a campaign is for, and the packages.
final class ServedFleet {
  private ServedFleet() {}

  static KnownFleet of(CampaignPlan plan, Connection connection, Instant now) throws IOException {
    String asked = plan.target().filter();
    String filter =
        "model==\"%s\";standing==enrolled%s"
            .formatted(plan.release().model(), asked.isBlank() ? "" : ";(" + asked + ")");
    Path list = Files.createTempFile("fumarole-devices", ".jsonl");
    try {
      try (OutputStream out = Files.newOutputStream(list)) {
        connection
            .api()
            .download(
                ApiClient.query("/devices.jsonl", Map.of("filter", Optional.of(filter))), out);
      }
      var fleet = new KnownFleet(now);
      try (Stream<String> lines = Files.lines(list)) {
        lines.filter(it -> !it.isBlank()).forEach(it -> add(it, fleet));
      }
      return fleet;
    } finally {
      Files.delete(list);
    }
  }

  private static void add(String line, KnownFleet fleet) {
    JsonNode device = ApiClient.JSON.readTree(line);
    fleet.add(
        device.path("id").asString(),
        new KnownFleet.Kind(
            text(device, "version"),
            text(device, "hardware"),
            text(device.path("labels"), "zone").flatMap(Labels::zone),
            text(device, "address").isPresent(),
            device.path("profile").asString("")),
        Instant.parse(device.path("lastSeen").asString()));
  }

  private static Optional<String> text(JsonNode node, String key) {
    String text = node.path(key).asString("");
    return text.isEmpty() ? Optional.empty() : Optional.of(text);
  }

  /// Empty when the server does not have it any more: its devices have the usual limits then.
  static Optional<ModelProfile> profile(String name, Connection connection) {
    Optional<JsonNode> found = connection.api().find("/profiles/" + ApiClient.encode(name));
    if (found.isEmpty()) return Optional.empty();
    try {
      return Optional.of(ProfileParser.parse(name, found.get().path("text").asString()));
    } catch (ProfileException unreadable) {
      throw new CliMistake(
          "profile %s of the server cannot be read: %s".formatted(name, unreadable.getMessage()));
    }
  }

  /// All packages of the model: some may lead there over other versions.
  static List<FirmwarePackage> packages(CampaignPlan plan, Connection connection) {
    List<FirmwarePackage> all = new ArrayList<>();
    JsonNode listed = connection.api().get(ApiClient.listing("/packages", Map.of()));
    for (JsonNode each : listed.path("packages"))
      if (each.path("model").asString().equals(plan.release().model())
          && each.path("release").asString().equals("released")) all.add(image(each));
    boolean isThere = all.stream().anyMatch(it -> it.toVersion().equals(plan.release().version()));
    if (!isThere)
      throw new CliMistake(
          "no released package takes model %s to version %s: add one with 'package add', or say its size in a file for --fleet"
              .formatted(plan.release().model(), plan.release().version()));
    return all;
  }

  private static FirmwarePackage image(JsonNode node) {
    List<String> hardware = new ArrayList<>();
    node.path("hardware").forEach(it -> hardware.add(it.asString()));
    Function<String, String> text = key -> node.path(key).asString();
    return new FirmwarePackage(
            new PackageId(text.apply("id")),
            text.apply("name"),
            text.apply("vendor"),
            text.apply("model"),
            text(node, "fromVersion"),
            text.apply("toVersion"),
            text.apply("sha256"),
            node.path("size").asLong(),
            text.apply("contentType"),
            node.path("signed").asBoolean(),
            false,
            Instant.parse(text.apply("added")))
        .withHardware(hardware);
  }
}
