package io.fumarole.server.rest;

import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.campaign.plan.Phase;
import io.fumarole.campaign.plan.Treatment;
import io.fumarole.campaign.plan.Window;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A campaign as an operator writes it. What is left out has its usual value: one phase, no limits,
/// a week for each device.
record CampaignInput(
    Optional<String> name,
    Optional<String> model,
    Optional<String> version,
    Optional<String> filter,
    Optional<Boolean> dynamic,
    Optional<List<PhaseInput>> phases,
    Optional<String> order,
    Optional<String> start,
    Optional<String> end,
    Optional<List<WindowInput>> windows,
    Optional<String> zone,
    Optional<PaceInput> pace,
    Optional<String> within,
    Optional<String> operation,
    Optional<String> delivery,
    Optional<String> question,
    Optional<Integer> priority,
    Optional<String> precondition,
    Optional<RetryInput> retry,
    Optional<LimitsInput> limits,
    Optional<PostponeInput> postpone) {
  private static final Duration USUAL_WITHIN = Duration.ofDays(7);
  private static final Duration USUAL_WINDOW = Duration.ofHours(1);
  private static final long USUAL_SAMPLE = 10;
  private static final Duration USUAL_FIRST_PAUSE = Duration.ofMinutes(10);
  private static final int USUAL_GROWTH = 64;
  private static final int USUAL_JITTER = 20;

  /// @param percent or `count` of the members; neither: the rest
  /// @param success percent that has to succeed
  record PhaseInput(
      Optional<String> name,
      Optional<Double> percent,
      Optional<Long> count,
      Optional<Double> success,
      Optional<FailureInput> failure,
      Optional<String> soak,
      Optional<String> onBreach) {}

  record FailureInput(Optional<Long> count, Optional<Double> percent, Optional<Long> sample) {}

  record WindowInput(Optional<String> from, Optional<String> to, Optional<List<String>> days) {}

  record PaceInput(
      Optional<Long> open,
      Optional<Long> devices,
      Optional<Long> octets,
      Optional<String> window,
      Optional<Integer> notifications) {}

  /// @param attempts Execs for each device
  /// @param first pause after something has come to nothing; doubled up to `longest`
  /// @param jitter how much longer a pause may be, in percent
  record RetryInput(
      Optional<Integer> attempts,
      Optional<Integer> notifications,
      Optional<Integer> absences,
      Optional<Integer> transfers,
      Optional<Integer> stalls,
      Optional<String> first,
      Optional<String> longest,
      Optional<Integer> jitter) {}

  /// How long each stage may take.
  record LimitsInput(
      Optional<String> answer,
      Optional<String> contacted,
      Optional<String> downloading,
      Optional<String> downloaded,
      Optional<String> updating,
      Optional<String> verifying,
      Optional<String> waiting) {}

  /// @param times that users may say no
  /// @param until when they are asked; told from then on
  record PostponeInput(Optional<Integer> times, Optional<String> until) {}

  /// @throws BadRequest naming the field and the rule
  CampaignPlan plan() {
    try {
      return plain().with(precondition.filter(it -> !it.isBlank()), treatment());
    } catch (IllegalArgumentException refused) {
      throw new BadRequest(String.valueOf(refused.getMessage()));
    }
  }

  private CampaignPlan plain() {
    return new CampaignPlan(
        Input.needed(name, "name"),
        new CampaignPlan.Target(filter.orElse(""), dynamic.orElse(false)),
        new CampaignPlan.Release(Input.needed(model, "model"), Input.needed(version, "version")),
        phasesOrOne(),
        order
            .map(it -> Input.word("order", it, CampaignPlan.Order.values()))
            .orElse(CampaignPlan.Order.HASHED),
        start.map(it -> instant("start", it)),
        end.map(it -> instant("end", it)),
        windows.orElse(List.of()).stream().map(CampaignInput::window).toList(),
        zone.map(CampaignInput::zone).orElse(ZoneOffset.UTC),
        pace.map(CampaignInput::pace).orElse(Pace.UNBOUNDED),
        within.map(it -> Input.duration("within", it)).orElse(USUAL_WITHIN),
        new Wish(
            operation.map(it -> Input.word("operation", it, Operation.values())),
            delivery.map(it -> Input.word("delivery", it, Delivery.values())),
            question.filter(it -> !it.isBlank())),
        priority.orElse(0));
  }

  private Optional<Treatment> treatment() {
    if (retry.isEmpty() && limits.isEmpty() && postpone.isEmpty()) return Optional.empty();
    return Optional.of(
        new Treatment(
            limits.map(CampaignInput::limits).orElse(Treatment.Limits.USUAL),
            retry.map(CampaignInput::budgets).orElse(Treatment.Budgets.USUAL),
            retry.flatMap(CampaignInput::backoff),
            postpone.map(CampaignInput::asking).orElse(Patience.Asking.ONCE)));
  }

  private static Treatment.Limits limits(LimitsInput given) {
    return new Treatment.Limits(
        limit("answer", given.answer()),
        limit("contacted", given.contacted()),
        limit("downloading", given.downloading()),
        limit("downloaded", given.downloaded()),
        limit("updating", given.updating()),
        limit("verifying", given.verifying()),
        limit("waiting", given.waiting()));
  }

  private static Optional<Duration> limit(String name, Optional<String> given) {
    return given.map(it -> Input.duration("limits." + name, it));
  }

  private static Treatment.Budgets budgets(RetryInput given) {
    return new Treatment.Budgets(
        given.notifications(),
        given.attempts(),
        given.absences(),
        given.transfers(),
        given.stalls());
  }

  private static Optional<Patience.Backoff> backoff(RetryInput given) {
    if (given.first().isEmpty() && given.longest().isEmpty() && given.jitter().isEmpty())
      return Optional.empty();
    Duration first =
        given.first().map(it -> Input.duration("retry.first", it)).orElse(USUAL_FIRST_PAUSE);
    Duration longest =
        given
            .longest()
            .map(it -> Input.duration("retry.longest", it))
            .orElseGet(() -> first.multipliedBy(USUAL_GROWTH));
    return Optional.of(new Patience.Backoff(first, longest, given.jitter().orElse(USUAL_JITTER)));
  }

  private static Patience.Asking asking(PostponeInput given) {
    return new Patience.Asking(
        given.times().orElse(0), given.until().map(it -> instant("postpone.until", it)));
  }

  private List<Phase> phasesOrOne() {
    List<PhaseInput> given = phases.orElse(List.of());
    if (given.isEmpty()) return List.of(phase(EMPTY, "all"));
    List<Phase> all = new ArrayList<>();
    for (PhaseInput one : given) all.add(phase(one, "phase " + (all.size() + 1)));
    return all;
  }

  private static final PhaseInput EMPTY =
      new PhaseInput(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  private static Phase phase(PhaseInput given, String usualName) {
    String name = given.name().orElse(usualName);
    if (given.percent().isPresent() && given.count().isPresent())
      throw new BadRequest("phase " + name + ": say either 'percent' or 'count'");
    Phase.Share share =
        given
            .percent()
            .<Phase.Share>map(Phase.Share.Percent::new)
            .or(() -> given.count().map(Phase.Share.Count::new))
            .orElseGet(Phase.Share.Rest::new);
    return new Phase(
        name,
        share,
        given.success().map(Phase.Success::new),
        given.failure().map(it -> failure(name, it)),
        given.soak().map(it -> Input.duration("soak", it)).orElse(Duration.ZERO),
        given
            .onBreach()
            .map(it -> Input.word("onBreach", it, Phase.Breach.values()))
            .orElse(Phase.Breach.PAUSE));
  }

  private static Phase.Failure failure(String phase, FailureInput given) {
    if (given.count().isEmpty() && given.percent().isEmpty())
      throw new BadRequest("phase " + phase + ": 'failure' has a 'count' or a 'percent'");
    return new Phase.Failure(given.count(), given.percent(), given.sample().orElse(USUAL_SAMPLE));
  }

  private static Window window(WindowInput given) {
    return new Window(
        time("from", Input.needed(given.from(), "windows.from")),
        time("to", Input.needed(given.to(), "windows.to")),
        given.days().map(CampaignInput::days).orElseGet(() -> EnumSet.allOf(DayOfWeek.class)));
  }

  private static Set<DayOfWeek> days(List<String> given) {
    Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
    for (String day : given) days.add(Input.word("day", day, DayOfWeek.values()));
    return days;
  }

  private static LocalTime time(String name, String text) {
    try {
      return LocalTime.parse(text);
    } catch (DateTimeException wrong) {
      throw new BadRequest("windows." + name + " is a time such as 01:30, not '" + text + "'");
    }
  }

  private static Instant instant(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException wrong) {
      throw new BadRequest(name + " is a time such as 2027-01-31T22:00:00Z, not '" + text + "'");
    }
  }

  private static ZoneId zone(String text) {
    try {
      return ZoneId.of(text);
    } catch (DateTimeException wrong) {
      throw new BadRequest("zone is one such as Europe/Berlin, not '" + text + "'");
    }
  }

  private static Pace pace(PaceInput given) {
    return new Pace(
        given.open(),
        given.devices(),
        given.octets(),
        given.window().map(it -> Input.duration("pace.window", it)).orElse(USUAL_WINDOW),
        given.notifications().orElse(Pace.UNBOUNDED.notifications()));
  }
}
