package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.session.Task.Grouping;
import io.fumarole.protocol.dm.session.Task.Order;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Results;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// Packages, statuses and results. Spec: syncml-dm 1 to 6, field-notes.
class ServerPackagesTest {
  private final ServerDesk desk = new ServerDesk();

  private static Task gets(int count) {
    List<Order> orders =
        IntStream.range(0, count).<Order>mapToObj(i -> new Order.Get("./Some/Node/" + i)).toList();
    return new Task.Run(1, Grouping.PLAIN, orders);
  }

  private static Task sequence() {
    return new Task.Run(
        1,
        Grouping.SEQUENCE,
        List.of(
            new Order.Replace("./F/PkgURL", Meta.NONE, Data.text("http://x")),
            new Order.Exec("./F", Optional.of(new Correlator("c")))));
  }

  @Test
  void answersPackageOneAndEndsWhenThereIsNothingToDo() {
    desk.say(desk.opening());
    assertThat(desk.statuses()).containsExactly("SyncHdr/0 200", "Alert/1 200", "Replace/2 200");
    assertThat(desk.reply.isFinal()).isTrue();
    assertThat(desk.said.state().isOver()).isTrue();
    assertThat(desk.facts()).hasSize(1).first().isInstanceOf(Fact.Inventory.class);
  }

  @ParameterizedTest
  @EnumSource(Form.Encoding.class)
  void spreadsItsCommandsOverMessagesOfTheDevicesSize(Form.Encoding encoding) {
    int smallest = encoding == Form.Encoding.XML ? 1_600 : 512;
    for (int size = smallest; size <= 6_000; size += 97) {
      var each = new ServerDesk();
      each.form = encoding == Form.Encoding.XML ? Form.XML : Form.WBXML;
      each.meta = Meta.NONE.withLimits(size, 1 << 20);
      each.tasks = List.of(gets(60));
      each.say(each.opening());
      int asked = 0;
      while (!each.said.state().isOver()) {
        assertThat(each.said.body().length()).as("MaxMsgSize " + size).isLessThanOrEqualTo(size);
        asked += each.asked().size();
        each.isFinal = each.reply.isFinal();
        Command[] more = each.isFinal ? new Command[0] : new Command[] {ServerDesk.nextMessage(99)};
        each.say(each.answers("404", more));
        assertThat(each.msgId).isLessThan(80);
      }
      assertThat(asked).isEqualTo(60);
      assertThat(each.facts()).hasSize(60);
    }
  }

  /// Some say their own size in the first message, and repeat ours in the next ones.
  @Test
  void theSmallestSizeOfASessionHolds() {
    desk.meta = Meta.NONE.withLimits(900, 1 << 20);
    desk.isFinal = false;
    desk.say(desk.opening());
    desk.isFinal = true;
    desk.metaLater = Meta.NONE.withLimits(20_000, 1 << 20);
    desk.tasks = List.of(gets(60));
    desk.say(desk.header("200", Optional.empty()));
    assertThat(desk.said.body().length()).isBetween(700, 900);
    desk.metaLater = Meta.NONE.withLimits(700, 1 << 20);
    desk.say(desk.answers("404"));
    assertThat(desk.said.body().length()).isBetween(500, 700);
  }

  @Test
  void tellsOfACommandThatNoMessageHolds() {
    desk.meta = Meta.NONE.withLimits(600, 1 << 20);
    desk.tasks =
        List.of(new Task.Run(1, Grouping.PLAIN, List.of(new Order.Get("./" + "x".repeat(900)))));
    desk.say(desk.opening());
    List<Fact> facts = new ArrayList<>(desk.said.facts());
    for (int i = 0; i < 5 && facts.isEmpty(); i++) {
      desk.isFinal = false;
      desk.say(desk.header("200", Optional.empty()), ServerDesk.nextMessage(2));
      facts.addAll(desk.said.facts());
    }
    assertThat(facts).containsExactly(new Fact.Answered(1, 0, StatusCode.TOO_LARGE));
  }

  @Test
  void asksForTheRestOfADevicesPackage() {
    desk.isFinal = false;
    desk.say(desk.opening());
    assertThat(desk.asked()).containsExactly(ServerDesk.nextMessage(4));
    assertThat(desk.reply.isFinal()).isFalse();
    assertThat(desk.isTurn()).isFalse();
  }

  @Test
  void pairsStatusesInAnyOrderAndResultsThatComeAfterThem() {
    desk.tasks = List.of(gets(3));
    desk.say(desk.opening());
    List<Command> asked = desk.asked();
    desk.say(
        desk.header("200", Optional.empty()),
        desk.status(2, asked.get(2), "404"),
        desk.status(3, asked.get(0), "200"),
        result(4, asked.get(0), "Some/Node/0", "value"),
        desk.status(5, asked.get(1), "200"));
    assertThat(desk.facts())
        .contains(
            new Fact.Answered(1, 2, new StatusCode(404)),
            new Fact.Answered(1, 0, StatusCode.OK),
            new Fact.Answered(1, 1, StatusCode.OK),
            new Fact.ValueRead(1, 0, "Some/Node/0", Meta.NONE, Data.text("value")));
  }

  /// Statuses first, and 1222 to be let go on: the Get has not failed.
  @Test
  void waitsForResultsThatComeInTheNextMessage() {
    desk.tasks = List.of(gets(2));
    desk.say(desk.opening());
    List<Command> asked = desk.asked();
    desk.isFinal = false;
    var first = desk.reply;
    desk.say(
        desk.header("200", Optional.empty()),
        desk.status(2, asked.get(0), "200"),
        desk.status(3, asked.get(1), "404"),
        ServerDesk.alert(4, "1222"));
    assertThat(desk.isTurn()).isFalse();
    assertThat(desk.statuses()).contains("Alert/4 200");
    assertThat(desk.reply.isFinal()).isFalse();
    desk.isFinal = true;
    Results late =
        new Results(
            CmdId.of(2),
            Optional.of(first.header().msgId()),
            asked.get(0).cmdId(),
            Meta.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(Item.source("Some/Node/0", Meta.NONE, Data.text("value"))));
    desk.say(desk.header("200", Optional.empty()), late);
    assertThat(desk.facts())
        .contains(new Fact.Answered(1, 0, StatusCode.OK))
        .anyMatch(
            f -> f instanceof Fact.ValueRead(_, _, var uri, _, _) && uri.equals("Some/Node/0"))
        .noneMatch(f -> f instanceof Fact.Unanswered);
  }

  /// The Results that were promised never come: 1222 once more is the end of the package.
  @Test
  void doesNotWaitForResultsTwice() {
    desk.tasks = List.of(gets(1));
    desk.say(desk.opening());
    Command get = desk.asked().getFirst();
    desk.isFinal = false;
    desk.say(
        desk.header("200", Optional.empty()),
        desk.status(2, get, "200"),
        ServerDesk.alert(3, "1222"));
    assertThat(desk.isTurn()).isFalse();
    desk.say(desk.header("200", Optional.empty()), ServerDesk.alert(2, "1222"));
    assertThat(desk.isTurn()).isTrue();
  }

  @Test
  void readsSeveralValuesFromOneResultsByTheirAddresses() {
    desk.tasks = List.of(gets(2));
    desk.say(desk.opening());
    List<Command> asked = desk.asked();
    Results all =
        new Results(
            CmdId.of(4),
            Optional.of(desk.reply.header().msgId()),
            asked.get(0).cmdId(),
            Meta.NONE,
            Optional.empty(),
            Optional.empty(),
            List.of(
                Item.source("Some/Node/1", Meta.NONE, Data.text("b")),
                Item.source("Some/Node/0", Meta.NONE, Data.text("a"))));
    desk.say(
        desk.header("200", Optional.empty()),
        desk.status(2, asked.get(0), "200"),
        desk.status(3, asked.get(1), "200"),
        all);
    assertThat(desk.facts())
        .contains(
            new Fact.ValueRead(-1, -1, "Some/Node/0", Meta.NONE, Data.text("a")),
            new Fact.ValueRead(-1, -1, "Some/Node/1", Meta.NONE, Data.text("b")));
  }

  @Test
  void tellsOfCommandsWithoutAStatus() {
    desk.tasks = List.of(gets(2));
    desk.say(desk.opening());
    desk.say(desk.header("200", Optional.empty()), desk.status(2, desk.asked().get(1), "200"));
    assertThat(desk.facts())
        .containsExactly(new Fact.Answered(1, 1, StatusCode.OK), new Fact.Unanswered(1, 0));
  }

  @Test
  void takesTheFirstOfSeveralStatusesForOneCommand() {
    desk.tasks = List.of(gets(1));
    desk.say(desk.opening());
    Command get = desk.asked().getFirst();
    desk.say(
        desk.header("200", Optional.empty()),
        desk.status(2, get, "200"),
        desk.status(3, get, "404"));
    assertThat(desk.facts()).containsExactly(new Fact.Answered(1, 0, StatusCode.OK));
  }

  /// `0` is what some clients say for "not executed".
  @ParameterizedTest
  @CsvSource({"0, false", "215, false", "200, true", "abc, false"})
  void readsAnyStatus(String code, boolean isSuccess) {
    desk.tasks = List.of(gets(1));
    desk.say(desk.opening());
    desk.say(desk.answers(code));
    assertThat(((Fact.Answered) desk.facts().getFirst()).status().isSuccess()).isEqualTo(isSuccess);
  }

  @Test
  void takesTheRefusalOfASequenceForAllInIt() {
    desk.tasks = List.of(sequence());
    desk.say(desk.opening());
    desk.say(desk.header("200", Optional.empty()), desk.status(2, desk.asked().getFirst(), "406"));
    assertThat(desk.facts())
        .containsExactly(
            new Fact.GroupRefused(1, StatusCode.NOT_SUPPORTED),
            new Fact.Answered(1, 0, StatusCode.NOT_SUPPORTED),
            new Fact.Answered(1, 1, StatusCode.NOT_SUPPORTED));
  }

  @Test
  void doesNotTakeASequencesAcceptanceForThoseInIt() {
    desk.tasks = List.of(sequence());
    desk.say(desk.opening());
    desk.say(desk.header("200", Optional.empty()), desk.status(2, desk.asked().getFirst(), "200"));
    assertThat(desk.facts()).containsExactly(new Fact.Unanswered(1, 0), new Fact.Unanswered(1, 1));
  }

  @Test
  void doesNotConfuseTheStatusesOfOtherMessages() {
    desk.tasks = List.of(gets(1));
    desk.say(desk.opening());
    var status = desk.status(2, desk.asked().getFirst(), "200");
    var stale =
        new Command.Status(
            status.cmdId(),
            io.fumarole.protocol.syncml.MsgId.of(7),
            status.cmdRef(),
            status.cmd(),
            List.of(),
            List.of(),
            Optional.empty(),
            "200",
            List.of());
    desk.say(desk.header("200", Optional.empty()), stale);
    assertThat(desk.facts()).containsExactly(new Fact.Unanswered(1, 0));
  }

  @Test
  void putsALargeResultTogether() {
    assertThat(large("6", "abc", "def"))
        .contains(new Fact.ValueRead(1, 0, "./N", sized("6"), Data.text("abcdef")));
    assertThat(desk.statuses()).doesNotContain("Results/3 424");
  }

  @ParameterizedTest // syncml-dm 7: b64 is how a value travels
  @CsvSource({
    "b64, Mi4w, 2.0",
    "B64, ' Mi\n4w ', 2.0",
    "b64, not base64!, not base64!",
    "chr, Mi4w, Mi4w"
  })
  void decodesAResultInBase64AndKeepsWhatIsNone(String format, String sent, String read) {
    desk.tasks = List.of(gets(1));
    desk.say(desk.opening());
    Command get = desk.asked().getFirst();
    Item item = Item.source("./N", Meta.format(format), Data.text(sent));
    desk.say(
        desk.header("200", Optional.empty()), desk.status(2, get, "200"), results(3, get, item));
    assertThat(desk.facts())
        .contains(new Fact.ValueRead(1, 0, "./N", Meta.format(format), Data.text(read)));
  }

  @Test
  void decodesALargeResultInBase64OnceItIsWhole() {
    Meta meta = sized("8").withFormat("b64");
    assertThat(large(meta, "QUJD", "REVG"))
        .contains(new Fact.ValueRead(1, 0, "./N", meta, Data.text("ABCDEF")));
  }

  @Test
  void refusesALargeResultOfAnotherSizeThanAnnounced() {
    assertThat(large("7", "abc", "def")).noneMatch(f -> f instanceof Fact.ValueRead);
    assertThat(desk.statuses()).contains("Results/3 424");
  }

  private static Meta sized(String size) {
    return Meta.NONE.withSize(Long.parseLong(size));
  }

  private List<Fact> large(String size, String first, String second) {
    return large(sized(size), first, second);
  }

  private List<Fact> large(Meta meta, String first, String second) {
    desk.tasks = List.of(new Task.Run(1, Grouping.PLAIN, List.of(new Order.Get("./N"))));
    desk.say(desk.opening());
    Command get = desk.asked().getFirst();
    desk.isFinal = false;
    Item chunk = Item.source("./N", meta, Data.text(first)).withMoreData();
    desk.say(
        desk.header("200", Optional.empty()), desk.status(2, get, "200"), results(3, get, chunk));
    assertThat(desk.statuses()).contains("Results/3 213");
    assertThat(desk.asked()).hasSize(1).allMatch(c -> ((Command.Alert) c).code().equals("1222"));
    assertThat(desk.reply.isFinal()).isFalse();
    desk.isFinal = true;
    Item last = Item.source("./N", Meta.NONE, Data.text(second));
    desk.say(desk.header("200", Optional.empty()), results(3, get, last));
    return desk.facts();
  }

  /// A client sends only Replace, Alert, Results and Status.
  @ParameterizedTest
  @CsvSource({"Get, 405", "Put, 406", "Sync, 406", "Map, 406"})
  void refusesWhatADeviceMayNotSend(String name, String code) {
    Command command =
        name.equals("Get")
            ? new Command.Get(CmdId.of(9), Meta.NONE, List.of(Item.target("./X")))
            : new Command.Unsupported(CmdId.of(9), name);
    desk.form = Form.XML;
    desk.say(desk.opening()[0], command);
    assertThat(desk.statuses())
        .containsExactly("SyncHdr/0 200", "Alert/1 200", name + "/9 " + code);
  }

  @Test
  void endsAfterAnAbort() {
    desk.tasks = List.of(gets(2));
    desk.say(desk.opening());
    desk.say(desk.header("200", Optional.empty()), ServerDesk.alert(2, "1223"));
    assertThat(desk.statuses()).containsExactly("SyncHdr/0 200", "Alert/2 200");
    assertThat(desk.reply.isFinal()).isTrue();
    assertThat(desk.said.state().isOver()).isTrue();
    assertThat(desk.facts()).contains(new Fact.Unanswered(1, 0), new Fact.Unanswered(1, 1));
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, DM/1.0, 505, 1.2 1.1",
    "'', '', 505, 1.2 1.1",
    "1.1, DM/1.2, 513, DM/1.2 DM/1.1 DM/1.3",
    "1.2, DM/1.1, 513, DM/1.2 DM/1.1 DM/1.3",
    "1.2, DM/2.0, 513, DM/1.2 DM/1.1 DM/1.3"
  })
  void refusesAnotherVersionAndNamesItsOwn(String dtd, String proto, String code, String named) {
    desk.verDtd = dtd;
    desk.verProto = proto;
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo(code);
    assertThat(desk.headerStatus().items())
        .isEqualTo(Stream.of(named.split(" ")).map(Item::data).toList());
    assertThat(desk.heard).isInstanceOf(Heard.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({"1224, 406", "1226, 412", "1222, 200", "9999, 406"})
  void answersTheDevicesAlerts(String alert, String code) {
    desk.say(desk.opening()[0], ServerDesk.alert(2, alert));
    assertThat(desk.statuses()).contains("Alert/2 " + code);
  }

  @Test
  void refusesOtherNodesThanTheDevicesOwnInventory() {
    Item other = Item.source("./Vendor/Device", Meta.NONE, Data.text("x"));
    desk.say(new Command.Replace(CmdId.of(2), Meta.NONE, List.of(other)));
    assertThat(desk.statuses()).containsExactly("SyncHdr/0 200", "Replace/2 405");
  }

  private Results result(int cmdId, Command get, String uri, String value) {
    return results(cmdId, get, Item.source(uri, Meta.NONE, Data.text(value)));
  }

  private Results results(int cmdId, Command get, Item item) {
    return new Results(
        CmdId.of(cmdId),
        Optional.of(desk.reply.header().msgId()),
        get.cmdId(),
        Meta.NONE,
        Optional.empty(),
        Optional.empty(),
        List.of(item));
  }
}
