package io.fumarole.campaign.plan;

/// Told of what the planner decides by itself, before it is stored and afterwards.
@FunctionalInterface
public interface Witness {
  /// Looks away.
  Witness NOBODY = (_, _) -> _ -> {};

  /// Told how it ended.
  interface Outcome {
    /// @param isStored false when somebody else has changed the campaign meanwhile
    void ended(boolean isStored);
  }

  /// A campaign is about to come to another state.
  Outcome deciding(Campaign was, Campaign next);
}
