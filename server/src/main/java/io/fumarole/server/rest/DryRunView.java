package io.fumarole.server.rest;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.plan.DryRun;
import io.fumarole.campaign.plan.Silence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What would come of a campaign.
///
/// @param in devices that get a deployment
/// @param out devices of its target that do not
/// @param calls of the devices that get a deployment; empty when there are none
/// @param warnings what other campaigns with the release have come to, what it asks for in vain,
///   with as many devices, and how many of them do not call any more
record DryRunView(
    long in,
    long out,
    List<GroupView> groups,
    String words,
    Optional<CallsView> calls,
    List<String> warnings) {
  /// @param latest when the last of them called
  /// @param silent how many did not for so long that they may be gone
  /// @param silentBefore who called last before that is silent
  record CallsView(Instant latest, long silent, Instant silentBefore) {
    static CallsView of(Silence silence, Instant now) {
      return new CallsView(silence.latest(), silence.silent(), now.minus(silence.longest()));
    }
  }

  /// @param packageId they get first; empty for those that are out
  /// @param octets of all that they get
  /// @param path the packages up to the version, one after the other
  /// @param examples some of their ids
  record GroupView(
      long devices,
      Optional<String> version,
      Optional<String> hardware,
      @com.fasterxml.jackson.annotation.JsonProperty("package") Optional<String> packageId,
      Optional<Long> octets,
      List<StepView> path,
      String why,
      List<String> examples) {
    static GroupView of(DryRun.Group group) {
      return new GroupView(
          group.devices(),
          group.kind().version(),
          group.kind().hardware(),
          group.path().stream().findFirst().map(it -> it.id().value()),
          group.path().isEmpty()
              ? Optional.empty()
              : Optional.of(group.path().stream().mapToLong(FirmwarePackage::size).sum()),
          group.path().stream().map(StepView::of).toList(),
          group.why(),
          group.examples());
    }
  }

  record StepView(
      @com.fasterxml.jackson.annotation.JsonProperty("package") String packageId,
      String toVersion) {
    static StepView of(FirmwarePackage p) {
      return new StepView(p.id().value(), p.toVersion());
    }
  }

  /// @param others what is to be known of other campaigns
  static DryRunView of(DryRun.Result result, List<String> others, Instant now) {
    List<String> warnings = new ArrayList<>(others);
    warnings.addAll(result.warnings());
    return new DryRunView(
        result.in(),
        result.out(),
        result.groups().stream().map(GroupView::of).toList(),
        result.inWords(),
        result.silence().map(it -> CallsView.of(it, now)),
        warnings);
  }
}
