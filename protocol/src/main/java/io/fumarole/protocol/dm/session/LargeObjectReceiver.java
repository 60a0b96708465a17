package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.syncml.StatusCode.CHUNK_ACCEPTED;
import static io.fumarole.protocol.syncml.StatusCode.OK;
import static io.fumarole.protocol.syncml.StatusCode.SIZE_MISMATCH;
import static io.fumarole.protocol.syncml.StatusCode.SIZE_REQUIRED;
import static io.fumarole.protocol.syncml.StatusCode.TOO_LARGE;
import static io.fumarole.protocol.syncml.StatusCode.UNSUPPORTED_FORMAT;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.Optional;
import java.util.OptionalLong;

/// Takes an object that comes in chunks over several messages, and hands it to the device piece by
/// piece, so that no more than a message is ever held. Spec: Protocol 7, syncml-dm 7.
final class LargeObjectReceiver {
  private static final String BASE64 = "b64";

  /// One chunk, with the address that its command named and the Meta that holds for it.
  record Chunk(String locUri, DmUri uri, boolean isAdd, Meta meta, Item item) {
    boolean isLast() {
      return !item.moreData();
    }
  }

  /// The object on its way. `meta` is the first chunk's, the only one with a Size.
  private record Open(Chunk first, long size, Optional<Base64Stream> base64) {}

  private record Refused(String locUri, StatusCode status) {}

  private final String serverId;
  private final long maxObjSize;
  private Optional<Open> open = Optional.empty();
  private Optional<Refused> refused = Optional.empty();
  private long carried;
  private long decoded;

  LargeObjectReceiver(String serverId, long maxObjSize) {
    this.serverId = serverId;
    this.maxObjSize = maxObjSize;
  }

  /// Whether chunks of an object are still to come.
  boolean isOpen() {
    return open.isPresent();
  }

  /// Whether a command's Item is the next piece of the object that is open, or of one that was
  /// refused and goes on nevertheless.
  boolean continues(String locUri, boolean isAdd, Item item) {
    return open.map(
            object -> object.first().locUri().equals(locUri) && object.first().isAdd() == isAdd)
        .orElseGet(
            () ->
                item.meta().size().isEmpty()
                    && refused.filter(object -> object.locUri().equals(locUri)).isPresent());
  }

  /// Something else came before the last chunk: drops the object. The address to name in Alert
  /// 1225, or empty when no object was open.
  Optional<String> interrupt(ManagedDevice device) {
    refused = Optional.empty();
    Optional<String> locUri = open.map(object -> object.first().locUri());
    drop(device);
    return locUri;
  }

  /// Drops what came so far.
  void drop(ManagedDevice device) {
    open.ifPresent(object -> device.discard(object.first().uri()));
    open = Optional.empty();
  }

  /// Takes a chunk: 213 when more is to come, at the end what the device says to the whole object.
  StatusCode take(Chunk chunk, ManagedDevice device) {
    if (open.isEmpty()) {
      if (refused.isPresent() && continues(chunk.locUri(), chunk.isAdd(), chunk.item()))
        return refuse(chunk, refused.get().status(), device);
      StatusCode may = start(chunk, device);
      if (!may.equals(OK)) return refuse(chunk, may, device);
    }
    StatusCode stored = append(open.orElseThrow(), chunk, device);
    if (!stored.equals(OK)) return refuse(chunk, stored, device);
    return chunk.isLast() ? finish(open.orElseThrow(), chunk, device) : CHUNK_ACCEPTED;
  }

  /// Drops the object and remembers the answer for what still comes of it.
  private StatusCode refuse(Chunk chunk, StatusCode status, ManagedDevice device) {
    drop(device);
    refused = chunk.isLast() ? Optional.empty() : Optional.of(new Refused(chunk.locUri(), status));
    return status;
  }

  private StatusCode start(Chunk chunk, ManagedDevice device) {
    OptionalLong size = chunk.meta().sizeNumber();
    if (size.isEmpty()) return SIZE_REQUIRED;
    if (size.getAsLong() > maxObjSize) return TOO_LARGE;
    boolean isBase64 = chunk.meta().format().map(String::strip).filter(BASE64::equals).isPresent();
    long octets = isBase64 ? size.getAsLong() / 4 * 3 : size.getAsLong();
    StatusCode may = device.mayReceive(serverId, chunk.uri(), chunk.meta(), octets, chunk.isAdd());
    if (!may.equals(OK)) return may;
    Optional<Base64Stream> base64 = isBase64 ? Optional.of(new Base64Stream()) : Optional.empty();
    open = Optional.of(new Open(chunk, size.getAsLong(), base64));
    carried = 0;
    decoded = 0;
    return OK;
  }

  /// A sender that exceeds its own Size is stopped at once, not at its last chunk.
  private StatusCode append(Open object, Chunk chunk, ManagedDevice device) {
    Data data = chunk.item().data().orElse(Data.empty());
    if (!(data instanceof Data.Value(Octets octets))) return UNSUPPORTED_FORMAT;
    carried += octets.length();
    if (carried > object.size()) return SIZE_MISMATCH;
    Optional<byte[]> piece =
        object.base64().isPresent()
            ? object.base64().get().feed(octets)
            : Optional.of(octets.toByteArray());
    if (piece.isEmpty()) return UNSUPPORTED_FORMAT;
    device.receive(object.first().uri(), decoded, piece.get());
    decoded += piece.get().length;
    return OK;
  }

  private StatusCode finish(Open object, Chunk chunk, ManagedDevice device) {
    if (carried != object.size()) return refuse(chunk, SIZE_MISMATCH, device);
    if (object.base64().filter(stream -> !stream.isComplete()).isPresent())
      return refuse(chunk, UNSUPPORTED_FORMAT, device);
    open = Optional.empty();
    Chunk first = object.first();
    return device.received(serverId, first.uri(), first.meta(), decoded, first.isAdd()).status();
  }
}
