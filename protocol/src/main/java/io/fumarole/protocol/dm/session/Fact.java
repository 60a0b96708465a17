package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.List;
import java.util.Optional;

/// What a device said, in the terms of the layer above.
public sealed interface Fact {
  /// DevInfo as package 1 brought it.
  record Inventory(List<Item> items) implements Fact {
    public Inventory {
      items = List.copyOf(items);
    }
  }

  /// A generic alert (1226), one per Item. It wants a verdict in the same message's answer.
  ///
  /// @param ref names the alert in [Plan#verdicts]
  record Alerted(AlertRef ref, Optional<Correlator> correlator, Item item) implements Fact {}

  /// The Status of order `order` (from 0) of task `task`.
  record Answered(int task, int order, StatusCode status) implements Fact {}

  /// What the user wrote or chose, in the Status of an [Task.Order.Ask], whose [Answered] comes
  /// first.
  ///
  /// @param answers the text of 1102, the numbers of 1103 and 1104 as they came
  record UserSaid(int task, int order, List<String> answers) implements Fact {
    public UserSaid {
      answers = List.copyOf(answers);
    }
  }

  /// The Status of the Sequence or Atomic around a task's orders, where the device refused that:
  /// what was in it did not run, unless an order has its own Status that says so.
  record GroupRefused(int task, StatusCode status) implements Fact {}

  /// The device's package ended without a Status for this order: nobody knows whether it ran.
  record Unanswered(int task, int order) implements Fact {}

  /// One Item of Results.
  ///
  /// @param order the Get that asked, or -1 when the device did not say
  /// @param meta as it came
  /// @param data decoded where Format said `b64`
  record ValueRead(int task, int order, String locUri, Meta meta, Data data) implements Fact {}

  /// The end of a [Task.Send]: 200, or the refusal. A 200 to a chunk with MoreData is a refusal
  /// too, and arrives as 413.
  record Transferred(int task, StatusCode status, String words) implements Fact {}

  /// The session is over before its end.
  record Aborted(String words) implements Fact {}

  /// Where an alert stood.
  record AlertRef(MsgId msgId, CmdId cmdId) {}
}
