package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore.Lookup;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.protocol.dm.DmUri;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An order to a node that this program cannot read keeps neither its device nor the others
/// waiting.
class UnreadableOrderTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant UNTIL = NOW.plusSeconds(60);
  private static final DeviceId DEVICE = new DeviceId("IMEI:1");

  @TempDir private Path directory;
  private SqlUnderTest stores;

  @BeforeEach
  void twoOrdersOfWhichOneIsUnreadable() {
    stores = SqlUnderTest.sqlite(directory);
    stores
        .devices()
        .add(Device.enrolled(DEVICE, "strict", Optional.empty(), Optional.empty(), NOW));
    for (String node : List.of("./A", "./B"))
      stores
          .nodeOrders()
          .add(
              DEVICE,
              new NodeRequest(NodeRequest.Command.GET, DmUri.of(node), Optional.empty()),
              NOW,
              UNTIL);
    stores.close();
    Jdbi.create("jdbc:sqlite:" + directory.resolve(Sqlite.FILE))
        .useHandle(
            handle -> handle.execute("UPDATE node_order SET request = '{' WHERE number = 1"));
    stores = SqlUnderTest.sqlite(directory);
  }

  @AfterEach
  void close() {
    stores.close();
  }

  private List<Long> open() {
    return stores
        .exchange()
        .load(DEVICE, new Lookup(Set.of(), false, Optional.empty()))
        .orders()
        .stream()
        .map(NodeOrder::number)
        .toList();
  }

  @Test
  void theDeviceIsServedAndTheOrderIsRefused() {
    assertThat(open()).containsExactly(2L);
    assertThat(stores.nodeOrders().list(DEVICE, Long.MAX_VALUE, 9))
        .extracting(NodeOrder::number)
        .containsExactly(2L);
    stores.close();
    List<String> states =
        Jdbi.create("jdbc:sqlite:" + directory.resolve(Sqlite.FILE))
            .withHandle(
                handle ->
                    handle
                        .createQuery("SELECT state FROM node_order ORDER BY number")
                        .mapTo(String.class)
                        .list());
    assertThat(states).containsExactly("REFUSED", "QUEUED");
  }

  @Test
  void theOthersExpire() {
    assertThat(stores.nodeOrders().expire(UNTIL, 9)).isEqualTo(1);
    assertThat(stores.nodeOrders().expire(UNTIL, 9)).isZero();
    assertThat(open()).isEmpty();
  }
}
