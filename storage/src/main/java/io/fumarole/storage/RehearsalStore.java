package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import java.time.Instant;
import java.util.Optional;

/// The newest rehearsal of each campaign. It is played by one node, and seen on all.
public interface RehearsalStore {
  enum State {
    RUNNING,
    DONE,
    FAILED
  }

  /// @param id tells it from an earlier and a later one of the campaign
  /// @param told when its node told of it last
  /// @param played runs, of `plays`, which is 0 while that is not known
  /// @param given what was said when it was asked for, JSON
  /// @param words why it failed
  /// @param outcome of one that is done
  record Kept(
      CampaignId campaign,
      String id,
      State state,
      Instant asked,
      Instant told,
      int played,
      int plays,
      String given,
      String words,
      Optional<Outcome> outcome) {}

  /// @param habits of the devices in it, JSON
  /// @param forecast JSON
  record Outcome(String habits, String forecast) {}

  /// Takes the place of an earlier one.
  void begin(CampaignId campaign, String id, String given, Instant now);

  /// How far it is; false when it is no longer the one that is wanted.
  boolean played(CampaignId campaign, String id, int played, int plays, Instant now);

  /// False when it is no longer the one that is wanted.
  boolean done(CampaignId campaign, String id, Outcome outcome, Instant now);

  /// False when it is no longer the one that is wanted.
  boolean failed(CampaignId campaign, String id, String words, Instant now);

  Optional<Kept> find(CampaignId campaign);

  /// Whoever plays it finds that out.
  void forget(CampaignId campaign);
}
