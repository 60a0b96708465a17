package io.fumarole.app.cli;

import io.fumarole.lab.fault.DeviceLedger;
import io.fumarole.lab.fault.FaultReport;
import io.fumarole.lab.fault.Promises;
import io.fumarole.lab.fault.Promises.Broken;
import io.fumarole.lab.fault.ServerRecord;
import io.fumarole.lab.fault.ServerRecord.OfAttempt;
import io.fumarole.lab.fault.ServerRecord.OfCampaign;
import io.fumarole.lab.fault.ServerRecord.OfDeployment;
import io.fumarole.lab.fault.ServerRecord.OfMember;
import io.fumarole.lab.fault.ServerRecord.OfPhase;
import io.fumarole.lab.fault.ServerRecord.PhaseCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Reads what a server says of a fleet, over its REST API, and holds the devices' ledgers against
/// it.
final class FleetRecord {
  /// A server at work changes while it is read: what it does not bear out twice is broken.
  private static final int LOOKS = 2;

  private final ApiClient api;

  FleetRecord(ApiClient api) {
    this.api = api;
  }

  /// A server that cannot be read is found before the run, not at its end.
  void check() {
    var _ = api.get("/campaigns?limit=1");
  }

  FaultReport compare(List<DeviceLedger> ledgers) {
    ServerRecord record = read(ledgers);
    List<Broken> broken = Promises.brokenByServer(ledgers, record, Instant.now());
    for (int look = 1; look < LOOKS && !broken.isEmpty(); look++) {
      record = read(ledgers);
      broken = Promises.brokenByServer(ledgers, record, Instant.now());
    }
    return FaultReport.of(ledgers, record, broken);
  }

  private ServerRecord read(List<DeviceLedger> ledgers) {
    List<OfDeployment> deployments = new ArrayList<>();
    for (DeviceLedger ledger : ledgers) {
      String list =
          ApiClient.listing("/deployments", Map.of("device", Optional.of(ledger.device())));
      for (JsonNode each : api.get(list).path("deployments"))
        deployments.add(deployment(api.get("/deployments/" + each.path("id").asString())));
    }
    Set<String> devices = ledgers.stream().map(DeviceLedger::device).collect(Collectors.toSet());
    return new ServerRecord(deployments, campaigns(devices));
  }

  private static OfDeployment deployment(JsonNode node) {
    List<OfAttempt> attempts = new ArrayList<>();
    for (JsonNode each : node.path("attempts"))
      attempts.add(
          new OfAttempt(
              each.path("correlator").asString(),
              each.path("result").isNumber()
                  ? Optional.of(each.path("result").asInt())
                  : Optional.empty()));
    JsonNode step = node.path("step");
    return new OfDeployment(
        node.path("id").asString(),
        node.path("device").asString(),
        node.path("toVersion").asString(),
        node.path("state").asString(),
        node.path("ended").asBoolean(),
        node.path("reason").asString(""),
        text(node, "deadline").map(Instant::parse),
        Instant.parse(node.path("created").asString()),
        step.isMissingNode() || step.path("number").asInt() == step.path("of").asInt(),
        attempts);
  }

  private static Optional<String> text(JsonNode node, String name) {
    return Optional.of(node.path(name).asString("")).filter(text -> !text.isEmpty());
  }

  /// Those that have only devices of this fleet: of others there is no ledger.
  private List<OfCampaign> campaigns(Set<String> devices) {
    List<OfCampaign> campaigns = new ArrayList<>();
    for (JsonNode each : api.get(ApiClient.listing("/campaigns", Map.of())).path("campaigns")) {
      String id = each.path("id").asString();
      List<OfMember> members = members(id);
      boolean isOurs =
          !members.isEmpty() && members.stream().allMatch(it -> devices.contains(it.device()));
      if (isOurs)
        campaigns.add(
            new OfCampaign(
                each.path("name").asString(), phases(api.get("/campaigns/" + id)), members));
    }
    return campaigns;
  }

  private List<OfMember> members(String campaign) {
    List<OfMember> members = new ArrayList<>();
    Optional<String> cursor = Optional.empty();
    do {
      Map<String, Optional<String>> query = new HashMap<>();
      query.put("cursor", cursor);
      JsonNode page = api.get(ApiClient.listing("/campaigns/" + campaign + "/devices", query));
      for (JsonNode each : page.path("devices"))
        members.add(
            new OfMember(
                each.path("device").asString(),
                text(each, "phase"),
                text(each, "deployment"),
                text(each, "state"),
                each.path("why").asString("")));
      cursor = text(page, "cursor");
    } while (cursor.isPresent());
    return members;
  }

  private static List<OfPhase> phases(JsonNode campaign) {
    List<OfPhase> phases = new ArrayList<>();
    for (JsonNode each : campaign.path("phases"))
      phases.add(
          new OfPhase(
              each.path("name").asString(),
              new PhaseCounts(
                  each.path("taken").asLong(),
                  each.path("held").asLong(),
                  each.path("open").asLong(),
                  each.path("succeeded").asLong(),
                  each.path("failed").asLong(),
                  each.path("declined").asLong())));
    return phases;
  }
}
