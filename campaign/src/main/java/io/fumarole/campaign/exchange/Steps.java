package io.fumarole.campaign.exchange;

/// Told of each step of an exchange as it is passed. A server runs [#UNWATCHED]; the crash run
/// hands in one that halts the process at a step, to see that nothing acknowledged is lost wherever
/// the power fails.
@FunctionalInterface
public interface Steps {
  /// Nobody looks.
  Steps UNWATCHED = step -> {};

  /// Called on the thread that passes the step.
  void passed(Step step);

  /// The steps in their order. Those of the one transaction are passed once for all messages that
  /// share it.
  enum Step {
    /// The octets are here, nothing is decoded.
    RECEIVED,
    /// It is a message.
    DECODED,
    /// What is known of its device has been read.
    LOADED,
    /// The answer and the changes are there, in memory only.
    DECIDED,
    /// The transaction holds the changes and is not committed.
    WRITTEN,
    /// The transaction is committed, and nobody who waits for it knows.
    DURABLE,
    /// The exchange knows that its changes are durable.
    COMMITTED,
    /// The answer is complete, with what is written behind handed over; none of it has been sent.
    ANSWERED
  }
}
