package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.ExchangeStore.Changes;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.SessionChange;
import io.fumarole.campaign.node.NodeAnswer.Node;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeOrder.State;
import io.fumarole.campaign.node.NodeOrderStore;
import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.campaign.node.NodeRequest.Command;
import io.fumarole.campaign.node.NodeRequest.Value;
import io.fumarole.campaign.node.UserQuestion;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What every storage of orders to nodes keeps.
public abstract class NodeOrderContract extends StoreContract {
  private static final Instant UNTIL = NOW.plusSeconds(3_600);

  @BeforeEach
  void enrol() {
    stores().devices().add(device(DEVICE));
  }

  private NodeOrderStore orders() {
    return stores().nodeOrders();
  }

  private static NodeRequest get(String node) {
    return new NodeRequest(Command.GET, DmUri.of(node), Optional.empty());
  }

  private NodeOrder add(String node) {
    return orders().add(DEVICE, get(node), NOW, UNTIL).orElseThrow();
  }

  private boolean commit(Loaded asRead, NodeOrder... changed) {
    return stores()
        .exchange()
        .commit(
            asRead,
            new Changes(
                asRead.device(),
                new SessionChange.Put(session(DEVICE, "k1", 1)),
                List.of(),
                List.of(changed),
                List.of()));
  }

  @Test
  void ordersOfADeviceAreCountedAndComeBackAsTheyWere() {
    var value = new Value("chr", "text/plain", Octets.utf8("ö, <&>"));
    var write = new NodeRequest(Command.REPLACE, DmUri.of("./A/B"), Optional.of(value));
    NodeOrder first = orders().add(DEVICE, write, NOW, UNTIL).orElseThrow();
    NodeOrder second = add("./C");
    assertThat(List.of(first.number(), second.number())).containsExactly(1L, 2L);
    reopen();
    assertThat(orders().find(DEVICE, 1)).contains(first);
    assertThat(orders().find(DEVICE, 3)).isEmpty();
    assertThat(orders().find(OTHER, 1)).isEmpty();
    assertThat(orders().list(DEVICE, Long.MAX_VALUE, 9)).containsExactly(second, first);
    assertThat(orders().list(DEVICE, 2, 9)).containsExactly(first);
    assertThat(orders().list(DEVICE, Long.MAX_VALUE, 1)).containsExactly(second);
    assertThat(orders().add(OTHER, get("./A"), NOW, UNTIL)).isEmpty();
  }

  @Test
  void aQuestionAndWhatTheUserSaidComeBackAsTheyWere() {
    var question =
        new UserQuestion(
            new Interaction(
                AlertCode.SINGLE_CHOICE,
                "When, \"ö\"?",
                List.of("Now", "Later"),
                Optional.empty(),
                Optional.of(60),
                Optional.of("2"),
                Interaction.Input.ANY));
    NodeOrder asked = orders().add(DEVICE, question, NOW, UNTIL).orElseThrow();
    assertThat(load().orders()).containsExactly(asked);
    NodeOrder said = asked.sent().said(question, StatusCode.OK, List.of("1"), NOW);
    assertThat(orders().update(said)).isTrue();
    reopen();
    assertThat(orders().find(DEVICE, 1)).contains(said.withRevision(1));
  }

  @Test
  void aDeviceHasOnlySoManyOpenOnes() {
    for (int i = 0; i < NodeOrderStore.MOST_OPEN; i++) add("./N" + i);
    assertThat(orders().add(DEVICE, get("./A"), NOW, UNTIL)).isEmpty();
    NodeOrder first = orders().find(DEVICE, 1).orElseThrow();
    assertThat(orders().update(first.cancelled(NOW))).isTrue();
    assertThat(orders().add(DEVICE, get("./A"), NOW, UNTIL)).isPresent();
    assertThat(load().orders()).hasSize(ExchangeStore.MOST_ORDERS);
    assertThat(load().orders().getFirst().number()).isEqualTo(2);
  }

  @Test
  void whatIsLongOverIsForgotten() {
    NodeOrder old = add("./A");
    for (int i = 0; i < NodeOrderStore.MOST_KEPT; i++)
      orders().update(add("./B" + i).cancelled(NOW));
    assertThat(orders().find(DEVICE, 1)).contains(old);
    orders().update(old.cancelled(NOW));
    add("./C");
    assertThat(orders().find(DEVICE, 1)).isEmpty();
    assertThat(orders().find(DEVICE, 3)).isPresent();
  }

  @Test
  void aMessageReadsTheOpenOnesAndStoresWhatTheDeviceSays() {
    NodeOrder order = add("./DevInfo/Mod");
    orders().update(add("./DevInfo/Man").cancelled(NOW));
    Loaded before = load();
    assertThat(before.orders()).containsExactly(order);
    assertThat(commit(before, order.sent())).isTrue();
    Loaded sent = load();
    assertThat(sent.orders().getFirst().state()).isEqualTo(State.SENT);
    assertThat(sent.orders().getFirst().sendings()).isEqualTo(1);
    var node = new Node("./DevInfo/Mod", "chr", "", Octets.utf8("M-1"), false);
    NodeOrder answered =
        sent.orders().getFirst().answered(StatusCode.OK, List.of(node), NOW.plusSeconds(1));
    assertThat(
            stores()
                .exchange()
                .commit(
                    sent,
                    new Changes(
                        Optional.empty(),
                        new SessionChange.Keep(),
                        List.of(),
                        List.of(answered),
                        List.of())))
        .isTrue();
    assertThat(load().orders()).isEmpty();
    reopen();
    assertThat(orders().find(DEVICE, 1)).contains(answered.withRevision(2));
  }

  @Test
  void anOrderThatWasCancelledMeanwhileIsNotSent() {
    NodeOrder order = add("./A");
    Loaded before = load();
    assertThat(orders().update(order.cancelled(NOW))).isTrue();
    assertThat(commit(before, order.sent())).isFalse();
    assertThat(load().session()).isEmpty();
    assertThat(orders().update(order.sent())).isFalse();
    assertThat(orders().find(DEVICE, 1).orElseThrow().state()).isEqualTo(State.CANCELLED);
  }

  @Test
  void whatWaitedForTooLongEnds() {
    NodeOrder queued = add("./A");
    NodeOrder sent = add("./B");
    orders().update(sent.sent());
    assertThat(orders().expire(UNTIL.minusMillis(1), 9)).isZero();
    assertThat(orders().expire(UNTIL, 9)).isEqualTo(2);
    assertThat(orders().expire(UNTIL, 9)).isZero();
    assertThat(orders().find(DEVICE, queued.number()).orElseThrow().state())
        .isEqualTo(State.EXPIRED);
    assertThat(orders().find(DEVICE, sent.number()).orElseThrow().state())
        .isEqualTo(State.UNANSWERED);
    assertThat(load().device()).map(Device::id).contains(DEVICE);
  }
}
