package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.exchange.Place.Activity;
import io.fumarole.campaign.node.NodeAnswer;
import io.fumarole.campaign.node.NodeAnswer.Node;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.campaign.node.NodeRequest.Command;
import io.fumarole.campaign.node.OrderRequest;
import io.fumarole.campaign.node.UserQuestion;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.dm.session.Task.Order;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Carries the orders of operators to single nodes, and what the device says to them.
final class NodeTalk {
  /// Of what can stand side by side in one message.
  private static final int MOST_AT_ONCE = 16;

  private final Work work;

  NodeTalk(Work work) {
    this.work = work;
  }

  /// What is sent next, in the order in which it was given: only Gets stand side by side, because a
  /// device may carry out what stands so in any order.
  List<NodeOrder> due() {
    if (work.device().standing() == Device.Standing.PENDING) return List.of();
    List<NodeOrder> due =
        work.orders().stream().filter(order -> order.isDueAt(work.now())).toList();
    List<NodeOrder> gets = due.stream().takeWhile(NodeTalk::isGet).limit(MOST_AT_ONCE).toList();
    return gets.isEmpty() ? due.stream().limit(1).toList() : gets;
  }

  private static boolean isGet(NodeOrder order) {
    return order.request() instanceof NodeRequest(Command command, _, _) && command == Command.GET;
  }

  Task send(List<NodeOrder> due, int task) {
    for (NodeOrder order : due) work.put(order.sent());
    List<Order> orders = due.stream().map(order -> command(order.request())).toList();
    return new Task.Run(task, Task.Grouping.PLAIN, orders);
  }

  private static Order command(OrderRequest request) {
    return switch (request) {
      case UserQuestion(var interaction) -> new Order.Ask(interaction);
      case NodeRequest onNode -> command(onNode);
    };
  }

  private static Order command(NodeRequest request) {
    String locUri = request.node().toString();
    return switch (request.command()) {
      case GET -> new Order.Get(locUri);
      case REPLACE -> {
        NodeRequest.Value value = request.value().orElseThrow();
        yield new Order.Replace(locUri, meta(value), Data.octets(value.octets()));
      }
      case ADD ->
          new Order.Add(
              locUri,
              request.value().map(NodeTalk::meta).orElseGet(() -> Meta.format("node")),
              request.value().map(value -> Data.octets(value.octets())));
      case DELETE -> new Order.Delete(locUri);
      case EXEC -> new Order.Exec(locUri, Optional.empty());
    };
  }

  private static Meta meta(NodeRequest.Value value) {
    return value.type().isEmpty()
        ? Meta.format(value.format())
        : Meta.of(value.format(), value.type());
  }

  /// The device's package is complete: what it has not answered by now it will not.
  void answered(Activity.Asking asking, List<Fact> facts) {
    for (int i = 0; i < asking.numbers().size(); i++) {
      int index = i;
      Optional<NodeOrder> order = open(asking, index);
      if (order.isEmpty()) continue;
      List<Node> read = read(order.get(), asking, i, facts);
      // Results without a Status are an answer as well.
      Optional<StatusCode> status =
          status(asking, i, facts)
              .or(() -> Optional.of(StatusCode.OK).filter(ok -> !read.isEmpty()));
      work.put(
          status
              .map(code -> answered(order.get(), code, read, said(asking, index, facts)))
              .orElseGet(() -> order.get().unanswered(work.now())));
    }
  }

  /// The session is over: what stands without an answer is taken up in the next one.
  void concluded(Activity.Asking asking, List<Fact> facts) {
    for (int i = 0; i < asking.numbers().size(); i++) {
      Optional<NodeOrder> order = open(asking, i);
      Optional<StatusCode> status = status(asking, i, facts);
      if (order.isEmpty() || status.isEmpty()) continue;
      List<Node> read = read(order.get(), asking, i, facts);
      work.put(answered(order.get(), status.get(), read, said(asking, i, facts)));
    }
  }

  private NodeOrder answered(
      NodeOrder order, StatusCode status, List<Node> read, List<String> said) {
    return switch (order.request()) {
      case UserQuestion question -> order.said(question, status, said, work.now());
      case NodeRequest _ -> order.answered(status, read, work.now());
    };
  }

  private static List<String> said(Activity.Asking asking, int index, List<Fact> facts) {
    return facts.stream()
        .flatMap(fact -> fact instanceof Fact.UserSaid it ? Stream.of(it) : Stream.empty())
        .filter(it -> it.task() == asking.task() && it.order() == index)
        .map(Fact.UserSaid::answers)
        .findFirst()
        .orElse(List.of());
  }

  /// One that has ended since it was sent is not even loaded.
  private Optional<NodeOrder> open(Activity.Asking asking, int index) {
    return work.order(asking.numbers().get(index))
        .filter(order -> order.state() == NodeOrder.State.SENT);
  }

  private static Optional<StatusCode> status(Activity.Asking asking, int index, List<Fact> facts) {
    return facts.stream()
        .flatMap(fact -> fact instanceof Fact.Answered it ? Stream.of(it) : Stream.empty())
        .filter(it -> it.task() == asking.task() && it.order() == index)
        .map(Fact.Answered::status)
        .findFirst();
  }

  private static List<Node> read(
      NodeOrder order, Activity.Asking asking, int index, List<Fact> facts) {
    if (!isGet(order)) return List.of();
    List<Node> read = new ArrayList<>();
    int room = NodeAnswer.MOST_OCTETS;
    for (Fact fact : facts) {
      if (!(fact instanceof Fact.ValueRead value) || !isOf(value, order, asking, index)) continue;
      if (read.size() == NodeAnswer.MOST_NODES) break;
      Node node = node(value, room);
      room -= node.octets().length();
      read.add(node);
    }
    return read;
  }

  /// By the order that asked, or by the address when the device does not say which that was.
  private static boolean isOf(
      Fact.ValueRead value, NodeOrder order, Activity.Asking asking, int index) {
    if (value.order() >= 0) return value.task() == asking.task() && value.order() == index;
    return order.request() instanceof NodeRequest(_, DmUri node, _)
        && value.locUri().equals(node.toString());
  }

  private static Node node(Fact.ValueRead value, int room) {
    boolean isSecret = NodeRequest.isSecret(value.locUri());
    Octets all =
        switch (value.data()) {
          case Data.Value(var octets) -> octets;
          case Data.Embedded embedded -> Octets.utf8(embedded.text());
        };
    int kept = isSecret ? 0 : Math.min(all.length(), room);
    return new Node(
        value.locUri(),
        value.meta().format().orElse(""),
        value.meta().type().orElse(""),
        all.slice(0, kept),
        kept < all.length());
  }
}
