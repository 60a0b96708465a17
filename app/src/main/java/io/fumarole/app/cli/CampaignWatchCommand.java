package io.fumarole.app.cli;

import java.io.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/// Follows a campaign until it rests: a bar for each phase on a terminal, a line for each change
/// elsewhere.
@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = "Follows a campaign until it is paused or over.")
final class CampaignWatchCommand implements Callable<Integer> {
  private static final int PAUSED = 3;
  private static final long MILLIS = 1_000;

  @Mixin private @Nullable Connection connection;

  @Parameters(paramLabel = "ID", description = "the campaign")
  private String id = "";

  @Option(
      names = "--every",
      paramLabel = "SECONDS",
      description = "how often to look (default: ${DEFAULT-VALUE})",
      defaultValue = "2")
  private int every = 2;

  @Override
  public Integer call() throws InterruptedException {
    if (every < 1) throw new CliMistake("--every is 1 or more");
    Connection used = Objects.requireNonNull(connection);
    boolean isTerminal =
        Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
    List<ProgressBar> bars = new ArrayList<>();
    String last = "";
    try {
      while (true) {
        JsonNode campaign = used.api().get(CampaignCommand.path(id));
        if (isTerminal) draw(bars, campaign);
        String line = line(campaign);
        if (!isTerminal && !line.equals(last)) used.out().println(line);
        used.out().flush();
        last = line;
        String state = DeviceCommand.text(campaign, "state");
        boolean isOver = campaign.path("ended").asBoolean(false);
        if (isOver || state.equals("paused") || state.equals("draft"))
          return end(used, campaign, bars, isOver);
        Thread.sleep(MILLIS * every);
      }
    } finally {
      bars.forEach(ProgressBar::close);
    }
  }

  private static int end(
      Connection used, JsonNode campaign, List<ProgressBar> bars, boolean isOver) {
    bars.forEach(ProgressBar::close);
    bars.clear();
    used.out().println(CampaignLines.of(campaign));
    used.out().flush();
    return isOver ? 0 : PAUSED;
  }

  private static String line(JsonNode campaign) {
    long ok = 0;
    long failed = 0;
    long open = 0;
    for (JsonNode phase : campaign.path("phases")) {
      ok += phase.path("succeeded").asLong(0);
      failed += phase.path("failed").asLong(0);
      open += phase.path("open").asLong(0);
    }
    return "%s  %d of %d succeeded, %d failed, %d open  %s"
        .formatted(
            DeviceCommand.text(campaign, "state"),
            ok,
            campaign.path("members").asLong(0),
            failed,
            open,
            DeviceCommand.text(campaign, "reason"));
  }

  private void draw(List<ProgressBar> bars, JsonNode campaign) {
    JsonNode phases = campaign.path("phases");
    for (int i = 0; i < phases.size(); i++) {
      JsonNode phase = phases.get(i);
      long taken = Math.max(1, phase.path("taken").asLong(0));
      if (bars.size() <= i) bars.add(bar(DeviceCommand.text(phase, "name")));
      ProgressBar bar = bars.get(i);
      bar.maxHint(taken);
      bar.stepTo(
          phase.path("succeeded").asLong(0)
              + phase.path("failed").asLong(0)
              + phase.path("declined").asLong(0));
      bar.setExtraMessage(" " + phase.path("failed").asLong(0) + " failed");
    }
  }

  private static ProgressBar bar(String name) {
    return new ProgressBarBuilder()
        .setTaskName(name)
        .setInitialMax(1)
        .setStyle(ProgressBarStyle.ASCII)
        .showSpeed()
        .build();
  }
}
