package io.fumarole.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.fault.DeviceLedger.Acknowledged;
import io.fumarole.lab.fault.Promises.Broken;
import io.fumarole.lab.fault.ServerRecord.OfAttempt;
import io.fumarole.lab.fault.ServerRecord.OfCampaign;
import io.fumarole.lab.fault.ServerRecord.OfDeployment;
import io.fumarole.lab.fault.ServerRecord.OfMember;
import io.fumarole.lab.fault.ServerRecord.OfPhase;
import io.fumarole.lab.fault.ServerRecord.PhaseCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Each promise is kept by a record that is right, and broken by one that is wrong in one place.
class PromisesTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final String OLD = "1.0.0";
  private static final String NEW = "2.0.0";

  /// Updated, failed, and waiting.
  private static final List<DeviceLedger> LEDGERS =
      List.of(ledger("a", NEW, "d1-1", 200), ledger("b", OLD, "d2-1", 402), idle("c"));

  private static final OfDeployment SUCCEEDED = ended("d1", "a", "succeeded", "d1-1", 200);
  private static final OfDeployment FAILED = ended("d2", "b", "failed", "d2-1", 402);
  private static final OfDeployment OPEN =
      new OfDeployment(
          "d3",
          "c",
          NEW,
          "scheduled",
          false,
          "it is asked at its next session",
          Optional.of(NOW.plus(Duration.ofDays(7))),
          NOW.minusSeconds(60),
          true,
          List.of());

  private static final PhaseCounts COUNTS = new PhaseCounts(3, 0, 1, 1, 1, 0);

  private static DeviceLedger ledger(String device, String version, String correlator, int code) {
    return new DeviceLedger(
        device,
        version,
        List.of(new Acknowledged(correlator, code)),
        Optional.empty(),
        code >= 400,
        Set.of(Fault.REPORT_LOST),
        Map.of(Fault.REPORT_LOST, 1),
        List.of());
  }

  private static DeviceLedger idle(String device) {
    return new DeviceLedger(
        device, OLD, List.of(), Optional.empty(), false, Set.of(), Map.of(), List.of());
  }

  private static OfDeployment ended(
      String id, String device, String state, String correlator, int code) {
    return new OfDeployment(
        id,
        device,
        NEW,
        state,
        true,
        "it has ended",
        Optional.of(NOW.plus(Duration.ofDays(7))),
        NOW.minusSeconds(60),
        true,
        List.of(new OfAttempt(correlator, Optional.of(code))));
  }

  private static OfMember member(OfDeployment of) {
    return new OfMember(
        of.device(), Optional.of("all"), Optional.of(of.id()), Optional.of(of.state()), "…");
  }

  private static ServerRecord record(PhaseCounts counts, OfDeployment... deployments) {
    List<OfMember> members = List.of(deployments).stream().map(PromisesTest::member).toList();
    return new ServerRecord(
        List.of(deployments),
        List.of(new OfCampaign("spring", List.of(new OfPhase("all", counts)), members)));
  }

  private static List<Broken> broken(ServerRecord record) {
    return Promises.brokenByServer(LEDGERS, record, NOW);
  }

  private static void onlyBreaks(List<Broken> broken, Promise promise, String device, String why) {
    assertThat(broken)
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.promise()).isEqualTo(promise);
              assertThat(one.device()).isEqualTo(device);
              assertThat(one.words()).contains(why);
            });
  }

  @Test
  void aTrueRecordKeepsThemAll() {
    assertThat(broken(record(COUNTS, SUCCEEDED, FAILED, OPEN))).isEmpty();
    assertThat(Promises.brokenByDevices(LEDGERS)).isEmpty();
  }

  private static OfDeployment open(String reason, Optional<Instant> deadline) {
    return new OfDeployment(
        "d3",
        "c",
        NEW,
        "scheduled",
        false,
        reason,
        deadline,
        NOW.minusSeconds(60),
        true,
        List.of());
  }

  @Test
  void anOpenDeploymentNeedsAReasonAndADeadlineAhead() {
    Optional<Instant> ahead = Optional.of(NOW.plusSeconds(60));
    onlyBreaks(
        broken(record(COUNTS, SUCCEEDED, FAILED, open(" ", ahead))),
        Promise.EXPLAINED,
        "c",
        "nobody says why");
    onlyBreaks(
        broken(record(COUNTS, SUCCEEDED, FAILED, open("it waits", Optional.empty()))),
        Promise.EXPLAINED,
        "c",
        "without a deadline");
    onlyBreaks(
        broken(
            record(
                COUNTS,
                SUCCEEDED,
                FAILED,
                open("it waits", Optional.of(NOW.minus(Duration.ofHours(1)))))),
        Promise.EXPLAINED,
        "c",
        "though its deadline was at 2026-03-01T11:00:00Z");
  }

  @Test
  void aMemberWithoutADeploymentNeedsAReason() {
    var silent = new OfMember("c", Optional.of("all"), Optional.empty(), Optional.empty(), "");
    var record =
        new ServerRecord(
            List.of(SUCCEEDED, FAILED),
            List.of(
                new OfCampaign(
                    "spring",
                    List.of(new OfPhase("all", new PhaseCounts(3, 1, 0, 1, 1, 0))),
                    List.of(member(SUCCEEDED), member(FAILED), silent))));
    onlyBreaks(broken(record), Promise.EXPLAINED, "c", "no deployment of campaign spring");
  }

  @Test
  void aCountThatIsOneOffIsFound() {
    onlyBreaks(
        broken(record(new PhaseCounts(3, 0, 1, 2, 0, 0), SUCCEEDED, FAILED, OPEN)),
        Promise.COUNTS_AGREE,
        "campaign spring",
        "phase all says");
  }

  @Test
  void aDeviceBetweenTwoStepsCountsAsOpen() {
    var between =
        new OfDeployment(
            "d1",
            "a",
            NEW,
            "succeeded",
            true,
            "it has ended",
            Optional.empty(),
            NOW.minusSeconds(60),
            false,
            SUCCEEDED.attempts());
    assertThat(broken(record(new PhaseCounts(3, 0, 2, 0, 1, 0), between, FAILED, OPEN))).isEmpty();
    assertThat(broken(record(COUNTS, between, FAILED, OPEN))).hasSize(1);
  }

  @Test
  void anAcknowledgedReportThatIsGoneOrOtherwiseIsFound() {
    var other = ended("d2", "b", "failed", "d2-1", 410);
    onlyBreaks(
        broken(record(COUNTS, SUCCEEDED, other, OPEN)),
        Promise.ACKNOWLEDGED_STAYS,
        "b",
        "its report 402 of d2-1 was acknowledged, and the record has result 410");
    var without = ended("d2", "b", "failed", "d2-2", 402);
    onlyBreaks(
        broken(record(COUNTS, SUCCEEDED, without, OPEN)),
        Promise.ACKNOWLEDGED_STAYS,
        "b",
        "no such attempt");
  }

  @Test
  void aSuccessOfADeviceThatRunsTheOldVersionIsFound() {
    List<DeviceLedger> lies =
        List.of(ledger("a", OLD, "d1-1", 200), LEDGERS.get(1), LEDGERS.get(2));
    onlyBreaks(
        Promises.brokenByServer(lies, record(COUNTS, SUCCEEDED, FAILED, OPEN), NOW),
        Promise.SUCCESS_IS_PROVED,
        "a",
        "to 2.0.0 counts as a success, and the device runs 1.0.0");
  }

  @Test
  void theLastDeploymentOfADeviceCounts() {
    var before =
        new OfDeployment(
            "d0",
            "a",
            "1.5.0",
            "succeeded",
            true,
            "it has ended",
            Optional.empty(),
            NOW.minusSeconds(600),
            true,
            List.of());
    var record = new ServerRecord(List.of(SUCCEEDED, before, FAILED, OPEN), List.of());
    assertThat(broken(record)).isEmpty();
  }

  @Test
  void anUpdateThatFailsOfNothingIsFound() {
    var failed = ended("d1", "a", "failed", "d1-1", 200);
    onlyBreaks(
        broken(record(new PhaseCounts(3, 0, 1, 0, 2, 0), failed, FAILED, OPEN)),
        Promise.UPDATED_ALL_THE_SAME,
        "a",
        "deployment d1 has failed (it has ended); it met [REPORT_LOST]");
  }

  @Test
  void devicesThatDoNotStartOrWereAnsweredTwiceAreFound() {
    var dead =
        new DeviceLedger(
            "a",
            OLD,
            List.of(),
            Optional.of("slot B is torn"),
            false,
            Set.of(),
            Map.of(),
            List.of());
    var twice =
        new DeviceLedger(
            "b", OLD, List.of(), Optional.empty(), false, Set.of(), Map.of(), List.of("twice"));
    assertThat(Promises.brokenByDevices(List.of(dead, twice)))
        .containsExactly(
            new Broken(Promise.BOOTABLE, "a", "slot B is torn"),
            new Broken(Promise.REPEATS_CHANGE_NOTHING, "b", "twice"));
  }

  @Test
  void theReportTellsOfEachFaultWhoMetItAndHowTheyStand() {
    ServerRecord record = record(COUNTS, SUCCEEDED, FAILED, OPEN);
    FaultReport report = FaultReport.of(LEDGERS, record, List.of());
    assertThat(report.compared()).isEqualTo(2);
    assertThat(report.faults())
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.fault()).isEqualTo("report-lost");
              assertThat(fault.devices()).isEqualTo(2);
              assertThat(fault.strikes()).isEqualTo(2);
              assertThat(fault.ends()).isEqualTo(Map.of("failed", 1L, "succeeded", 1L));
            });
    assertThat(FaultReport.of(LEDGERS, "no API").faults().getFirst().ends())
        .isEqualTo(Map.of("runs 1.0.0", 1L, "runs 2.0.0", 1L));
  }
}
