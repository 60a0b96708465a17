package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What package 1 says. Spec: Protocol 8.3.
///
/// @param sessionId after a notification its session id as hex, otherwise the device's choice
/// @param serverInitiated whether the session answers a notification (1200) or not (1201)
/// @param alerts to report, in order
/// @param devInfo the leaves of `./DevInfo` as Items with Source, Meta and Data
public record Opening(
    String sessionId, boolean serverInitiated, List<ClientAlert> alerts, List<Item> devInfo) {
  public Opening {
    alerts = List.copyOf(alerts);
    devInfo = List.copyOf(devInfo);
  }

  List<ClientOutbox.Pending> package1() {
    String code = serverInitiated ? AlertCode.SERVER_INITIATED : AlertCode.CLIENT_INITIATED;
    CmdId unnumbered = ClientOutbox.UNNUMBERED;
    List<ClientOutbox.Pending> all = new ArrayList<>();
    all.add(
        ClientOutbox.Pending.of(new Command.Alert(unnumbered, code, Optional.empty(), List.of())));
    alerts.forEach(alert -> all.add(ClientOutbox.Pending.of(alert)));
    all.add(ClientOutbox.Pending.of(new Command.Replace(unnumbered, Meta.NONE, devInfo)));
    return all;
  }
}
