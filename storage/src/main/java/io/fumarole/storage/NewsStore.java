package io.fumarole.storage;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Summary;
import io.fumarole.campaign.plan.CampaignState;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/// What is new since a time, for those who watch. Each list begins with the oldest, and asks an
/// index.
public interface NewsStore {
  /// @param number of the event among those of its device
  record EventNews(long number, Event event) {}

  /// A message of a session, without its octets.
  ///
  /// @param number within the session
  /// @param note why it was refused, if it was
  record MessageNews(
      String session,
      long number,
      DeviceId device,
      Instant at,
      boolean fromDevice,
      Optional<String> note) {}

  record CampaignNews(
      CampaignId id, CampaignState state, String reason, Instant changed, long revision) {}

  /// @param isRemoved what ships, or lies in a file, holds again
  record ProfileNews(String name, long number, boolean isRemoved, Instant at, String author) {}

  /// How a run of the conformance kit goes on.
  record RunNews(String id, DeviceId device, String state, Instant changed) {}

  record DeviceNews(
      DeviceId id,
      String standing,
      Optional<String> model,
      Optional<String> version,
      Instant firstSeen,
      Instant lastSeen,
      long revision) {}

  /// The place of a row in a list that is read in pages: rows come after it in the order of time,
  /// and of keys within an instant.
  record Place(Instant at, String key, long number) {
    public static Place before(Instant at) {
      return new Place(at.minusMillis(1), "~", Long.MAX_VALUE);
    }
  }

  /// Pages of the same lists, for whoever may not pass over anything, however much there is.
  List<EventNews> eventsAfter(Place place, int limit);

  List<Summary> sessionsAfter(Place place, int limit);

  List<CampaignNews> campaignsAfter(Place place, int limit);

  List<DeviceNews> newDevicesAfter(Place place, int limit);

  /// What happened to devices and their deployments.
  List<EventNews> events(Instant since, int limit);

  /// Sessions with a message since then.
  List<Summary> sessions(Instant since, int limit);

  List<MessageNews> messages(Instant since, int limit);

  List<CampaignNews> campaigns(Instant since, int limit);

  /// What people made of profiles.
  List<ProfileNews> profiles(Instant since, int limit);

  List<RunNews> runs(Instant since, int limit);

  /// Devices that were added, or came, since then.
  List<DeviceNews> newDevices(Instant since, int limit);

  /// Those of these devices that there are.
  List<DeviceNews> devices(Collection<DeviceId> ids);
}
