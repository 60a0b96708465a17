package io.fumarole.lab.fault;

import io.fumarole.lab.fault.DeviceLedger.Acknowledged;
import io.fumarole.lab.fault.ServerRecord.OfAttempt;
import io.fumarole.lab.fault.ServerRecord.OfCampaign;
import io.fumarole.lab.fault.ServerRecord.OfDeployment;
import io.fumarole.lab.fault.ServerRecord.OfMember;
import io.fumarole.lab.fault.ServerRecord.OfPhase;
import io.fumarole.lab.fault.ServerRecord.PhaseCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Holds the devices' ledgers against the server's record.
public final class Promises {
  /// A deadline is looked at by a worker that may have been busy.
  private static final Duration SLACK = Duration.ofMinutes(5);

  private static final String SUCCEEDED = "succeeded";

  /// @param device or campaign that shows it
  public record Broken(Promise promise, String device, String words) {}

  private final List<Broken> broken = new ArrayList<>();

  private Promises() {}

  /// What a device can tell alone.
  public static List<Broken> brokenByDevices(List<DeviceLedger> ledgers) {
    var found = new Promises();
    for (DeviceLedger ledger : ledgers) {
      ledger.unbootable().ifPresent(why -> found.say(Promise.BOOTABLE, ledger.device(), why));
      for (String complaint : ledger.complaints())
        found.say(Promise.REPEATS_CHANGE_NOTHING, ledger.device(), complaint);
    }
    return List.copyOf(found.broken);
  }

  /// What the record does not bear out.
  ///
  /// @param now when the record was read
  public static List<Broken> brokenByServer(
      List<DeviceLedger> ledgers, ServerRecord record, Instant now) {
    var found = new Promises();
    record.deployments().forEach(each -> found.explained(each, now));
    record.campaigns().forEach(campaign -> found.counts(campaign, record));
    found.acknowledged(ledgers, record);
    found.proved(ledgers, record);
    found.updated(ledgers, record);
    return List.copyOf(found.broken);
  }

  private void say(Promise promise, String device, String words) {
    broken.add(new Broken(promise, device, words));
  }

  private void explained(OfDeployment each, Instant now) {
    if (each.ended()) return;
    String standing = "deployment " + each.id() + " is " + each.state();
    if (each.reason().isBlank())
      say(Promise.EXPLAINED, each.device(), standing + ", and nobody says why");
    if (each.deadline().isEmpty())
      say(Promise.EXPLAINED, each.device(), standing + ", without a deadline");
    if (each.deadline().filter(end -> end.plus(SLACK).isBefore(now)).isPresent())
      say(
          Promise.EXPLAINED,
          each.device(),
          standing + ", though its deadline was at " + each.deadline().orElseThrow());
  }

  private void acknowledged(List<DeviceLedger> ledgers, ServerRecord record) {
    Map<String, OfAttempt> attempts = new HashMap<>();
    for (OfDeployment deployment : record.deployments())
      for (OfAttempt attempt : deployment.attempts()) attempts.put(attempt.correlator(), attempt);
    for (DeviceLedger ledger : ledgers)
      for (Acknowledged report : ledger.acknowledged()) {
        Optional<OfAttempt> attempt = Optional.ofNullable(attempts.get(report.correlator()));
        if (attempt.flatMap(OfAttempt::result).equals(Optional.of(report.code()))) continue;
        String found =
            attempt
                .map(it -> it.result().map(code -> "result " + code).orElse("no result"))
                .orElse("no such attempt");
        say(
            Promise.ACKNOWLEDGED_STAYS,
            ledger.device(),
            "its report %d of %s was acknowledged, and the record has %s"
                .formatted(report.code(), report.correlator(), found));
      }
  }

  /// Of each device the last deployment: it may have been updated further since one before.
  private void proved(List<DeviceLedger> ledgers, ServerRecord record) {
    Map<String, OfDeployment> last = last(record);
    for (DeviceLedger ledger : ledgers) {
      Optional<OfDeployment> deployment = Optional.ofNullable(last.get(ledger.device()));
      boolean isClaimed = deployment.filter(it -> it.state().equals(SUCCEEDED)).isPresent();
      if (isClaimed && !deployment.orElseThrow().toVersion().equals(ledger.version()))
        say(
            Promise.SUCCESS_IS_PROVED,
            ledger.device(),
            "deployment %s to %s counts as a success, and the device runs %s"
                .formatted(deployment.get().id(), deployment.get().toVersion(), ledger.version()));
    }
  }

  private void updated(List<DeviceLedger> ledgers, ServerRecord record) {
    Map<String, OfDeployment> last = last(record);
    for (DeviceLedger ledger : ledgers)
      Optional.ofNullable(last.get(ledger.device()))
          .filter(deployment -> !ledger.mayFail() && deployment.state().equals("failed"))
          .ifPresent(
              deployment ->
                  say(
                      Promise.UPDATED_ALL_THE_SAME,
                      ledger.device(),
                      "deployment %s has failed (%s); it met %s"
                          .formatted(
                              deployment.id(), deployment.reason(), ledger.struck().keySet())));
  }

  /// The newest deployment of each device.
  static Map<String, OfDeployment> last(ServerRecord record) {
    Map<String, OfDeployment> last = new HashMap<>();
    record.deployments().stream()
        .sorted(Comparator.comparing(OfDeployment::created))
        .forEach(each -> last.put(each.device(), each));
    return last;
  }

  private void counts(OfCampaign campaign, ServerRecord record) {
    Map<String, OfDeployment> byId =
        record.deployments().stream().collect(Collectors.toMap(OfDeployment::id, each -> each));
    for (OfPhase phase : campaign.phases()) {
      PhaseCounts summed =
          sum(
              campaign.members().stream()
                  .filter(member -> member.phase().equals(Optional.of(phase.name())))
                  .toList(),
              byId);
      if (!summed.equals(phase.counts()))
        say(
            Promise.COUNTS_AGREE,
            "campaign " + campaign.name(),
            "phase %s says %s, its devices are %s".formatted(phase.name(), phase.counts(), summed));
    }
    for (OfMember member : campaign.members())
      if (member.deployment().isEmpty() && member.why().isBlank())
        say(
            Promise.EXPLAINED,
            member.device(),
            "it has no deployment of campaign " + campaign.name() + ", and nobody says why");
  }

  private static PhaseCounts sum(List<OfMember> members, Map<String, OfDeployment> byId) {
    Map<String, Long> words =
        members.stream()
            .collect(Collectors.groupingBy(it -> word(it, byId), Collectors.counting()));
    return new PhaseCounts(
        members.size(),
        words.getOrDefault("held", 0L),
        words.getOrDefault("open", 0L),
        words.getOrDefault(SUCCEEDED, 0L),
        words.getOrDefault("failed", 0L),
        words.getOrDefault("declined", 0L));
  }

  /// A device between two steps of its way is still under way.
  private static String word(OfMember member, Map<String, OfDeployment> byId) {
    if (member.deployment().isEmpty()) return "held";
    boolean goesOn =
        member
            .deployment()
            .map(byId::get)
            .filter(deployment -> !deployment.isLastStep())
            .isPresent();
    return switch (member.state().orElse("")) {
      case SUCCEEDED -> goesOn ? "open" : SUCCEEDED;
      case "failed", "expired" -> "failed";
      case "declined", "cancelled" -> "declined";
      default -> "open";
    };
  }
}
