package io.fumarole.protocol.explain;

import io.fumarole.protocol.explain.SessionArrows.Spoken;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// Tells the usual way in from an intruder. Who comes without credentials, or with those of another
/// nonce, is challenged with 401 and comes again: only one that gets no further is worth a look.
/// Each side may challenge the other. Spec: syncml-dm 8.
public final class Challenges {
  /// By who challenges: messages that nobody knows yet what came of.
  private final Map<Direction, List<Integer>> open = new EnumMap<>(Direction.class);

  private final Set<Integer> settled = new TreeSet<>();
  private int at = -1;

  /// A message begins, whether it can be read or not.
  public void next() {
    at++;
  }

  /// What the message that has begun says, as an answer to the one before.
  public void said(Spoken spoken) {
    Message message = spoken.message();
    List<Integer> made = open.computeIfAbsent(spoken.direction(), _ -> new ArrayList<>());
    Optional<StatusCode> header = header(message);
    if (header.filter(StatusCode::isChallenge).isPresent()) {
      if (at > 0) made.add(at - 1);
      if (isNothingElse(message)) made.add(at);
    } else if (header.filter(StatusCode::isSuccess).isPresent()) {
      settled.addAll(made);
      made.clear();
    }
  }

  private static Optional<StatusCode> header(Message message) {
    return message.commands().stream()
        .filter(Command.Status.class::isInstance)
        .map(Command.Status.class::cast)
        .filter(Command.Status::answersHeader)
        .map(Command.Status::statusCode)
        .findFirst();
  }

  /// Whether the challenge is all that looks bad in the message.
  private static boolean isNothingElse(Message message) {
    return message.commands().stream()
        .filter(SessionArrows::isBadNews)
        .allMatch(it -> it instanceof Command.Status status && status.statusCode().isChallenge());
  }

  /// The messages of challenges that were answered, counted from 0.
  public Set<Integer> settled() {
    return Set.copyOf(settled);
  }
}
