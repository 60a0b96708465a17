package io.fumarole.app.crash;

import java.util.Map;
import java.util.Optional;

/// The ways in which the run's devices are updated. Each has a model of its own.
///
/// `executions` is how many Execs one update takes.
enum Flow {
  COMBINED("\"DownloadAndUpdate\"", "download-and-update", "direct", 1),
  DESCRIPTOR("\"Download\", \"Update\"", "download", "descriptor", 2),
  TWO_STEPS("\"Download\", \"Update\"", "download", "direct", 2),
  OVER_DM("\"Update\", \"PkgData\"", "update", "dm", 1),
  /// The device asks for what is offered.
  REQUESTED("\"DownloadAndUpdate\"", "", "", 1);

  private final String nodes;
  private final String operation;
  private final String delivery;
  private final int executions;

  Flow(String nodes, String operation, String delivery, int executions) {
    this.nodes = nodes;
    this.operation = operation;
    this.delivery = delivery;
    this.executions = executions;
  }

  /// For the agent's settings.
  String nodes() {
    return nodes;
  }

  String model() {
    return "CRASH-" + name();
  }

  boolean isRequested() {
    return this == REQUESTED;
  }

  int executions() {
    return executions;
  }

  /// The operator's order, but for device and package.
  Map<String, Object> wish() {
    return Map.of("operation", operation, "delivery", delivery);
  }

  String packageId(String version) {
    return model() + "-" + version;
  }

  static Optional<String> offered(Flow flow) {
    return flow.isRequested() ? Optional.of("true") : Optional.empty();
  }
}
