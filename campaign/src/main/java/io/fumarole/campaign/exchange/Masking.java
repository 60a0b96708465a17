package io.fumarole.campaign.exchange;

import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Makes a message fit for the trace. Credentials are overwritten in place, so that every other
/// octet stays as it was on the wire. Secrets in values and data over a kilobyte are replaced by
/// words that say what stood there; such a message is written anew.
final class Masking {
  private static final int DATA_KEPT = 1_024;
  private static final int SHOWN = 16;

  /// Leaves of a DM account that are never shown. Spec: syncml-dm 11.
  private Masking() {}

  static Octets mask(Octets octets, Codec.Decoded decoded) {
    if (!holds(decoded.message().commands(), Masking::isToBeCut))
      return decoded.message().header().cred().map(cred -> overwrite(octets, cred)).orElse(octets);
    return Codec.encode(cut(decoded.message()), decoded.form());
  }

  private static Octets overwrite(Octets octets, Cred cred) {
    byte[] all = octets.toByteArray();
    byte[] secret = cred.data().toByteArray();
    if (secret.length == 0) return octets;
    for (int at = 0; at + secret.length <= all.length; at++) {
      if (Arrays.equals(all, at, at + secret.length, secret, 0, secret.length)) {
        Arrays.fill(all, at, at + secret.length, (byte) '*');
        return Octets.wrap(all);
      }
    }
    return octets;
  }

  /// Overwrites a session's token wherever it stands: a device repeats the address that it was
  /// given.
  static Octets hide(Optional<Octets> token, Octets octets) {
    if (token.isEmpty()) return octets;
    byte[] hidden = token.get().toByteArray();
    byte[] all = octets.toByteArray();
    for (int at = 0; at + hidden.length <= all.length; at++) {
      if (Arrays.equals(all, at, at + hidden.length, hidden, 0, hidden.length))
        Arrays.fill(all, at, at + hidden.length, (byte) '*');
    }
    return Octets.wrap(all);
  }

  private static Message cut(Message message) {
    var header = message.header();
    Optional<Cred> masked =
        header.cred().map(c -> new Cred(c.meta(), Octets.utf8("*".repeat(c.data().length()))));
    return new Message(
        new SyncHdr(
            header.verDtd(),
            header.verProto(),
            header.sessionId(),
            header.msgId(),
            header.target(),
            header.source(),
            header.respUri(),
            masked,
            header.meta()),
        message.commands().stream().map(Masking::cut).toList(),
        message.isFinal());
  }

  private static Command cut(Command command) {
    return switch (command) {
      case Command.Add(var id, var meta, var items) -> new Command.Add(id, meta, cut(items));
      case Command.Replace(var id, var meta, var items) ->
          new Command.Replace(id, meta, cut(items));
      case Command.Results(var id, var msg, var ref, var meta, var to, var from, var items) ->
          new Command.Results(id, msg, ref, meta, to, from, cut(items));
      case Command.Alert(var id, var code, var correlator, var items) ->
          new Command.Alert(id, code, correlator, cut(items));
      case Command.Sequence(var id, var meta, var commands) ->
          new Command.Sequence(id, meta, commands.stream().map(Masking::cut).toList());
      case Command.Atomic(var id, var meta, var commands) ->
          new Command.Atomic(id, meta, commands.stream().map(Masking::cut).toList());
      case Command.Delete _,
          Command.Copy _,
          Command.Get _,
          Command.Exec _,
          Command.Status _,
          Command.Unsupported _ ->
          command;
    };
  }

  private static List<Item> cut(List<Item> items) {
    return items.stream().map(item -> isToBeCut(item) ? cut(item) : item).toList();
  }

  private static Item cut(Item item) {
    return new Item(
        item.target(),
        item.source(),
        item.sourceParent(),
        item.targetParent(),
        item.meta(),
        Optional.of(Data.text(words(item))),
        item.moreData());
  }

  private static boolean holds(List<Command> commands, Predicate<Item> what) {
    return commands.stream()
        .anyMatch(
            command ->
                switch (command) {
                  case Command.Group group -> holds(group.commands(), what);
                  case Command.OnNodes onNodes -> onNodes.items().stream().anyMatch(what);
                  case Command.Results results -> results.items().stream().anyMatch(what);
                  case Command.Alert alert -> alert.items().stream().anyMatch(what);
                  case Command.Status _, Command.Unsupported _ -> false;
                });
  }

  private static boolean isToBeCut(Item item) {
    return value(item).length() > DATA_KEPT || (isSecret(item) && value(item).length() > 0);
  }

  private static boolean isSecret(Item item) {
    return NodeRequest.isSecret(item.targetUri().or(item::sourceUri).orElse(""));
  }

  private static String words(Item item) {
    if (isSecret(item)) return "[a secret of " + value(item).length() + " octets]";
    Octets start = value(item).slice(0, SHOWN);
    String shown =
        start.isText() ? start.utf8() : HexFormat.ofDelimiter(" ").formatHex(start.toByteArray());
    return "[" + value(item).length() + " octets, beginning " + shown + "]";
  }

  private static Octets value(Item item) {
    return item.data().orElse(Data.empty()) instanceof Data.Value(var octets)
        ? octets
        : Octets.EMPTY;
  }
}
