package io.fumarole.server.lab;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.storage.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Plays a campaign before it is started. Who starts the server brings it along: the server itself
/// knows nothing of the lab.
public interface RehearsalRoom {
  /// What is asked.
  ///
  /// @param given how the devices behave; the rest is learnt
  /// @param like the campaign whose rates count; empty: the newest of the model
  /// @param start when it is started
  /// @param resumeAfter how soon it is resumed when it pauses; empty: never
  /// @param price of a notification
  record Question(
      CampaignId campaign,
      CampaignPlan plan,
      DeviceHabits given,
      Optional<CampaignId> like,
      Instant start,
      Optional<Duration> resumeAfter,
      Optional<Double> price) {}

  /// What is known of devices.
  record Known(Stores stores, ModelProfiles profiles, Instant now) {}

  /// @param used how the devices behave in it
  /// @param forecast JSON
  record Answer(DeviceHabits used, String forecast) {}

  /// Told again and again, so that nothing goes on unseen.
  interface Progress {
    /// @param played runs that are done
    /// @param of all; 0 while that is not known
    /// @throws java.util.concurrent.CancellationException when it is to stop
    void at(int played, int of);
  }

  /// One run after the other, in the caller's thread.
  ///
  /// @throws IllegalArgumentException says what cannot be rehearsed, and what to do about it
  Answer rehearse(Question question, Known known, Progress progress);
}
