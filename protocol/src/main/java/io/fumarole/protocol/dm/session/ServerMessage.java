package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.syncml.StatusCode.DTD_NOT_SUPPORTED;
import static io.fumarole.protocol.syncml.StatusCode.PROTOCOL_NOT_SUPPORTED;

import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A message of the server, with its answers and its commands apart.
record ServerMessage(
    SyncHdr header, List<Status> statuses, List<Command> commands, boolean isFinal) {
  static ServerMessage read(Octets body, Form.Encoding encoding, long maxOctets)
      throws MalformedMessageException {
    Limits usual = Limits.DEFAULT;
    var limits =
        new Limits(
            (int) Math.min(maxOctets, Integer.MAX_VALUE),
            usual.depth(),
            usual.commands(),
            usual.items(),
            usual.textOctets(),
            usual.elements());
    Message message = Codec.decode(body, encoding, limits).message();
    List<Status> statuses = new ArrayList<>();
    List<Command> commands = new ArrayList<>();
    for (Command command : message.commands()) {
      if (command instanceof Status status) statuses.add(status);
      else commands.add(command);
    }
    return new ServerMessage(message.header(), statuses, commands, message.isFinal());
  }

  static boolean isAlert(Command command, String code) {
    return command instanceof Command.Alert alert && alert.code().strip().equals(code);
  }

  boolean belongsTo(String sessionId) {
    return header.sessionId().strip().equalsIgnoreCase(sessionId);
  }

  boolean abortsSession() {
    return commands.stream().anyMatch(command -> isAlert(command, AlertCode.SESSION_ABORT));
  }

  /// Whether it asks for nothing but our next message, if for anything.
  boolean onlyAsksForNext() {
    return commands.stream().allMatch(command -> isAlert(command, AlertCode.NEXT_MESSAGE));
  }

  /// What to say to a server that answers in another version than ours. Spec: syncml-dm 6.
  Optional<StatusCode> versionRefusal(DmVersion ours) {
    if (!header.verDtd().strip().equals(ours.verDtd())) return Optional.of(DTD_NOT_SUPPORTED);
    return header.verProto().strip().equals(ours.verProto())
        ? Optional.empty()
        : Optional.of(PROTOCOL_NOT_SUPPORTED);
  }
}
