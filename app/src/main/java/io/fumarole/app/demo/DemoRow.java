package io.fumarole.app.demo;

import io.fumarole.protocol.dm.AuthScheme;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// One row of the flow table: how the device is made, how the update starts, and how it must end.
///
/// @param seed section of the change request
/// @param nodes which nodes the device's object has
/// @param settings more lines for the device's configuration
/// @param wish what the operator orders; empty when the device asks for what is offered, or for
///   nothing
/// @param ends the state that the deployment must reach; empty when there must be none
/// @param updated whether the device must run the new version at the end
public record DemoRow(
    String seed,
    String flow,
    DemoFirmware.Kind firmware,
    Set<String> nodes,
    AuthScheme auth,
    String profile,
    List<String> settings,
    Start start,
    Optional<Wish> wish,
    Optional<String> ends,
    boolean updated) {
  static final Set<String> ALL = Set.of("Download", "Update", "PkgData", "DownloadAndUpdate");
  static final Set<String> OVER_DM = Set.of("Update", "PkgData");
  static final Set<String> TWO_STEPS = Set.of("Download", "Update");
  static final Set<String> COMBINED = Set.of("DownloadAndUpdate");

  /// How the first session comes about.
  enum Start {
    /// By a notification over UDP.
    NOTIFIED,
    /// The device calls by itself.
    DEVICE,
    USER_REQUEST,
    DEVICE_REQUEST
  }

  /// What the operator orders, and what happens once the package is on the device and its user has
  /// declined.
  record Wish(
      Optional<String> operation,
      Optional<String> delivery,
      Optional<String> question,
      After after) {
    static final Wish NOTHING_SPECIAL =
        new Wish(Optional.empty(), Optional.empty(), Optional.empty(), After.NOTHING);

    static Wish of(String operation, String delivery) {
      return new Wish(
          Optional.of(operation), Optional.of(delivery), Optional.empty(), After.NOTHING);
    }

    static Wish declined(After after) {
      return new Wish(
          Optional.of("download"),
          Optional.of("direct"),
          Optional.of("Install version 2 now?"),
          after);
    }
  }

  /// What follows after the user has declined.
  enum After {
    NOTHING,
    /// The operator orders the update of what is there.
    OPERATOR_ASKS,
    /// The device starts it by itself.
    DEVICE_STARTS
  }

  DemoRow with(AuthScheme scheme) {
    String other =
        scheme == AuthScheme.HMAC && profile.equals("oma-strict") ? "demo-hmac" : profile;
    return new DemoRow(
        seed, flow, firmware, nodes, scheme, other, settings, start, wish, ends, updated);
  }

  DemoRow with(String setting) {
    return new DemoRow(
        seed, flow, firmware, nodes, auth, profile, List.of(setting), start, wish, ends, updated);
  }

  DemoRow ends(String state) {
    return new DemoRow(
        seed,
        flow,
        firmware,
        nodes,
        auth,
        profile,
        settings,
        start,
        wish,
        Optional.of(state),
        state.equals("succeeded"));
  }

  DemoRow firmware(DemoFirmware.Kind kind) {
    return new DemoRow(
        seed, flow, kind, nodes, auth, profile, settings, start, wish, ends, updated);
  }

  DemoRow profile(String name, AuthScheme scheme) {
    return new DemoRow(
        seed, flow, firmware, nodes, scheme, name, settings, start, wish, ends, updated);
  }
}
