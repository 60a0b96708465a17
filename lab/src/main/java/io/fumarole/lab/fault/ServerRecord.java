package io.fumarole.lab.fault;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What the server says of the fleet at the end of a run.
///
/// @param deployments of its devices
/// @param campaigns that have members among them
public record ServerRecord(List<OfDeployment> deployments, List<OfCampaign> campaigns) {
  /// @param isLastStep whether its campaign takes the device no further
  public record OfDeployment(
      String id,
      String device,
      String toVersion,
      String state,
      boolean ended,
      String reason,
      Optional<Instant> deadline,
      Instant created,
      boolean isLastStep,
      List<OfAttempt> attempts) {
    public OfDeployment {
      attempts = List.copyOf(attempts);
    }
  }

  public record OfAttempt(String correlator, Optional<Integer> result) {}

  /// @param name for people
  public record OfCampaign(String name, List<OfPhase> phases, List<OfMember> members) {
    public OfCampaign {
      phases = List.copyOf(phases);
      members = List.copyOf(members);
    }
  }

  public record OfPhase(String name, PhaseCounts counts) {}

  /// @param held members without a deployment
  public record PhaseCounts(
      long taken, long held, long open, long succeeded, long failed, long declined) {}

  /// @param phase empty: none has taken it yet
  /// @param deployment empty: it has none
  /// @param why it is where it is
  public record OfMember(
      String device,
      Optional<String> phase,
      Optional<String> deployment,
      Optional<String> state,
      String why) {}

  public ServerRecord {
    deployments = List.copyOf(deployments);
    campaigns = List.copyOf(campaigns);
  }
}
