package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.server.lab.DeviceHabits;
import io.fumarole.server.lab.RehearsalRoom.Question;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an operator says about the devices before a campaign is rehearsed; what is left out is
/// learnt, or usual. Shares are in percent.
///
/// @param fail by result code
/// @param like the campaign whose rates count
@JsonInclude(JsonInclude.Include.NON_ABSENT)
record RehearsalInput(
    Optional<String> poll,
    Optional<Double> jitter,
    Optional<Double> answers,
    Optional<String> answersWithin,
    Optional<Double> offline,
    Optional<String> offlineFor,
    Optional<Long> link,
    Optional<String> install,
    Optional<Double> silent,
    Optional<Map<String, Double>> fail,
    Optional<String> like,
    Optional<String> start,
    Optional<String> resumeAfter,
    Optional<Double> price) {
  private static final double HUNDRED = 100;
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofDays(366);
  private static final double ROUNDING = 1e-9;

  /// @param now when it is started, unless the input says
  /// @throws BadRequest naming the field and the rule
  Question question(Campaign campaign, Instant now) {
    price
        .filter(it -> !(it >= 0 && it < Double.MAX_VALUE))
        .ifPresent(
            _ -> {
              throw BadRequest.of("price", "it is a number from 0 on");
            });
    return new Question(
        campaign.id(),
        campaign.plan(),
        habits(),
        like.map(it -> Input.id(it, CampaignId::new)),
        start.map(RehearsalInput::instant).orElse(now),
        span("resumeAfter", resumeAfter),
        price);
  }

  private DeviceHabits habits() {
    if (offline.isEmpty() && offlineFor.isPresent())
      throw BadRequest.of("offlineFor", "it goes with offline, which says how many");
    if (offline.filter(it -> it >= HUNDRED).isPresent())
      throw BadRequest.of("offline", "it is less than 100 percent: somebody has to be there");
    Optional<SortedMap<Integer, Double>> failures = fail.map(RehearsalInput::failures);
    Optional<Double> falls = share("silent", silent);
    double lost =
        falls.orElse(0.0)
            + failures
                .map(it -> it.values().stream().mapToDouble(Double::doubleValue).sum())
                .orElse(0.0);
    if (lost > 1 + ROUNDING)
      throw BadRequest.of("fail", "with silent it is at most 100 percent in all");
    return new DeviceHabits(
        span("poll", poll),
        share("jitter", jitter),
        share("answers", answers),
        span("answersWithin", answersWithin),
        share("offline", offline),
        span("offlineFor", offlineFor),
        link.map(RehearsalInput::octets),
        install.map(it -> within("install", Input.duration("install", it), Duration.ZERO)),
        falls,
        failures);
  }

  private static Optional<Duration> span(String name, Optional<String> given) {
    return given.map(it -> within(name, Input.duration(name, it), SHORTEST));
  }

  private static Duration within(String name, Duration time, Duration least) {
    if (time.compareTo(least) < 0 || time.compareTo(LONGEST) > 0)
      throw BadRequest.of(
          name, "it is %d s to %d days".formatted(least.toSeconds(), LONGEST.toDays()));
    return time;
  }

  private static Optional<Double> share(String name, Optional<Double> percent) {
    return percent.map(it -> share(name, it));
  }

  private static double share(String name, double percent) {
    if (!(percent >= 0 && percent <= HUNDRED))
      throw BadRequest.of(name, "it is a share in percent, from 0 to 100");
    return percent / HUNDRED;
  }

  private static long octets(long perSecond) {
    if (perSecond < 1) throw BadRequest.of("link", "it is 1 octet a second, or more");
    return perSecond;
  }

  private static SortedMap<Integer, Double> failures(Map<String, Double> percents) {
    SortedMap<Integer, Double> shares = new TreeMap<>();
    percents.forEach(
        (code, percent) -> {
          if (!code.matches("[45][0-9]{2}"))
            throw BadRequest.of(
                "fail", "'" + code + "' is no code of a failure: they are 400 to 599");
          shares.put(Integer.valueOf(code), share("fail", percent));
        });
    return shares;
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException wrong) {
      throw BadRequest.of("start", "it is a time such as 2027-01-31T22:00:00Z, not '" + text + "'");
    }
  }
}
