package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device.Standing;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.ConformanceStore.Form;
import io.fumarole.storage.ConformanceStore.Run;
import io.fumarole.storage.ConformanceStore.State;
import io.fumarole.storage.NewsStore.RunNews;
import io.fumarole.storage.SqlUnderTest.Kind;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("slow")
final class ConformanceStoreTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final DeviceId LAMP = new DeviceId("lamp");

  @TempDir private Path directory;

  private static Run run(String id, DeviceId device, int second) {
    Instant at = NOW.plusSeconds(second);
    return new Run(
        id,
        device,
        State.RUNNING,
        Standing.QUARANTINED,
        "node-1",
        at,
        at,
        at.plusSeconds(60),
        "{}");
  }

  @ParameterizedTest
  @EnumSource
  void aRunIsFollowedToItsReport(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      ConformanceStore store = opened.stores().conformance();
      Run run = run("r1", LAMP, 0);
      assertThat(store.begin(run)).isTrue();
      assertThat(store.find("r1")).contains(run);
      Run found = run.with("{\"a\":1}", NOW.plusSeconds(5)).leasedUntil(NOW.plusSeconds(99));
      assertThat(store.keep(found)).isTrue();
      assertThat(store.list(LAMP, 9)).containsExactly(found);
      assertThat(opened.stores().news().runs(NOW.plusSeconds(5), 9))
          .containsExactly(new RunNews("r1", LAMP, "RUNNING", NOW.plusSeconds(5)));
      assertThat(opened.stores().news().runs(NOW.plusSeconds(6), 9)).isEmpty();
      Run ended = found.in(State.ENDED, NOW.plusSeconds(7));
      Map<Form, Octets> reports =
          Map.of(Form.JSON, Octets.utf8("{}"), Form.HTML, Octets.utf8("<p>"));
      assertThat(store.end(ended, reports)).isTrue();
      assertThat(store.find("r1")).contains(ended);
      assertThat(store.report("r1", Form.HTML)).contains(Octets.utf8("<p>"));
      assertThat(store.report("r1", Form.JUNIT)).isEmpty();
      assertThat(store.end(ended, reports)).isFalse();
      assertThat(store.keep(found)).isFalse();
      assertThat(store.cancel("r1", NOW)).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofManyThatBeginAtOnceADeviceHasOne(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      ConformanceStore store = opened.stores().conformance();
      var begun = new AtomicInteger();
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++) {
          Run run = run("r" + i, LAMP, i);
          threads.execute(
              () -> {
                if (store.begin(run)) begun.incrementAndGet();
              });
        }
      }
      assertThat(begun).hasValue(1);
      assertThat(store.begin(run("other", new DeviceId("other"), 0))).isTrue();
      store.discard(store.list(LAMP, 1).getFirst().id());
      assertThat(store.list(LAMP, 9)).isEmpty();
      assertThat(store.begin(run("again", LAMP, 9))).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoseLeaseHasPassedIsLateAndWhoIsAskedToEndIsStillOpen(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      ConformanceStore store = opened.stores().conformance();
      assertThat(store.begin(run("r1", LAMP, 0))).isTrue();
      assertThat(store.late(NOW.plusSeconds(60), 9)).isEmpty();
      assertThat(store.late(NOW.plusSeconds(61), 9)).hasSize(1);
      assertThat(store.cancel("r1", NOW.plusSeconds(3))).isTrue();
      Run asked = run("r1", LAMP, 0).in(State.CANCELLING, NOW.plusSeconds(3));
      assertThat(store.find("r1")).contains(asked);
      Run renewed = asked.leasedUntil(NOW.plusSeconds(120));
      assertThat(store.keep(renewed)).isTrue();
      assertThat(store.late(NOW.plusSeconds(61), 9)).isEmpty();
      Run ofAnother =
          new Run("r1", LAMP, State.RUNNING, Standing.ENROLLED, "node-2", NOW, NOW, NOW, "{}");
      assertThat(store.keep(ofAnother)).as("another server's").isFalse();
      assertThat(store.end(renewed.in(State.LOST, NOW), Map.of())).isTrue();
      assertThat(store.late(NOW.plusSeconds(999), 9)).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOldestMakeRoom(Kind kind) {
    try (SqlUnderTest opened = kind.open(directory)) {
      ConformanceStore store = opened.stores().conformance();
      for (int i = 0; i < ConformanceStore.MOST_OF_A_DEVICE + 3; i++) {
        Run run = run("r" + i, LAMP, i);
        assertThat(store.begin(run)).isTrue();
        assertThat(store.end(run.in(State.ENDED, NOW), Map.of(Form.JSON, Octets.utf8("{}"))))
            .isTrue();
      }
      assertThat(store.list(LAMP, 99)).hasSize(ConformanceStore.MOST_OF_A_DEVICE);
      assertThat(store.find("r2")).isEmpty();
      assertThat(store.report("r2", Form.JSON)).isEmpty();
      assertThat(store.report("r3", Form.JSON)).isPresent();
    }
  }
}
