package io.fumarole.agent.download;

/// Watches a download, for a progress bar or a log.
@FunctionalInterface
public interface Progress {
  Progress NONE = (done, total) -> {};

  /// @param done octets on disk
  /// @param total octets of the whole, -1 while nobody knows
  void at(long done, long total);
}
