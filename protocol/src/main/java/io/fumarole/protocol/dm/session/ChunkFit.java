package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.session.SessionState.Transfer;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.MessageWriter;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// Splits content into chunks that fit the device's messages. Spec: syncml-dm 7.
final class ChunkFit {
  /// Smaller chunks than this would take for ever.
  static final int SMALLEST_CHUNK = 48;

  /// Larger ones only cost memory: no device has been seen to take more than 120 KiB a message.
  static final int LARGEST_CHUNK = 1 << 18;

  private final SessionBuilder session;
  private final Task.Send send;
  private final boolean base64;
  private String words = "";

  ChunkFit(SessionBuilder session, Peer peer, Task.Send send) {
    this.session = session;
    this.send = send;
    this.base64 = session.form.encoding() == Form.Encoding.XML || peer.binaryAsBase64();
  }

  /// The transfer that starts with the message now being written; empty if the device cannot take
  /// the content at all, with the reason in [#refusal].
  ///
  /// @param worst a message with the largest header and statuses that a later chunk may meet
  Optional<Transfer> fit(MessageWriter worst) {
    long limit = session.maxObjSize.orElse(Long.MAX_VALUE);
    if (wireSize() > limit) {
      words =
          "the content has " + wireSize() + " octets, the device takes " + limit + " (MaxObjSize)";
      return Optional.empty();
    }
    int chunk = (int) Math.min(LARGEST_CHUNK, Math.max(0, worst.room()));
    chunk -= chunk % 3;
    while (chunk >= SMALLEST_CHUNK && !fits(worst, chunk)) {
      chunk -= Math.max(3, (chunk / 16) / 3 * 3);
    }
    if (chunk < SMALLEST_CHUNK) {
      words = "a message of " + session.maxMsgSize + " octets (MaxMsgSize) has no room for a chunk";
      return Optional.empty();
    }
    return Optional.of(new Transfer(send, session.serverMsgId, chunk, base64));
  }

  Fact refusal() {
    return new Fact.Transferred(send.id(), StatusCode.TOO_LARGE, words);
  }

  /// The chunk of message `msgId`.
  Command.Replace command(Transfer transfer, int cmdId, long msgId, Task.Slices content) {
    long offset = transfer.offset(msgId);
    int length = (int) Math.min(transfer.chunk(), send.blob().size() - offset);
    byte[] octets = content.read(send.blob(), offset, length);
    return command(octets, cmdId, offset == 0, !transfer.isLast(msgId));
  }

  private Command.Replace command(byte[] octets, int cmdId, boolean withSize, boolean moreData) {
    Meta meta = Meta.of(base64 ? "b64" : "bin", send.type());
    if (withSize) meta = meta.withSize(wireSize());
    Octets wire = Octets.wrap(base64 ? Base64.getEncoder().encode(octets) : octets);
    Item item = Item.target(send.locUri(), meta, Data.octets(wire));
    return new Command.Replace(
        CmdId.of(cmdId), Meta.NONE, List.of(moreData ? item.withMoreData() : item));
  }

  private boolean fits(MessageWriter worst, int chunk) {
    return worst.wouldFit(command(new byte[chunk], 99, true, true));
  }

  private long wireSize() {
    long size = send.blob().size();
    return base64 ? (size + 2) / 3 * 4 : size;
  }
}
