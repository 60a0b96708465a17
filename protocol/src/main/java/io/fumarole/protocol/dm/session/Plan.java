package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.StatusCode;
import java.util.List;
import java.util.Map;

/// What the layer above wants said in answer to one message.
///
/// @param tasks new work; only taken when it is the server's turn
/// @param verdicts the Status of generic alerts, 200 where nothing is said
public record Plan(List<Task> tasks, Map<Fact.AlertRef, StatusCode> verdicts) {
  public static final Plan NOTHING = new Plan(List.of(), Map.of());

  public Plan {
    tasks = List.copyOf(tasks);
    verdicts = Map.copyOf(verdicts);
  }
}
