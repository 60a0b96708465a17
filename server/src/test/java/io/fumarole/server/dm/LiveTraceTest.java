package io.fumarole.server.dm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Entry;
import io.fumarole.campaign.memory.MemoryTrace;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveTraceTest {
  private static final Entry ENTRY =
      new Entry(
          "s1",
          "1",
          new DeviceId("IMEI:1"),
          Instant.EPOCH,
          true,
          "application/vnd.syncml.dm+xml",
          Octets.utf8("<SyncML/>"),
          9,
          Optional.empty());

  private final MemoryTrace store = new MemoryTrace();

  @Test
  void keepsEntriesAndTellsListeners() {
    var trace = new LiveTrace(store, true);
    List<Entry> heard = new ArrayList<>();
    trace.listen(heard::add);
    trace.append(List.of(ENTRY));
    assertThat(store.entries()).containsExactly(ENTRY);
    assertThat(heard).containsExactly(ENTRY);
  }

  @Test
  void keepsNothingWhenItIsOffButStillTellsListeners() {
    var trace = new LiveTrace(store, false);
    assertThat(trace.isWanted()).isFalse();
    List<Entry> heard = new ArrayList<>();
    trace.listen(heard::add);
    assertThat(trace.isWanted()).isTrue();
    trace.append(List.of(ENTRY));
    assertThat(store.entries()).isEmpty();
    assertThat(heard).containsExactly(ENTRY);
  }
}
