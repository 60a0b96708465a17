package io.fumarole.app.rehearsal;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.inventory.Selection;
import io.fumarole.campaign.paging.Before;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.Participation;
import io.fumarole.campaign.plan.TargetSelection;
import io.fumarole.lab.rehearsal.Behaviour;
import io.fumarole.lab.rehearsal.Forecast;
import io.fumarole.lab.rehearsal.Outcome;
import io.fumarole.lab.rehearsal.Rehearsal;
import io.fumarole.server.lab.RehearsalRoom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rehearsals for a server that this program starts, over its own stores.
public final class CampaignRehearsals implements RehearsalRoom {
  /// A server has devices to answer: whoever has more asks the command, on another machine.
  static final int MOST_DEVICES = 200_000;

  private static final long MIB = 1 << 20;

  /// What a rehearsal takes for a device, its id included, and what without any.
  private static final long OCTETS_EACH = 400;

  private static final long BASE_OCTETS = 32 * MIB;

  private static final Duration LONGEST = Duration.ofDays(180);
  private static final int MOST_PACKAGES = 1_000;
  private static final int MOST_CAMPAIGNS = 1_000;

  /// The first by their ids say enough.
  private static final int PAGE = 1_000;

  private static final int MOST_MEMBERS = 20 * PAGE;

  private static final String ELSEWHERE =
      "use './fumarole lab rehearse' on another machine, or narrow the filter";

  @Override
  public Answer rehearse(Question question, Known known, Progress progress) {
    progress.at(0, 0);
    KnownFleet fleet = fleet(question, known, progress);
    requireRoom(fleet.size());
    var preparation =
        new Preparation(
            question.campaign(),
            question.plan(),
            packages(question, known),
            fleet,
            past(question, known, progress),
            known.profiles()::find);
    Behaviour behaviour = preparation.behaviour(question.given());
    Rehearsal rehearsal =
        preparation.rehearsal(behaviour, question.start(), LONGEST, question.resumeAfter());
    var order =
        new Forecast.Order(
            1,
            Forecast.Order.usualRuns(fleet.size()),
            question.price(),
            true,
            preparation.sources(question.given()));
    Forecast forecast = Forecast.of(rehearsal, order, plays -> played(plays, progress));
    return new Answer(Preparation.habits(behaviour), ForecastJson.of(forecast));
  }

  private static List<Outcome> played(List<Forecast.Play> plays, Progress progress) {
    List<Outcome> outcomes = new ArrayList<>();
    for (Forecast.Play play : plays) {
      int done = outcomes.size();
      outcomes.add(play.rehearsal().run(play.seed(), () -> progress.at(done, plays.size())));
    }
    progress.at(plays.size(), plays.size());
    return outcomes;
  }

  private static void requireRoom(int devices) {
    long needed = BASE_OCTETS + devices * OCTETS_EACH;
    long there = Runtime.getRuntime().maxMemory();
    if (2 * needed > there)
      throw new IllegalArgumentException(
          "%,d devices need about %,d MiB of the server's heap, and it has %,d: give it more (JAVA_TOOL_OPTIONS=-Xmx%dm), %s"
              .formatted(devices, needed / MIB, there / MIB, 3 * needed / MIB, ELSEWHERE));
  }

  private static KnownFleet fleet(Question question, Known known, Progress progress) {
    var selection = new TargetSelection(new Groups(known.stores().groups()));
    Selection selected =
        selection
            .of(question.plan())
            .orElseThrow(
                () -> new IllegalArgumentException(selection.fault(question.plan()).orElse("")));
    var fleet = new KnownFleet(known.now());
    String after = "";
    List<DeviceEntry> page;
    do {
      progress.at(0, 0);
      page =
          known
              .stores()
              .inventory()
              .list(selected, known.now(), after, InventoryStore.LARGEST_SLICE);
      for (DeviceEntry device : page) {
        fleet.add(device.id().value(), kind(device), device.lastSeen());
        after = device.id().value();
      }
      if (fleet.size() > MOST_DEVICES)
        throw new IllegalArgumentException(
            "the server rehearses up to %,d devices, and the campaign is for more: %s"
                .formatted(MOST_DEVICES, ELSEWHERE));
    } while (page.size() == InventoryStore.LARGEST_SLICE);
    return fleet;
  }

  private static KnownFleet.Kind kind(DeviceEntry device) {
    return new KnownFleet.Kind(
        device.traits().version(),
        device.traits().hardware(),
        device.labels().zone(),
        device.address().isPresent(),
        device.profile());
  }

  private static List<FirmwarePackage> packages(Question question, Known known) {
    return known.stores().packages().released(question.plan().release().model(), MOST_PACKAGES);
  }

  private static Optional<PastRates> past(Question question, Known known, Progress progress) {
    if (question.like().isPresent()) {
      CampaignId like = question.like().get();
      if (known.stores().campaigns().find(like).isEmpty())
        throw new IllegalArgumentException("no campaign " + like + " whose rates could count");
      return Optional.of(rates(like, known, progress));
    }
    String model = question.plan().release().model();
    return known.stores().campaigns().list(Before.ALL, MOST_CAMPAIGNS).stream()
        .filter(it -> it.plan().release().model().equals(model))
        .filter(it -> it.state() != CampaignState.DRAFT)
        .map(Campaign::id)
        .filter(it -> !it.equals(question.campaign()))
        .limit(PastRates.MOST_READ)
        .map(it -> rates(it, known, progress))
        .filter(PastRates::isEnough)
        .findFirst();
  }

  private static PastRates rates(CampaignId id, Known known, Progress progress) {
    var counting = new PastRates.Counting();
    int read = 0;
    List<Participation> page = known.stores().campaigns().participations(id, "", PAGE);
    while (!page.isEmpty() && read < MOST_MEMBERS) {
      progress.at(0, 0);
      page.forEach(it -> it.deployment().ifPresent(deployment -> count(deployment, counting)));
      read += page.size();
      DeviceId last = page.getLast().device();
      page =
          page.size() < PAGE
              ? List.of()
              : known.stores().campaigns().participations(id, last.value(), PAGE);
    }
    return counting.of(id.value());
  }

  private static void count(Deployment deployment, PastRates.Counting counting) {
    if (!deployment.state().isEnd()) return;
    counting.add(
        deployment.state().word(),
        deployment.ending().map(it -> it.cause().word()).orElse(""),
        deployment.ending().flatMap(it -> it.code()),
        deployment.attempts().stream().map(Attempt::at).findFirst(),
        deployment.since());
  }
}
