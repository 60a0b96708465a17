package io.fumarole.server.rest;

import io.fumarole.campaign.plan.DryRun;
import java.util.List;
import java.util.Optional;

/// What would come of a campaign.
///
/// @param in devices that get a deployment
/// @param out devices of its target that do not
record DryRunView(long in, long out, List<GroupView> groups, String words) {
  /// @param packageId they get; empty for those that are out
  /// @param examples some of their ids
  record GroupView(
      long devices,
      Optional<String> version,
      @com.fasterxml.jackson.annotation.JsonProperty("package") Optional<String> packageId,
      Optional<Long> octets,
      String why,
      List<String> examples) {
    static GroupView of(DryRun.Group group) {
      return new GroupView(
          group.devices(),
          group.version(),
          group.firmwarePackage().map(it -> it.id().value()),
          group.firmwarePackage().map(it -> it.size()),
          group.why(),
          group.examples());
    }
  }

  static DryRunView of(DryRun.Result result) {
    return new DryRunView(
        result.in(),
        result.out(),
        result.groups().stream().map(GroupView::of).toList(),
        result.inWords());
  }
}
