package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.syncml.StatusCode.NOT_ALLOWED;
import static io.fumarole.protocol.syncml.StatusCode.OK;
import static io.fumarole.protocol.syncml.StatusCode.TOO_LARGE;

import io.fumarole.protocol.dm.session.LargeObjectReceiver.Chunk;
import io.fumarole.protocol.dm.session.ManagedDevice.Outcome;
import io.fumarole.protocol.dm.session.ManagedDevice.Value;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form.Encoding;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Runs one Item of a command on one node of the device.
final class NodeCommands {
  private final ManagedDevice device;
  private final LargeObjectReceiver objects;
  private final ClientConfig config;
  private final long serverMaxObjSize;
  private final List<Command> interruptions = new ArrayList<>();

  /// @param serverMaxObjSize largest object that the server takes
  NodeCommands(
      ManagedDevice device,
      LargeObjectReceiver objects,
      ClientConfig config,
      long serverMaxObjSize) {
    this.device = device;
    this.objects = objects;
    this.config = config;
    this.serverMaxObjSize = serverMaxObjSize;
  }

  /// Alerts 1225 for objects that something else interrupted.
  List<Command> interruptions() {
    return List.copyOf(interruptions);
  }

  /// Drops an open object: something else came before its last chunk. Spec: Protocol 7, rule 6.
  void interrupt() {
    objects
        .interrupt(device)
        .map(Item::target)
        .map(
            item ->
                new Command.Alert(
                    ClientOutbox.UNNUMBERED,
                    AlertCode.NO_END_OF_DATA,
                    Optional.empty(),
                    List.of(item)))
        .ifPresent(interruptions::add);
  }

  /// Add or Replace, of a whole value or a chunk.
  StatusCode write(Item item, Meta meta, boolean isAdd) {
    boolean continues =
        item.targetUri().filter(uri -> objects.continues(uri, isAdd, item)).isPresent();
    if (!continues) interrupt();
    return at(
        item.targetUri(),
        address -> {
          if (continues || item.moreData()) return chunk(address, item, meta, isAdd);
          return whole(address, item, meta, isAdd);
        });
  }

  private StatusCode chunk(NodeAddress address, Item item, Meta meta, boolean isAdd) {
    if (address.query().isPresent()) return NOT_ALLOWED;
    String locUri = item.targetUri().orElse("");
    return objects.take(new Chunk(locUri, address.uri(), isAdd, meta, item), device);
  }

  private StatusCode whole(NodeAddress address, Item item, Meta meta, boolean isAdd) {
    if (octets(item.data()) > config.maxObjSize()) return TOO_LARGE;
    if (!isAdd) {
      Data data = item.data().orElse(Data.empty());
      return device.replace(config.serverId(), address.uri(), address.query(), meta, data).status();
    }
    if (address.query().isPresent()) return NOT_ALLOWED;
    return device.add(config.serverId(), address.uri(), meta, item.data()).status();
  }

  StatusCode delete(Item item) {
    interrupt();
    return atNode(
        item.targetUri(), address -> device.delete(config.serverId(), address.uri()).status());
  }

  StatusCode copy(Item item) {
    interrupt();
    return atNode(
        item.sourceUri(),
        from ->
            atNode(
                item.targetUri(),
                to -> device.copy(config.serverId(), from.uri(), to.uri()).status()));
  }

  StatusCode exec(Item item, Optional<Correlator> correlator) {
    interrupt();
    return atNode(
        item.targetUri(),
        address -> device.exec(config.serverId(), address.uri(), correlator, item.data()).status());
  }

  /// Reads what an Item of a Get asks for into `found`.
  StatusCode get(Item item, List<Item> found) {
    interrupt();
    return at(
        item.targetUri(),
        address -> {
          Outcome outcome = device.get(config.serverId(), address.uri(), address.query());
          List<Item> items = new ArrayList<>();
          for (Value value : outcome.values())
            items.add(
                result(value, address.isList() ? value.locUri() : item.targetUri().orElse("")));
          boolean fits =
              items.stream().allMatch(result -> octets(result.data()) <= serverMaxObjSize);
          if (!fits) return TOO_LARGE;
          if (outcome.status().equals(OK)) found.addAll(items);
          return outcome.status();
        });
  }

  /// XML carries what is no text as base64 only. Spec: syncml-dm 7.
  private Item result(Value value, String locUri) {
    boolean isBinary =
        value.meta().format().filter("bin"::equals).isPresent()
            || (value.data().orElse(Data.empty()) instanceof Data.Value(Octets octets)
                && !octets.isText());
    boolean asBase64 = isBinary && config.form().encoding() == Encoding.XML;
    Meta meta = asBase64 ? value.meta().withFormat("b64") : value.meta();
    Optional<Data> data = asBase64 ? value.data().map(NodeCommands::base64) : value.data();
    return new Item(
            Optional.empty(),
            Optional.of(Location.of(locUri)),
            Optional.empty(),
            Optional.empty(),
            meta,
            data,
            false)
        .codedAs(config.form().encoding());
  }

  private static Data base64(Data data) {
    return data instanceof Data.Value(Octets octets)
        ? Data.text(Base64.getEncoder().encodeToString(octets.toByteArray()))
        : data;
  }

  private int octets(Optional<Data> data) {
    return switch (data.orElse(Data.empty())) {
      case Data.Value(Octets octets) -> octets.length();
      case Data.Embedded(var root) -> Codec.encodeDocument(root, config.form().encoding()).length();
    };
  }

  private static StatusCode atNode(Optional<String> locUri, Function<NodeAddress, StatusCode> run) {
    return at(locUri, address -> address.query().isPresent() ? NOT_ALLOWED : run.apply(address));
  }

  private static StatusCode at(Optional<String> locUri, Function<NodeAddress, StatusCode> run) {
    return locUri.flatMap(NodeAddress::parse).map(run).orElseGet(() -> NodeAddress.refusal(locUri));
  }
}
