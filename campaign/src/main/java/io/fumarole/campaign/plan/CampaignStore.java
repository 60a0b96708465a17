package io.fumarole.campaign.plan;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Campaigns, their members and the deployments that they make.
public interface CampaignStore extends CampaignWork {
  /// False when there is one with this id.
  boolean add(Campaign campaign);

  Optional<Campaign> find(CampaignId id);

  /// The newest first.
  List<Campaign> list(Before before, int limit);

  /// Members whose deployment has failed or expired wait for another one, in the phase they are in.
  Optional<Integer> retry(Campaign asRead, int most, Instant now);

  /// Puts a device out of the campaign, member or not; what is open is not touched.
  boolean exclude(Campaign asRead, DeviceId device, String why);

  Optional<Member> member(CampaignId id, DeviceId device);

  /// By device id, after `after`.
  List<Member> members(CampaignId id, String after, int limit);

  /// The same with what decides where each of them stands, read at one time.
  List<Participation> participations(CampaignId id, String after, int limit);

  /// The campaigns that a device is a member of, the newest first.
  List<Campaign> of(DeviceId device, int limit);
}
