package io.fumarole.app.demo;

import static io.fumarole.app.demo.DemoRow.ALL;
import static io.fumarole.app.demo.DemoRow.COMBINED;
import static io.fumarole.app.demo.DemoRow.OVER_DM;
import static io.fumarole.app.demo.DemoRow.TWO_STEPS;

import io.fumarole.app.demo.DemoFirmware.Kind;
import io.fumarole.app.demo.DemoRow.After;
import io.fumarole.app.demo.DemoRow.Start;
import io.fumarole.app.demo.DemoRow.Wish;
import io.fumarole.protocol.dm.AuthScheme;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The flow table of the seed, row by row.
final class DemoTable {
  private DemoTable() {}

  static List<DemoRow> rows() {
    return List.of(
        row("5.4.4", "combined", COMBINED, Start.NOTIFIED),
        row("5.4.4", "combined, device-initiated", COMBINED, Start.DEVICE).with(AuthScheme.HMAC),
        row("5.4.4", "combined, 200 for the Exec", COMBINED, Start.NOTIFIED)
            .with("fumo.exec-status = 200"),
        row("5.4.4", "combined, plain commands, BASIC", COMBINED, Start.DEVICE)
            .profile("demo-plain", AuthScheme.BASIC),
        row("5.4.4", "combined, object created by Add", COMBINED, Start.DEVICE)
            .with("fumo.present = false")
            .profile("demo-create", AuthScheme.MD5),
        row("5.4.4", "combined, download fails", COMBINED, Start.NOTIFIED)
            .with("limits.package = 1 KiB")
            .ends("failed"),
        row("5.4.4", "combined, update fails, rolled back", COMBINED, Start.NOTIFIED)
            .with("install.health-command = [\"false\"]")
            .ends("failed"),
        row("5.4.4", "combined, wrong hardware", COMBINED, Start.NOTIFIED)
            .firmware(Kind.OTHER_HARDWARE)
            .ends("failed"),
        ordered("5.4.1", "over DM, large object", OVER_DM, "update", "dm", Start.NOTIFIED),
        ordered("5.4.1", "over DM, one message", OVER_DM, "update", "dm", Start.NOTIFIED)
            .firmware(Kind.SMALL),
        ordered("5.4.1", "over DM, device-initiated", OVER_DM, "update", "dm", Start.DEVICE)
            .firmware(Kind.SMALL)
            .with(AuthScheme.HMAC),
        ordered("5.4.2", "download, then update", TWO_STEPS, "download", "direct", Start.NOTIFIED),
        ordered(
            "5.4.2", "through a descriptor", TWO_STEPS, "download", "descriptor", Start.NOTIFIED),
        ordered("5.4.2", "device-initiated", TWO_STEPS, "download", "direct", Start.DEVICE)
            .with(AuthScheme.HMAC),
        ordered("5.4.2", "download fails", TWO_STEPS, "download", "direct", Start.NOTIFIED)
            .with("limits.package = 1 KiB")
            .ends("failed"),
        row("5.4.2.2", "server chooses: all nodes", ALL, Start.NOTIFIED),
        row("5.4.2.2", "server chooses: no PkgURL at all", OVER_DM, Start.NOTIFIED)
            .firmware(Kind.SMALL),
        present("5.4.3", "user declines", After.NOTHING).ends("declined"),
        present("5.4.3", "package present, operator asks", After.OPERATOR_ASKS),
        updated(
            present("5.4.3", "package present, device starts", After.DEVICE_STARTS)
                .ends("declined")),
        asked("5.4.5", "userrequest, combined", COMBINED, Start.USER_REQUEST),
        asked("5.4.5", "devicerequest, combined", COMBINED, Start.DEVICE_REQUEST)
            .with(AuthScheme.HMAC),
        asked("5.4.5", "userrequest, download, then update", TWO_STEPS, Start.USER_REQUEST),
        asked("5.4.5", "devicerequest, PkgData, then update", OVER_DM, Start.DEVICE_REQUEST)
            .firmware(Kind.SMALL_OFFERED),
        nothingToDo());
  }

  private static DemoRow row(String seed, String flow, Set<String> nodes, Start start) {
    return new DemoRow(
        seed,
        flow,
        Kind.IMAGE,
        nodes,
        AuthScheme.MD5,
        "oma-strict",
        List.of(),
        start,
        Optional.of(Wish.NOTHING_SPECIAL),
        Optional.of("succeeded"),
        true);
  }

  private static DemoRow ordered(
      String seed, String flow, Set<String> nodes, String operation, String delivery, Start start) {
    DemoRow row = row(seed, flow, nodes, start);
    return wishing(row, Wish.of(operation, delivery));
  }

  private static DemoRow present(String seed, String flow, After after) {
    DemoRow row = row(seed, flow, TWO_STEPS, Start.NOTIFIED);
    return wishing(row.with("user-interaction = decline"), Wish.declined(after));
  }

  /// The deployment has ended with the user's no; the device updates itself all the same.
  private static DemoRow updated(DemoRow row) {
    return new DemoRow(
        row.seed(),
        row.flow(),
        row.firmware(),
        row.nodes(),
        row.auth(),
        row.profile(),
        row.settings(),
        row.start(),
        row.wish(),
        row.ends(),
        true);
  }

  private static DemoRow wishing(DemoRow row, Wish wish) {
    return new DemoRow(
        row.seed(),
        row.flow(),
        row.firmware(),
        row.nodes(),
        row.auth(),
        row.profile(),
        row.settings(),
        row.start(),
        Optional.of(wish),
        row.ends(),
        row.updated());
  }

  private static DemoRow asked(String seed, String flow, Set<String> nodes, Start start) {
    return new DemoRow(
        seed,
        flow,
        Kind.OFFERED,
        nodes,
        AuthScheme.MD5,
        "oma-strict",
        List.of(),
        start,
        Optional.empty(),
        Optional.of("succeeded"),
        true);
  }

  private static DemoRow nothingToDo() {
    return new DemoRow(
        "5.4.5",
        "userrequest, nothing to do",
        Kind.IMAGE,
        COMBINED,
        AuthScheme.MD5,
        "oma-strict",
        List.of(),
        Start.USER_REQUEST,
        Optional.empty(),
        Optional.empty(),
        false);
  }
}
