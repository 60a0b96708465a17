package io.fumarole.protocol.explain;

import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.Command;

/// Where the standard says what a command means.
public final class Source {
  private Source() {}

  /// @return document and section, for people
  public static String of(Command command) {
    return switch (command) {
      case Command.Status _ -> "OMA-TS-SyncML_RepPro-V1_2, 10";
      case Command.Alert alert when isOfFirmware(alert) -> "OMA-TS-DM-FUMO-V1_0";
      case Command.Alert _, Command.Group _, Command.OnNodes _, Command.Results _ ->
          "OMA-TS-DM_RepPro-V1_2, 6.6";
      case Command.Unsupported _ -> "OMA-TS-SyncML_RepPro-V1_2";
    };
  }

  private static boolean isOfFirmware(Command.Alert alert) {
    return alert.items().stream()
        .anyMatch(item -> item.meta().type().flatMap(AlertType::parse).isPresent());
  }
}
