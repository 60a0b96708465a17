package io.fumarole.agent.log;

/// Where the agent says what it does. Never with credentials.
@FunctionalInterface
public interface AgentLog {
  AgentLog SILENT = (event, facts) -> {};

  /// @param event a word for what happened
  /// @param facts names and values in turn
  void say(String event, Object... facts);
}
