package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.AppAuth;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.Data;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds where a device keeps the secrets of the account with one server: the accounts, then that
/// of the server, then its credentials. Names in the tree are free, so that each level is read.
/// Spec: STDOBJ DMAcc, syncml-dm 11.
///
/// @param asked what is being read, and where that is
public record AccountSearch(String serverId, Level level, List<String> asked) {
  /// More accounts, or credentials in one, than any device has.
  private static final int MOST_ENTRIES = 16;

  private static final String ACCOUNTS = "./DMAcc";

  /// How far the search has come.
  public enum Level {
    ACCOUNTS,
    SERVERS,
    CREDENTIALS
  }

  public AccountSearch {
    asked = List.copyOf(asked);
  }

  /// What came of one step.
  public sealed interface Result {
    /// @param search what is to be read next
    record More(AccountSearch search) implements Result {}

    /// @param client the leaf that holds the secret of the device
    /// @param server the leaf that holds that of the server, where there is one
    record Found(DmUri client, Optional<DmUri> server) implements Result {}

    /// @param words why not
    record Nowhere(String words) implements Result {}
  }

  public static AccountSearch of(String serverId) {
    return new AccountSearch(serverId, Level.ACCOUNTS, List.of(ACCOUNTS));
  }

  public List<Task.Order> orders() {
    return asked.stream().<Task.Order>map(Task.Order.Get::new).toList();
  }

  /// What the device's answers to [#orders] lead to.
  public Result next(List<Fact> facts) {
    Map<String, String> read = new HashMap<>();
    for (Fact fact : facts)
      if (fact instanceof Fact.ValueRead value) read.put(value.locUri(), text(value));
    return switch (level) {
      case ACCOUNTS -> accounts(read);
      case SERVERS -> servers(read);
      case CREDENTIALS -> credentials(read);
    };
  }

  private static String text(Fact.ValueRead value) {
    return value.data() instanceof Data.Value(var octets) ? octets.utf8() : "";
  }

  private Result accounts(Map<String, String> read) {
    List<String> below = children(ACCOUNTS, read);
    if (below.isEmpty())
      return new Result.Nowhere("the device shows no accounts below " + ACCOUNTS);
    return more(
        Level.SERVERS,
        below.stream().flatMap(it -> Stream.of(it + "/ServerID", it + "/AppAuth")).toList());
  }

  private Result servers(Map<String, String> read) {
    Optional<String> ours =
        asked.stream()
            .filter(it -> it.endsWith("/ServerID"))
            .filter(it -> serverId.equals(read.getOrDefault(it, "").strip()))
            .findFirst();
    if (ours.isEmpty())
      return new Result.Nowhere("the device shows no account with server " + serverId);
    String entries = ours.get().replaceFirst("/ServerID$", "/AppAuth");
    List<String> below = children(entries, read);
    if (below.isEmpty())
      return new Result.Nowhere("the device shows no credentials below " + entries);
    return more(Level.CREDENTIALS, below.stream().map(it -> it + "/AAuthLevel").toList());
  }

  private Result credentials(Map<String, String> read) {
    Optional<DmUri> client = secret(AppAuth.Level.CLCRED, read);
    return client
        .<Result>map(it -> new Result.Found(it, secret(AppAuth.Level.SRVCRED, read)))
        .orElseGet(() -> new Result.Nowhere("the device shows no credentials of level CLCRED"));
  }

  private Optional<DmUri> secret(AppAuth.Level wanted, Map<String, String> read) {
    return asked.stream()
        .filter(it -> wanted.name().equalsIgnoreCase(read.getOrDefault(it, "").strip()))
        .findFirst()
        .flatMap(it -> DmUri.parse(it.replaceFirst("/AAuthLevel$", "/AAuthSecret")));
  }

  private Result more(Level next, List<String> uris) {
    return new Result.More(new AccountSearch(serverId, next, uris));
  }

  /// The addresses of the nodes below one that was read.
  private static List<String> children(String node, Map<String, String> read) {
    List<String> below = new ArrayList<>();
    for (String name : read.getOrDefault(node, "").strip().split("/")) {
      boolean isName = !name.isBlank() && DmUri.parse(node + "/" + name).isPresent();
      if (isName && below.size() < MOST_ENTRIES) below.add(node + "/" + name);
    }
    return below;
  }
}
