package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.session.ClientConfig;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What holds for every session, whatever is said in it. Spec: syncml-dm 1 to 7.
final class TranscriptRules {
  private final ClientConfig config;
  private final List<Transcript.Turn> turns;

  TranscriptRules(ClientConfig config, List<Transcript.Turn> turns) {
    this.config = config;
    this.turns = turns;
  }

  void check() {
    for (int i = 0; i < turns.size(); i++) {
      Transcript.Turn turn = turns.get(i);
      header(turn.said(), i + 1);
      header(turn.heard(), i + 1);
      assertThat((long) turn.saidOctets()).isLessThanOrEqualTo(FlowWorld.SERVER_MAX_MSG_SIZE);
      assertThat((long) turn.heardOctets()).isLessThanOrEqualTo(config.maxMsgSize());
      assertThat(turn.loads()).as("reads for message %d", i + 1).isEqualTo(1);
      assertThat(turn.commits()).as("commits for message %d", i + 1).isLessThanOrEqualTo(1);
    }
    answered(turns.stream().map(Transcript.Turn::said).toList(), allHeard());
    answered(allHeard(), turns.stream().map(Transcript.Turn::said).toList());
    assertThat(turns.getLast().heard().isFinal()).isTrue();
    assertThat(turns.getLast().heard().commands()).allMatch(c -> c instanceof Status);
  }

  private List<Message> allHeard() {
    return turns.stream().map(Transcript.Turn::heard).toList();
  }

  private void header(Message message, int number) {
    assertThat(message.header().msgId().number()).hasValue(number);
    assertThat(message.header().sessionId())
        .isEqualTo(turns.getFirst().said().header().sessionId());
    Set<String> ids = new HashSet<>();
    boolean isFirst = true;
    for (Command command : message.commands()) {
      if (isFirst && command instanceof Status status)
        assertThat(status.answersHeader()).as("a header's Status comes first").isTrue();
      isFirst = false;
      ids(command, ids);
      boolean goesOn =
          command instanceof Command.Replace r && r.items().stream().anyMatch(i -> i.moreData());
      if (goesOn) assertThat(message.isFinal()).as("Final amid a large object").isFalse();
    }
  }

  private static void ids(Command command, Set<String> ids) {
    assertThat(ids.add(command.cmdId().text())).as("CmdID %s twice", command.cmdId()).isTrue();
    if (command instanceof Command.Group group) group.commands().forEach(c -> ids(c, ids));
  }

  /// Every command and every header of one side has exactly one Status of the other, by its name;
  /// only the last message remains without.
  private static void answered(List<Message> said, List<Message> heard) {
    Map<String, Integer> open = new HashMap<>();
    for (Message message : said) {
      open.put(message.header().msgId() + "/0 SyncHdr", 0);
      message.commands().forEach(command -> expect(message, command, open));
    }
    for (Message message : heard) {
      for (Command command : message.commands()) {
        if (!(command instanceof Status status)) continue;
        String ref = status.msgRef() + "/" + status.cmdRef() + " " + status.cmd();
        assertThat(open).as("a Status for what was never said").containsKey(ref);
        open.merge(ref, 1, Integer::sum);
      }
    }
    String last = said.getLast().header().msgId() + "/0 SyncHdr";
    open.forEach(
        (ref, count) -> {
          if (!ref.equals(last) || count > 0)
            assertThat(count).as("Statuses of " + ref).isEqualTo(1);
        });
  }

  private static void expect(Message message, Command command, Map<String, Integer> open) {
    if (command instanceof Status) return;
    // Results are answered only where they go on: each piece with 213.
    if (command instanceof Command.Results r && r.items().stream().noneMatch(Item::moreData))
      return;
    open.put(message.header().msgId() + "/" + command.cmdId() + " " + command.name(), 0);
    if (command instanceof Command.Group group)
      group.commands().forEach(member -> expect(message, member, open));
  }
}
