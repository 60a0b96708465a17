package io.fumarole.campaign.node;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What an operator wants of one node of a device, or of its user. It waits for the device's next
/// session, is sent there, and keeps what the device answered.
///
/// @param number counts the orders of a device from 1; they are sent in this order
/// @param until when it expires, unless the device has come before
/// @param state where it stands
/// @param sendings how often it was sent
/// @param answer once the device has said something, or will not any more
/// @param revision counts the changes, for compare-and-set
public record NodeOrder(
    DeviceId device,
    long number,
    OrderRequest request,
    Instant created,
    Instant until,
    State state,
    int sendings,
    Optional<NodeAnswer> answer,
    long revision) {
  /// How often one is sent whose answer does not come, where that can do no harm.
  private static final int MOST_SENDINGS = 3;

  public enum State {
    QUEUED,
    /// It is on its way, and not answered yet.
    SENT,
    DONE,
    /// The device would not or could not: its Status says why.
    REFUSED,
    /// It was sent, and nobody knows whether the device has done it.
    UNANSWERED,
    EXPIRED,
    CANCELLED;

    public boolean isOpen() {
      return this == QUEUED || this == SENT;
    }
  }

  public static NodeOrder queued(
      DeviceId device, long number, OrderRequest request, Instant now, Instant until) {
    return new NodeOrder(device, number, request, now, until, State.QUEUED, 0, Optional.empty(), 0);
  }

  /// Nobody has seen it yet, so that it can be taken back.
  public boolean isUnsent() {
    return state == State.QUEUED && sendings == 0;
  }

  public boolean isDueAt(Instant now) {
    return state == State.QUEUED && now.isBefore(until);
  }

  public NodeOrder sent() {
    return with(State.SENT, sendings + 1, Optional.empty());
  }

  /// @param read what the device gave; empty unless it was asked for
  public NodeOrder answered(StatusCode status, List<NodeAnswer.Node> read, Instant now) {
    String words = status.value() + " " + status.meaning();
    return answered(status.isSuccess(), status, words, List.of(), read, now);
  }

  /// @param said what the user wrote, or the numbers of what was chosen
  public NodeOrder said(UserQuestion question, StatusCode status, List<String> said, Instant now) {
    List<String> kept =
        said.stream()
            .limit(NodeAnswer.MOST_SAID)
            .map(it -> it.substring(0, Math.min(it.length(), NodeAnswer.LONGEST_SAID)))
            .toList();
    return answered(
        question.isAnsweredBy(status), status, question.words(status, kept), kept, List.of(), now);
  }

  private NodeOrder answered(
      boolean isDone,
      StatusCode status,
      String words,
      List<String> said,
      List<NodeAnswer.Node> read,
      Instant now) {
    var answer = new NodeAnswer(now, Optional.of(status.value()), words, said, read);
    return with(isDone ? State.DONE : State.REFUSED, sendings, Optional.of(answer));
  }

  /// The session went on, or ended, without a word about it.
  public NodeOrder unanswered(Instant now) {
    if (request.isRepeatable() && sendings < MOST_SENDINGS)
      return with(State.QUEUED, sendings, Optional.empty());
    return over(State.UNANSWERED, "the device did not say whether it has done it", now);
  }

  public NodeOrder cancelled(Instant now) {
    return over(State.CANCELLED, "cancelled by an operator", now);
  }

  /// A sent one has no answer either: whether the device has done it, nobody knows.
  public NodeOrder expired(Instant now) {
    return state == State.SENT
        ? over(State.UNANSWERED, "the device did not say whether it has done it", now)
        : over(State.EXPIRED, "the device did not come in time", now);
  }

  private NodeOrder over(State end, String words, Instant now) {
    return with(
        end,
        sendings,
        Optional.of(new NodeAnswer(now, Optional.empty(), words, List.of(), List.of())));
  }

  private NodeOrder with(State next, int times, Optional<NodeAnswer> said) {
    return new NodeOrder(device, number, request, created, until, next, times, said, revision);
  }

  public NodeOrder withRevision(long value) {
    return new NodeOrder(device, number, request, created, until, state, sendings, answer, value);
  }
}
