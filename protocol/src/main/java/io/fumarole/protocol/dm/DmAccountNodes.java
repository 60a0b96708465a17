package io.fumarole.protocol.dm;

import io.fumarole.protocol.dm.DmAccount.Address;
import io.fumarole.protocol.dm.DmAccount.Reading;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/// A DM account as leaves of the tree. `AAuthData` is a leaf of format `bin` and stands here as
/// base64, as in XML. Spec: STDOBJ DMAcc, syncml-dm 11.
final class DmAccountNodes {
  private static final String APP_ID = "w7";
  private static final int HIGHEST_PORT = 0xFFFF;

  private final DmUri base;
  private final Map<DmUri, String> values;

  private DmAccountNodes(DmUri base, Map<DmUri, String> values) {
    this.base = base;
    this.values = values;
  }

  static Map<DmUri, String> write(DmUri base, DmAccount account) {
    Map<DmUri, String> values = new LinkedHashMap<>();
    values.put(base.child("AppID"), APP_ID);
    values.put(base.child("ServerID"), account.serverId());
    account.name().ifPresent(text -> values.put(base.child("Name"), text));
    account.connection().ifPresent(text -> values.put(base.child("PrefConRef"), text));
    for (Address address : account.addresses()) {
      DmUri entry = base.child("AppAddr").child(address.node());
      values.put(entry.child("Addr"), address.address());
      values.put(entry.child("AddrType"), address.type());
      DmUri port = entry.child("Port").child("1").child("PortNbr");
      address.port().ifPresent(number -> values.put(port, number.toString()));
    }
    account.authPref().ifPresent(text -> values.put(base.child("AAuthPref"), text));
    for (AppAuth auth : account.credentials()) {
      DmUri entry = base.child("AppAuth").child(auth.node());
      values.put(entry.child("AAuthLevel"), auth.level().name());
      values.put(entry.child("AAuthType"), auth.type());
      auth.name().ifPresent(text -> values.put(entry.child("AAuthName"), text));
      auth.secret().ifPresent(text -> values.put(entry.child("AAuthSecret"), text));
      auth.data()
          .ifPresent(
              nonce -> values.put(entry.child("AAuthData"), Credentials.nextNonce(nonce).utf8()));
    }
    return Collections.unmodifiableMap(values);
  }

  static Reading read(DmUri base, Map<DmUri, String> values) {
    try {
      return new Reading.Read(new DmAccountNodes(base, values).account());
    } catch (UnusableException e) {
      return new Reading.Unusable(e.node, e.reason);
    }
  }

  private DmAccount account() throws UnusableException {
    DmUri appId = base.child("AppID");
    String id = text(appId).orElse(APP_ID);
    if (!id.equals(APP_ID))
      throw new UnusableException(appId, "%s is not w7, so this is no DM account".formatted(id));
    String serverId = required(base.child("ServerID"));
    List<Address> addresses = new ArrayList<>();
    for (DmUri entry : entries(base.child("AppAddr"))) addresses.add(address(entry));
    if (addresses.isEmpty())
      throw new UnusableException(base.child("AppAddr"), "there is no address of the server");
    List<AppAuth> credentials = new ArrayList<>();
    for (DmUri entry : entries(base.child("AppAuth"))) credentials.add(credential(entry));
    return new DmAccount(
        serverId,
        text(base.child("Name")),
        text(base.child("PrefConRef")),
        addresses,
        text(base.child("AAuthPref")),
        credentials);
  }

  private Address address(DmUri entry) throws UnusableException {
    String type = text(entry.child("AddrType")).orElse("URI");
    Optional<Integer> port = Optional.empty();
    for (DmUri child : entries(entry.child("Port"))) {
      if (port.isEmpty()) port = port(child.child("PortNbr"));
    }
    return new Address(entry.name(), required(entry.child("Addr")), type, port);
  }

  private Optional<Integer> port(DmUri node) throws UnusableException {
    Optional<String> given = text(node);
    if (given.isEmpty()) return Optional.empty();
    int number = NodeText.number16(given.get()).orElse(0);
    if (number == 0)
      throw new UnusableException(
          node, "%s is no port from 1 to %d".formatted(given.get(), HIGHEST_PORT));
    return Optional.of(number);
  }

  private AppAuth credential(DmUri entry) throws UnusableException {
    DmUri levelNode = entry.child("AAuthLevel");
    String levelText = required(levelNode);
    Optional<AppAuth.Level> level = AppAuth.Level.parse(levelText);
    if (level.isEmpty())
      throw new UnusableException(
          levelNode, "%s is none of CLCRED, SRVCRED, OBEX, HTTP".formatted(levelText));
    return new AppAuth(
        entry.name(),
        level.get(),
        required(entry.child("AAuthType")),
        text(entry.child("AAuthName")),
        secret(entry.child("AAuthSecret")),
        text(entry.child("AAuthData")).map(data -> Credentials.nonce(Octets.utf8(data))));
  }

  /// The direct children of an interior node, in the order of their names.
  private List<DmUri> entries(DmUri parent) throws UnusableException {
    int depth = parent.segments().size();
    TreeSet<String> names = new TreeSet<>();
    for (DmUri uri : values.keySet()) {
      if (uri.isAtOrUnder(parent) && !uri.equals(parent)) names.add(uri.segments().get(depth));
    }
    if (names.size() > DmAccount.MOST_ENTRIES)
      throw new UnusableException(
          parent, "there are more than %d entries".formatted(DmAccount.MOST_ENTRIES));
    return names.stream().map(parent::child).toList();
  }

  private String required(DmUri node) throws UnusableException {
    Optional<String> value = text(node);
    if (value.isEmpty()) throw new UnusableException(node, "the value is missing");
    return value.get();
  }

  private Optional<String> text(DmUri node) throws UnusableException {
    return bounded(node).flatMap(NodeText::present);
  }

  /// A secret is taken as it is: its blanks count.
  private Optional<String> secret(DmUri node) throws UnusableException {
    return bounded(node);
  }

  private Optional<String> bounded(DmUri node) throws UnusableException {
    Optional<String> value = Optional.ofNullable(values.get(node));
    if (value.isPresent() && value.get().length() > NodeText.LONGEST)
      throw new UnusableException(
          node, "the value has more than %d characters".formatted(NodeText.LONGEST));
    return value;
  }

  /// Leaves the reading at the first fault; never leaves this class.
  private static final class UnusableException extends Exception {
    private final DmUri node;
    private final String reason;

    UnusableException(DmUri node, String reason) {
      super(reason);
      this.node = node;
      this.reason = reason;
    }
  }
}
