package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.Task.Grouping;
import io.fumarole.protocol.dm.session.Task.Order;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Devices whose messages hold next to nothing, with credentials in both directions and a package 1
/// in two messages. Spec: syncml-dm 3.1 and 7, field-notes 1.
class SmallMessagesTest {
  private static final int LARGEST = 3_000;

  /// Sizes fall on every octet of a command, in one device or another.
  private static final int STEP = 5;

  /// A session of a device that takes the last one for over has had all its messages by then.
  private static final int MOST_MESSAGES = 60;

  private static final String LONG_URI = "https://fota." + "x".repeat(150) + ".example/dm";

  static Stream<Arguments> devices() {
    List<Arguments> all = new ArrayList<>();
    for (Form form : List.of(Form.XML, Form.WBXML))
      for (AuthScheme scheme : List.of(AuthScheme.NONE, AuthScheme.BASIC, AuthScheme.MD5))
        for (String uri : List.of("http://server/dm", LONG_URI))
          for (boolean inTwo : List.of(true, false))
            all.add(Arguments.of(form.encoding().name(), form, scheme, uri, inTwo));
    return all.stream();
  }

  @ParameterizedTest(name = "{0}, {2}, {3}, package 1 in two messages: {4}")
  @MethodSource("devices")
  void everyMessageFitsAndHasSomethingToAnswerWhileThereIsMore(
      String encoding, Form form, AuthScheme scheme, String uri, boolean inTwo) {
    for (int size = 1; size <= LARGEST; size += STEP) {
      var desk = new ServerDesk();
      desk.form = form;
      desk.clientScheme = scheme;
      desk.serverScheme = scheme;
      desk.serverUri = uri;
      desk.target = uri;
      desk.meta = Meta.NONE.withLimits(size, 1 << 20);
      desk.tasks = List.of(gets(), sequence());
      desk.show(scheme);
      List<Fact> facts = new ArrayList<>();
      open(desk, inTwo, facts);
      while (!desk.said.state().isOver() && desk.msgId < MOST_MESSAGES) {
        check(desk, size);
        answer(desk, facts);
      }
      check(desk, size);
      String as = "MaxMsgSize " + size;
      assertThat(desk.said.state().isOver()).as(as + " comes to an end").isTrue();
      assertThat(facts.stream().filter(f -> f instanceof Fact.Answered)).as(as).hasSize(5);
    }
  }

  private static void open(ServerDesk desk, boolean inTwo, List<Fact> facts) {
    Command[] opening = desk.opening();
    if (inTwo) {
      desk.isFinal = false;
      say(desk, facts, opening[0]);
      desk.isFinal = true;
      say(desk, facts, desk.header("200", Optional.empty()), opening[1]);
    } else {
      say(desk, facts, opening);
    }
  }

  private static void answer(ServerDesk desk, List<Fact> facts) {
    boolean goesOn = !desk.reply.isFinal();
    desk.isFinal = desk.reply.isFinal();
    Command[] more = goesOn ? new Command[] {ServerDesk.nextMessage(99)} : new Command[0];
    say(desk, facts, desk.answers("200", more));
  }

  private static void say(ServerDesk desk, List<Fact> facts, Command... commands) {
    desk.say(commands);
    facts.addAll(desk.facts());
    facts.addAll(desk.said.facts());
  }

  private static void check(ServerDesk desk, int size) {
    String as = "MaxMsgSize " + size + ", message " + desk.msgId + ": " + desk.reply.commands();
    if (!desk.said.state().isOver()) assertThat(desk.asked()).as(as).isNotEmpty();
    long statuses = desk.reply.commands().stream().filter(c -> c instanceof Status).count();
    boolean isSmallest = statuses <= 2 && desk.asked().size() <= 1;
    if (!isSmallest) assertThat(desk.said.body().length()).as(as).isLessThanOrEqualTo(size);
  }

  private static Task gets() {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < 3; i++) orders.add(new Order.Get("./Some/Node/" + i));
    return new Task.Run(1, Grouping.PLAIN, orders);
  }

  private static Task sequence() {
    return new Task.Run(
        2,
        Grouping.SEQUENCE,
        List.of(
            new Order.Replace("./F/PkgURL", Meta.NONE, Data.text("http://x/" + "y".repeat(80))),
            new Order.Exec("./F", Optional.of(new Correlator("c")))));
  }
}
