package io.fumarole.campaign.flows;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.session.ClientConfig;
import io.fumarole.protocol.dm.session.Step;
import io.fumarole.protocol.syncml.Message;
import java.util.ArrayList;
import java.util.List;

/// What was said in one session, message by message, and what it cost the server.
final class Transcript {
  /// A message of the device and the server's answer.
  ///
  /// @param loads how often the store was read for it
  /// @param commits how often it was written before the answer
  record Turn(
      Message said, int saidOctets, Message heard, int heardOctets, int loads, int commits) {}

  private final ClientConfig config;
  private final List<Turn> turns = new ArrayList<>();

  Transcript(ClientConfig config) {
    this.config = config;
  }

  void add(Turn turn) {
    turns.add(turn);
  }

  /// Every session has to end in order, by the rules.
  void end(Step last) {
    assertThat(last).as(text()).isEqualTo(new Step.Ended(Step.Ending.COMPLETE));
    new TranscriptRules(config, turns).check();
  }

  List<Turn> turns() {
    return List.copyOf(turns);
  }

  /// Messages of both sides.
  int messages() {
    return 2 * turns.size();
  }

  int loads() {
    return turns.stream().mapToInt(Turn::loads).sum();
  }

  int commits() {
    return turns.stream().mapToInt(Turn::commits).sum();
  }

  /// All of it in short lines: `1 >` is what the device says first, `1 <` the answer.
  String text() {
    return String.join("\n", new TranscriptLines().of(turns)) + "\n";
  }
}
