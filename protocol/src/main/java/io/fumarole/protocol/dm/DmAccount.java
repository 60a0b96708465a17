package io.fumarole.protocol.dm;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A DM account in the layout of DM 1.2: the server, how to reach it, and the credentials both
/// ways. [DmAccountNodes] maps it to and from the tree. Spec: STDOBJ DMAcc, syncml-dm 11.
///
/// @param serverId server identifier, as in ACLs and notifications
/// @param name for display
/// @param connection `PrefConRef`, the preferred connection
/// @param addresses at least one, the preferred first
/// @param authPref `AAuthPref`, the type that the client should use first
/// @param credentials the entries of `AppAuth`
public record DmAccount(
    String serverId,
    Optional<String> name,
    Optional<String> connection,
    List<Address> addresses,
    Optional<String> authPref,
    List<AppAuth> credentials) {
  public static final String MO_TYPE = "urn:oma:mo:oma-dm-dmacc:1.0";
  public static final int MOST_ENTRIES = 16;

  /// One entry of `AppAddr`.
  ///
  /// @param node the entry's name in the tree, free
  /// @param type `URI` unless it says otherwise
  /// @param port stands in the tree besides the address; empty when the address is complete
  public record Address(String node, String address, String type, Optional<Integer> port) {
    public Address {
      if (address.isBlank()) throw new IllegalArgumentException("an address is not empty");
    }

    public static Address uri(String uri) {
      return new Address("1", uri, "URI", Optional.empty());
    }
  }

  /// What came of reading a subtree.
  public sealed interface Reading {
    record Read(DmAccount account) implements Reading {}

    /// @param node what to put right
    record Unusable(DmUri node, String reason) implements Reading {}
  }

  public DmAccount {
    addresses = List.copyOf(addresses);
    credentials = List.copyOf(credentials);
    if (serverId.isBlank()) throw new IllegalArgumentException("an account names its server");
    if (addresses.isEmpty() || addresses.size() > MOST_ENTRIES)
      throw new IllegalArgumentException("an account has 1 to 16 addresses");
    if (credentials.size() > MOST_ENTRIES)
      throw new IllegalArgumentException("an account has at most 16 credentials");
  }

  /// An account that is reached at one URL.
  public static DmAccount of(
      String serverId, String uri, AuthScheme preferred, List<AppAuth> credentials) {
    return new DmAccount(
        serverId,
        Optional.empty(),
        Optional.empty(),
        List.of(Address.uri(uri)),
        Optional.of(preferred.accountType()),
        credentials);
  }

  /// Where the client sends package 1.
  public String address() {
    return addresses.getFirst().address();
  }

  /// What the client presents: the entry of the preferred type, else the first of a type that we
  /// speak.
  public Optional<AppAuth> client() {
    List<AppAuth> ours = spoken(AppAuth.Level.CLCRED);
    Optional<AuthScheme> preferred = authPref.flatMap(AuthScheme::ofAccountType);
    return ours.stream()
        .filter(entry -> entry.scheme().equals(preferred))
        .findFirst()
        .or(() -> ours.stream().findFirst());
  }

  /// What the server presents.
  public Optional<AppAuth> server() {
    return spoken(AppAuth.Level.SRVCRED).stream().findFirst();
  }

  private List<AppAuth> spoken(AppAuth.Level level) {
    return credentials.stream()
        .filter(entry -> entry.level() == level && entry.scheme().isPresent())
        .toList();
  }

  /// The leaves below `base` and their values; see [DmAccountNodes].
  public Map<DmUri, String> values(DmUri base) {
    return DmAccountNodes.write(base, this);
  }

  /// Reads the leaves below `base`.
  public static Reading read(DmUri base, Map<DmUri, String> values) {
    return DmAccountNodes.read(base, values);
  }
}
