package io.fumarole.agent.disk;

import io.fumarole.protocol.dm.tree.NodeRecord;
import io.fumarole.protocol.fumo.FumoState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/// Everything that a device remembers between sessions and across restarts, but for the firmware
/// itself.
///
/// @param layout which layout of this record the file has
/// @param tree the management tree
/// @param clientNonce goes into the device's next credentials, in base64
/// @param serverNonce must be in the server's next credentials, in base64
/// @param fumoState the value of the object's `State`
/// @param order the operation on its way
/// @param reports to be acknowledged, the oldest first
/// @param reportCount reports ever made
/// @param sessions sessions ever opened by the device
/// @param lastNotification the last notification that was answered
/// @param secrets that the server has changed
public record DeviceState(
    int layout,
    List<NodeRecord> tree,
    String clientNonce,
    String serverNonce,
    FumoState fumoState,
    Optional<Order> order,
    List<Report> reports,
    long reportCount,
    long sessions,
    Optional<Notified> lastNotification,
    Optional<NewSecrets> secrets) {
  /// Raised with each change that an older agent could not read.
  public static final int LAYOUT = 1;

  /// A notification that led to a session.
  ///
  /// @param at milliseconds since 1970
  public record Notified(String sessionId, long at) {}

  public DeviceState {
    tree = List.copyOf(tree);
    reports = List.copyOf(reports);
  }

  public static DeviceState of(List<NodeRecord> tree) {
    return new DeviceState(
        LAYOUT,
        tree,
        "",
        "",
        FumoState.IDLE,
        Optional.empty(),
        List.of(),
        0,
        0,
        Optional.empty(),
        Optional.empty());
  }

  public DeviceState withTree(List<NodeRecord> changed) {
    return new DeviceState(
        layout,
        changed,
        clientNonce,
        serverNonce,
        fumoState,
        order,
        reports,
        reportCount,
        sessions,
        lastNotification,
        secrets);
  }

  public DeviceState withNonces(String client, String server) {
    return new DeviceState(
        layout,
        tree,
        client,
        server,
        fumoState,
        order,
        reports,
        reportCount,
        sessions,
        lastNotification,
        secrets);
  }

  public DeviceState withFumo(FumoState state, Optional<Order> current) {
    return new DeviceState(
        layout,
        tree,
        clientNonce,
        serverNonce,
        state,
        current,
        reports,
        reportCount,
        sessions,
        lastNotification,
        secrets);
  }

  /// With one more report; it gets the next number.
  public DeviceState withReport(LongFunction<Report> report) {
    List<Report> more = new ArrayList<>(reports);
    more.add(report.apply(reportCount + 1));
    return withReports(more, reportCount + 1);
  }

  /// Without the reports that the server has acknowledged.
  public DeviceState withoutReports(List<Long> acknowledged) {
    List<Report> left =
        reports.stream().filter(report -> !acknowledged.contains(report.number())).toList();
    return withReports(left, reportCount);
  }

  private DeviceState withReports(List<Report> changed, long count) {
    return new DeviceState(
        layout,
        tree,
        clientNonce,
        serverNonce,
        fumoState,
        order,
        changed,
        count,
        sessions,
        lastNotification,
        secrets);
  }

  /// With one more session opened.
  public DeviceState withSession() {
    return new DeviceState(
        layout,
        tree,
        clientNonce,
        serverNonce,
        fumoState,
        order,
        reports,
        reportCount,
        sessions + 1,
        lastNotification,
        secrets);
  }

  public DeviceState withNotification(Notified notification) {
    return new DeviceState(
        layout,
        tree,
        clientNonce,
        serverNonce,
        fumoState,
        order,
        reports,
        reportCount,
        sessions,
        Optional.of(notification),
        secrets);
  }

  public DeviceState withSecrets(NewSecrets changed) {
    return new DeviceState(
        layout,
        tree,
        clientNonce,
        serverNonce,
        fumoState,
        order,
        reports,
        reportCount,
        sessions,
        lastNotification,
        Optional.of(changed));
  }
}
