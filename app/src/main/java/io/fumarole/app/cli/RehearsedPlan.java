package io.fumarole.app.cli;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.server.rest.CampaignText;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The campaign that is rehearsed: a draft on a server, or a file that could become one.
///
/// @param id decides the order of its devices; of a file any will do
record RehearsedPlan(CampaignId id, CampaignPlan plan) {
  private static final CampaignId NO_ID = new CampaignId("rehearsal");

  private static final List<String> KEPT =
      List.of(
          "name",
          "model",
          "version",
          "filter",
          "dynamic",
          "order",
          "start",
          "end",
          "windows",
          "zone",
          "pace",
          "within",
          "operation",
          "delivery",
          "question",
          "priority",
          "precondition");

  private static final List<String> OF_PHASE =
      List.of("name", "percent", "count", "success", "failure", "soak", "onBreach");

  /// @param campaign an id, or a file as `campaign add` takes it
  static RehearsedPlan of(String campaign, Connection connection) {
    Path file = Path.of(campaign);
    if (Files.isRegularFile(file)) return ofFile(file);
    if (!campaign.matches("[a-z0-9]{1,32}"))
      throw new CliMistake("there is no file " + campaign + ", and it is no id of a campaign");
    JsonNode view = connection.api().get("/campaigns/" + campaign);
    return new RehearsedPlan(new CampaignId(campaign), read("campaign " + campaign, input(view)));
  }

  private static RehearsedPlan ofFile(Path file) {
    return new RehearsedPlan(NO_ID, read(file.toString(), CampaignCommand.body(file)));
  }

  private static CampaignPlan read(String where, JsonNode input) {
    try {
      return CampaignText.plan(input.toString());
    } catch (IllegalArgumentException refused) {
      throw new CliMistake(where + ": " + refused.getMessage());
    }
  }

  /// What the API shows of a campaign, as it would take it.
  private static JsonNode input(JsonNode view) {
    ObjectNode input = copy(view, KEPT);
    var phases = input.putArray("phases");
    for (JsonNode phase : view.path("phases")) phases.add(copy(phase, OF_PHASE));
    JsonNode treatment = view.path("treatment");
    if (!treatment.isObject()) return input;
    input.set("limits", copy(treatment.path("limits"), names(treatment.path("limits"))));
    ObjectNode retry = copy(treatment.path("budgets"), names(treatment.path("budgets")));
    JsonNode backoff = treatment.path("backoff");
    if (backoff.isObject()) retry.setAll(copy(backoff, List.of("first", "longest", "jitter")));
    input.set("retry", retry);
    ObjectNode postpone = input.putObject("postpone");
    JsonNode asking = treatment.path("asking");
    postpone.put("times", asking.path("postponements").asInt(0));
    if (asking.path("choiceUntil").isString())
      postpone.put("until", asking.path("choiceUntil").asString());
    return input;
  }

  private static List<String> names(JsonNode of) {
    return List.copyOf(of.propertyNames());
  }

  private static ObjectNode copy(JsonNode from, List<String> names) {
    ObjectNode to = ApiClient.JSON.createObjectNode();
    for (String name : names) {
      JsonNode value = from.path(name);
      if (!value.isMissingNode() && !value.isNull()) to.set(name, value);
    }
    return to;
  }
}
