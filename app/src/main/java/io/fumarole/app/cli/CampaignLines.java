package io.fumarole.app.cli;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// A campaign for people: a sentence, then a line for each phase.
final class CampaignLines {
  private CampaignLines() {}

  static String of(JsonNode campaign) {
    List<List<String>> rows = new ArrayList<>();
    for (JsonNode phase : campaign.path("phases"))
      rows.add(
          List.of(
              (isAt(campaign, phase) ? "> " : "  ") + DeviceCommand.text(phase, "name"),
              share(phase),
              DeviceCommand.text(phase, "taken"),
              DeviceCommand.text(phase, "held"),
              DeviceCommand.text(phase, "open"),
              DeviceCommand.text(phase, "succeeded"),
              DeviceCommand.text(phase, "failed"),
              DeviceCommand.text(phase, "declined"),
              goes(phase)));
    return """
        %s  %s %s: %s
        %s: %s
        %s devices, %s of them not taken yet%s

        %s"""
        .formatted(
            DeviceCommand.text(campaign, "id"),
            DeviceCommand.text(campaign, "model"),
            DeviceCommand.text(campaign, "version"),
            DeviceCommand.text(campaign, "name"),
            DeviceCommand.text(campaign, "state"),
            DeviceCommand.text(campaign, "reason"),
            DeviceCommand.text(campaign, "members"),
            DeviceCommand.text(campaign, "waiting"),
            precondition(campaign),
            Table.of(
                List.of(
                    "  PHASE",
                    "TAKES",
                    "TAKEN",
                    "HELD",
                    "OPEN",
                    "OK",
                    "FAILED",
                    "DECLINED",
                    "GOES ON WHEN"),
                rows));
  }

  private static String precondition(JsonNode campaign) {
    String asked = DeviceCommand.text(campaign, "precondition");
    return asked.isEmpty() ? "" : "\nbegins on a device when " + asked;
  }

  private static boolean isAt(JsonNode campaign, JsonNode phase) {
    return DeviceCommand.text(campaign, "phase").equals(DeviceCommand.text(phase, "name"));
  }

  private static String share(JsonNode phase) {
    if (!phase.path("percent").isMissingNode() && !phase.path("percent").isNull())
      return DeviceCommand.text(phase, "percent") + " %";
    boolean isCounted = !phase.path("count").isMissingNode() && !phase.path("count").isNull();
    return isCounted ? DeviceCommand.text(phase, "count") : "the rest";
  }

  private static String goes(JsonNode phase) {
    String success = DeviceCommand.text(phase, "success");
    String soak = DeviceCommand.text(phase, "soak");
    String reached = success.isEmpty() ? "all have ended" : success + " % have succeeded";
    return soak.equals("PT0S")
        ? reached
        : reached + ", after a soak of " + soak.substring(2).toLowerCase(java.util.Locale.ROOT);
  }
}
