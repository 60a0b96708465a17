package io.fumarole.campaign.deployment;

import io.fumarole.campaign.catalogue.PackageId;
import java.time.Instant;
import java.util.Optional;

/// What a deployment is to reach; it never changes.
///
/// @param wish what the operator asked for; what is absent is chosen
/// @param fromVersion what the device ran when it was ordered, if that was known
/// @param deadline when it expires, wherever it stands
/// @param part of which campaign; empty for one that was ordered by itself
/// @param leg of the way that its campaign takes the device
public record Goal(
    PackageId packageId,
    Optional<String> fromVersion,
    String toVersion,
    Deployment.Wish wish,
    Instant created,
    Instant deadline,
    Optional<Part> part,
    Leg leg) {
  /// @param phase of the campaign, counted from 0
  public record Part(CampaignId campaign, int phase) {}

  /// One of the steps that lead a device to a version over others.
  ///
  /// @param number counted from 1
  /// @param left how many follow, as far as that was known when it was ordered
  public record Leg(int number, int left) {
    /// Of a way of one step.
    public static final Leg ONLY = new Leg(1, 0);

    public Leg {
      if (number < 1 || left < 0)
        throw new IllegalArgumentException("no step " + number + " with " + left + " left");
    }

    public boolean isLast() {
      return left == 0;
    }

    public int of() {
      return number + left;
    }

    /// Empty for a way of one step.
    public Optional<String> words() {
      return of() == 1 ? Optional.empty() : Optional.of("step " + number + " of " + of());
    }
  }

  Goal from(Optional<String> version) {
    return new Goal(packageId, version, toVersion, wish, created, deadline, part, leg);
  }

  Goal of(Optional<Part> value, Leg next) {
    return new Goal(packageId, fromVersion, toVersion, wish, created, deadline, value, next);
  }
}
