package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.dm.session.Conversation.alert;
import static io.fumarole.protocol.dm.session.Conversation.brief;
import static io.fumarole.protocol.dm.session.Conversation.exec;
import static io.fumarole.protocol.dm.session.Conversation.get;
import static io.fumarole.protocol.dm.session.Conversation.headerStatus;
import static io.fumarole.protocol.dm.session.Conversation.next;
import static io.fumarole.protocol.dm.session.Conversation.replace;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Packages, messages, sizes, and how a session ends. Spec: Protocol 6 to 8, syncml-dm 1, 2 and 7.
class ClientMessagesTest {
  private static final String NAME = "./FwUpdate/FwPkg1/PkgName";
  private static final Optional<Meta> NO_CHAL = Optional.empty();

  private final Conversation conversation = new Conversation();

  // ---- The end

  @Test
  void packageOneAnnouncesTheSessionTheAlertsAndTheDevice() {
    conversation.opening = Conversation.opening(report("r1", "dl-1"));
    Message first = conversation.start();
    assertThat(brief(first)).containsExactly("Alert 1201", "Alert 1226", "Replace", "Final");
    assertThat(first.header().meta().maxMsgSizeNumber()).isEqualTo(OptionalLong.of(20_000));
    assertThat(first.header().meta().maxObjSizeNumber()).isEqualTo(OptionalLong.of(1_000_000));
    assertThat(conversation.sending().target()).isEqualTo("http://server/dm");
  }

  @Test
  void aPackageWithoutCommandsEndsTheSessionWithoutALoneStatus() {
    conversation.start();
    conversation.hears(conversation.message(200, NO_CHAL, true));
    assertThat(conversation.step).isEqualTo(new Step.Ended(Step.Ending.COMPLETE));
  }

  @Test
  void aPackageThatHadCommandsInAnEarlierMessageIsStillAnsweredWithFinal() {
    conversation.start();
    assertThat(brief(conversation.serverSays(200, NO_CHAL, false, get(1, "./DevDetail/HwV"))))
        .containsExactly("Get 1 200 ./DevDetail/HwV", "Results 1 ./DevDetail/HwV=B2", "Alert 1222");
    assertThat(brief(conversation.serverSays())).containsExactly("Final");
    conversation.hears(conversation.message(200, NO_CHAL, true));
    assertThat(conversation.step).isEqualTo(new Step.Ended(Step.Ending.COMPLETE));
  }

  @Test
  void anAbortOfTheServerIsNotAnswered() {
    conversation.start();
    conversation.hears(
        conversation.message(
            200, NO_CHAL, true, exec(1, "./FwUpdate"), alert(2, AlertCode.SESSION_ABORT)));
    assertThat(conversation.step).isEqualTo(new Step.Ended(Step.Ending.ABORTED_BY_SERVER));
    assertThat(conversation.device.executed).isEmpty();
  }

  @Test
  void anAbortOfTheDeviceExecutesNothingMore() {
    conversation.start();
    conversation.session().abort();
    assertThat(brief(conversation.serverSays(exec(1, "./FwUpdate/FwPkg1/Update"))))
        .containsExactly("Alert 1223", "Exec 1 215 ./FwUpdate/FwPkg1/Update", "Final");
    conversation.hears(conversation.message(200, NO_CHAL, true));
    assertThat(conversation.step).isEqualTo(new Step.Ended(Step.Ending.ABORTED_BY_DEVICE));
    assertThat(conversation.device.executed).isEmpty();
  }

  @Test
  void aSessionThatIsOverStaysSo() {
    conversation.start();
    Octets late = conversation.message(200, NO_CHAL, true, exec(1, "./FwUpdate/FwPkg1/Update"));
    conversation.hears(conversation.message(200, NO_CHAL, true));
    assertThat(conversation.hears(late)).isEqualTo(new Step.Ended(Step.Ending.COMPLETE));
    assertThat(conversation.device.executed).isEmpty();
  }

  @Test
  void theSameMessageOnceMoreGetsTheSameAnswerAndRunsNothingTwice() {
    conversation.start();
    Octets message = conversation.message(200, NO_CHAL, true, exec(1, "./FwUpdate/FwPkg1/Update"));
    Step answer = conversation.hears(message);
    assertThat(conversation.hears(message)).isEqualTo(answer);
    assertThat(conversation.device.executed).hasSize(1);
  }

  @Test
  void aServerThatOnlyEverAsksForMoreIsLeft() {
    conversation.start();
    for (int round = 0; conversation.step instanceof Step.Send && round < 20; round++)
      conversation.hears(conversation.message(200, NO_CHAL, false, next()));
    assertThat(conversation.step)
        .isInstanceOfSatisfying(
            Step.Failed.class,
            failed -> assertThat(failed.reason()).isEqualTo(Step.Reason.REFUSED));
  }

  // ---- What is no message of this session

  @Test
  void octetsThatAreNoMessageFailTheSessionAndSayWhere() {
    conversation.start();
    conversation.hears(Octets.utf8("<SyncML><SyncHdr>"));
    assertThat(conversation.step)
        .isInstanceOfSatisfying(
            Step.Failed.class,
            failed -> {
              assertThat(failed.reason()).isEqualTo(Step.Reason.MALFORMED);
              assertThat(failed.detail()).contains("offset");
            });
  }

  @Test
  void anAnswerOfAnotherSessionFails() {
    conversation.start();
    Octets answer = conversation.message(200, NO_CHAL, true);
    conversation.hears(Octets.utf8(answer.utf8().replace(">1f<", ">2f<")));
    assertFailed(Step.Reason.MALFORMED);
  }

  @Test
  void aMessageAboveOurMaxMsgSizeFails() {
    conversation.start();
    conversation.hears(
        conversation.message(200, NO_CHAL, true, replace(1, NAME, "x".repeat(20_000))));
    assertFailed(Step.Reason.TOO_LARGE);
  }

  @Test
  void aRefusedSessionFails() {
    conversation.start();
    conversation.hears(conversation.message(403, NO_CHAL, true));
    assertFailed(Step.Reason.REFUSED);
  }

  @Test
  void anotherProtocolIsToldWhichOneWeSpeak() {
    conversation.start();
    conversation.verProto = "DM/1.1";
    Message answer = conversation.serverSays(get(1, "./DevDetail/HwV"));
    assertThat(brief(answer)).containsExactly("SyncHdr 513", "Get 1 513 ./DevDetail/HwV", "Final");
    assertThat(headerStatus(answer).items()).containsExactly(Item.data("DM/1.2"));
    conversation.hears(conversation.message(200, NO_CHAL, true, get(1, "./DevDetail/HwV")));
    assertFailed(Step.Reason.VERSION);
  }

  @Test
  void anotherDtdIsToldWhichOneWeSpeak() {
    conversation.start();
    conversation.verDtd = "1.1";
    Message answer = conversation.serverSays(get(1, "./DevDetail/HwV"));
    assertThat(brief(answer)).contains("SyncHdr 505", "Get 1 505 ./DevDetail/HwV");
    assertThat(headerStatus(answer).items()).containsExactly(Item.data("1.2"));
  }

  // ---- Alerts

  @Test
  void alertsThatTheServerAnsweredAreNamedWithTheirStatus() {
    conversation.opening = Conversation.opening(report("r1", "dl-1"), report("r2", "dl-2"));
    Message first = conversation.start();
    conversation.hears(
        conversation.message(
            200,
            NO_CHAL,
            true,
            conversation.answer(first.commands().get(1), 200),
            conversation.answer(first.commands().get(0), 200)));
    assertThat(conversation.session().answeredAlerts())
        .containsExactly(Map.entry("r1", StatusCode.OK));
  }

  @Test
  void anAlertMayBeReportedWhileTheSessionRuns() {
    conversation.start();
    conversation.session().report(report("late", "up-1"));
    Message second = conversation.serverSays(get(1, "./DevDetail/HwV"));
    assertThat(brief(second)).contains("Alert 1226");
    Command alert = second.commands().getLast();
    conversation.hears(conversation.message(200, NO_CHAL, true, conversation.answer(alert, 202)));
    assertThat(conversation.session().answeredAlerts()).containsEntry("late", StatusCode.ACCEPTED);
  }

  private static ClientAlert report(String id, String correlator) {
    Item item = Item.source("./FwUpdate/FwPkg1", Meta.format("int"), data("200"));
    return new ClientAlert(
        id, AlertCode.GENERIC_ALERT, Optional.of(new Correlator(correlator)), List.of(item));
  }

  private static Data data(String text) {
    return Data.text(text);
  }

  // ---- Addresses and sizes

  @Test
  void theRespUriIsHonouredUntilAnotherComes() {
    conversation.start();
    conversation.respUri = Optional.of("http://server/dm?s=1&t=2");
    Message second = conversation.serverSays(get(1, "./DevDetail/HwV"));
    assertThat(second.header().target().locUri()).isEqualTo("http://server/dm?s=1&t=2");
    conversation.respUri = Optional.empty();
    conversation.serverSays(get(1, "./DevDetail/HwV"));
    assertThat(conversation.sending().target()).isEqualTo("http://server/dm?s=1&t=2");
  }

  @Test
  void answersThatDoNotFitAreSpreadOverMessages() {
    conversation.start();
    conversation.meta = Meta.NONE.withLimits(1_200, 100_000);
    Command[] gets = new Command[12];
    for (int index = 0; index < gets.length; index++)
      gets[index] = get(index + 1, "./DevDetail/HwV");
    List<String> all = new ArrayList<>(collect(conversation.serverSays(gets)));
    int messages = 1;
    while (!conversation.said().isFinal()) {
      all.addAll(collect(conversation.serverSays(200, NO_CHAL, false, next())));
      messages++;
    }
    assertThat(messages).isGreaterThan(3);
    assertThat(all).filteredOn(line -> line.startsWith("Get")).hasSize(12);
    assertThat(all).filteredOn(line -> line.startsWith("Results")).hasSize(12);
    assertThat(all.indexOf("Results 7 ./DevDetail/HwV=B2"))
        .isGreaterThan(all.indexOf("Get 7 200 ./DevDetail/HwV"));
    assertThat(all).doesNotContain("Alert 1222");
  }

  private List<String> collect(Message message) {
    assertThat(conversation.sending().body().length()).isLessThanOrEqualTo(1_200);
    return brief(message);
  }

  @Test
  void manyItemsOfOneResultsAreSpreadOverMessages() {
    conversation.start();
    conversation.meta = Meta.NONE.withLimits(1_000, 100_000);
    List<String> all = new ArrayList<>(brief(conversation.serverSays(get(1, ".?list=Struct"))));
    while (!conversation.said().isFinal())
      all.addAll(brief(conversation.serverSays(200, NO_CHAL, false, next())));
    assertThat(all).filteredOn(line -> line.startsWith("Results 1 ")).hasSize(15);
    assertThat(all).doesNotContain("Alert 1222");
  }

  @Test
  void packageOneThatDoesNotFitIsSpreadOverMessages() {
    ClientAlert[] alerts = new ClientAlert[60];
    for (int index = 0; index < alerts.length; index++)
      alerts[index] = report("r" + index, "correlator-" + "x".repeat(300));
    conversation.opening = Conversation.opening(alerts);
    Message first = conversation.start();
    assertThat(first.isFinal()).isFalse();
    assertThat(brief(first)).doesNotContain("Alert 1222").doesNotContain("Replace");
    Message second = conversation.serverSays(200, NO_CHAL, false, next());
    assertThat(brief(second)).contains("Alert 800 200", "Replace", "Final");
  }

  @Test
  void aValueThatNoMessageHoldsGoesOutInChunks() {
    conversation.device.tree().put(uri(NAME), Octets.utf8("€<&>".repeat(500)));
    conversation.start();
    conversation.meta = Meta.NONE.withLimits(1_500, 100_000);
    List<Item> chunks = new ArrayList<>();
    Message message = conversation.serverSays(get(1, NAME));
    chunks.addAll(items(message));
    while (!message.isFinal()) {
      assertThat(conversation.sending().body().length()).isLessThanOrEqualTo(1_500);
      boolean chunk = message.commands().getLast() instanceof Command.Results;
      message =
          chunk
              ? conversation.serverSays(
                  200,
                  NO_CHAL,
                  false,
                  conversation.answer(message.commands().getLast(), 213),
                  next())
              : conversation.serverSays(200, NO_CHAL, false, next());
      chunks.addAll(items(message));
    }
    assertThat(chunks).hasSizeGreaterThan(3);
    assertThat(chunks.getFirst().meta().size()).contains("3000");
    assertThat(chunks.stream().skip(1)).allMatch(item -> item.meta().size().isEmpty());
    assertThat(chunks.stream().limit(chunks.size() - 1)).allMatch(Item::moreData);
    assertThat(chunks.getLast().moreData()).isFalse();
    assertThat(chunks.stream().map(Item::text).reduce("", String::concat))
        .isEqualTo("€<&>".repeat(500));
  }

  @Test
  void aRefusedChunkEndsTheObjectButNotTheSession() {
    conversation.device.tree().put(uri(NAME), Octets.utf8("x".repeat(5_000)));
    conversation.start();
    conversation.meta = Meta.NONE.withLimits(1_500, 100_000);
    Message message = conversation.serverSays(get(1, NAME), get(2, "./DevDetail/HwV"));
    while (!(message.commands().getLast() instanceof Command.Results))
      message = conversation.serverSays(200, NO_CHAL, false, next());
    message =
        conversation.serverSays(
            200, NO_CHAL, false, conversation.answer(message.commands().getLast(), 413), next());
    assertThat(brief(message))
        .containsExactly(
            "Alert 800 200", "Get 2 200 ./DevDetail/HwV", "Results 2 ./DevDetail/HwV=B2", "Final");
  }

  @Test
  void aValueAboveTheServersMaxObjSizeIsNotSent() {
    conversation.device.tree().put(uri(NAME), Octets.utf8("x".repeat(101)));
    conversation.start();
    conversation.meta = Meta.NONE.withLimits(5_000, 100);
    assertThat(brief(conversation.serverSays(get(1, NAME))))
        .containsExactly("Get 1 413 " + NAME, "Final");
  }

  @Test
  void aServerThatTakesNothingFailsTheSession() {
    conversation.start();
    conversation.meta = Meta.NONE.withLimits(50, 50);
    conversation.hears(conversation.message(200, NO_CHAL, true, get(1, NAME)));
    assertFailed(Step.Reason.TOO_LARGE);
  }

  private static DmUri uri(String text) {
    return DmUri.of(text);
  }

  private static List<Item> items(Message message) {
    return message.commands().stream()
        .flatMap(
            command ->
                command instanceof Command.Results results ? results.items().stream() : Stream.of())
        .toList();
  }

  private void assertFailed(Step.Reason reason) {
    assertThat(conversation.step)
        .isInstanceOfSatisfying(
            Step.Failed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
  }
}
