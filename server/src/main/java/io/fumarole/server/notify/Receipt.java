package io.fumarole.server.notify;

/// What a gateway reports later about a notification that it took.
///
/// @param messageId as it was named when the gateway took it
public record Receipt(String messageId, Fate fate, String words) {
  /// What became of it.
  public enum Fate {
    DELIVERED,
    FAILED,
    EXPIRED
  }
}
