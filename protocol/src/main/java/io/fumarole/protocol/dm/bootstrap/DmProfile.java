package io.fumarole.protocol.dm.bootstrap;

import io.fumarole.protocol.dm.DmAccount;
import io.fumarole.protocol.dm.bootstrap.Bootstrap.Reading;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Element;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.List;
import java.util.Optional;

/// A bootstrap as a SyncML message outside any session: one Add to `./Inbox` with a serialized
/// account. It is never answered. Spec: notification 6.
public final class DmProfile {
  public static final String INBOX = "./Inbox";

  private static final String TNDS_TYPE = "application/vnd.syncml.dmtnds+wbxml";

  private DmProfile() {}

  /// @param deviceId for whom it is
  /// @param node a name for the account; the device may choose another
  public static Message write(Bootstrap bootstrap, String deviceId, String node) {
    DmAccount account = bootstrap.account();
    var header =
        new SyncHdr(
            SyncHdr.VER_DTD,
            SyncHdr.VER_PROTO,
            "0",
            MsgId.of(1),
            client(bootstrap, deviceId),
            Location.of(account.address(), account.serverId()),
            Optional.empty(),
            Optional.empty(),
            Meta.NONE);
    Data tree = new Data.Embedded(AccountTree.write(node, account));
    Item item = Item.target(INBOX, Meta.of("xml", TNDS_TYPE), tree);
    var add = new Command.Add(CmdId.of(1), Meta.NONE, List.of(item));
    return new Message(header, List.of(add), true);
  }

  private static Location client(Bootstrap bootstrap, String deviceId) {
    Optional<String> name = bootstrap.account().client().flatMap(auth -> auth.name());
    return new Location(deviceId, name);
  }

  /// Reads the first account that the message adds; all else in it is passed over.
  public static Reading read(Message message) {
    for (Command command : message.commands()) {
      if (!(command instanceof Command.Add add)) continue;
      for (Item item : add.items()) {
        if (!isForInbox(item)) continue;
        Optional<Reading> found =
            item.data().flatMap(DmProfile::document).flatMap(AccountTree::read);
        if (found.isPresent()) return found.get();
      }
    }
    return new Reading.Unusable("the message adds no DM account to " + INBOX);
  }

  private static boolean isForInbox(Item item) {
    String uri = item.targetUri().orElse("");
    return (uri.startsWith("./") ? uri : "./" + uri).startsWith(INBOX);
  }

  /// A document in XML may come as text.
  private static Optional<Element> document(Data data) {
    return switch (data) {
      case Data.Embedded(var root) -> Optional.of(root);
      case Data.Value(var octets) -> parsed(octets);
    };
  }

  private static Optional<Element> parsed(Octets octets) {
    try {
      Optional<Form.Encoding> encoding = Codec.sniff(octets);
      return encoding.isEmpty()
          ? Optional.empty()
          : Optional.of(Codec.decodeDocument(octets, encoding.get(), Limits.DEFAULT));
    } catch (MalformedMessageException noDocument) {
      return Optional.empty();
    }
  }
}
