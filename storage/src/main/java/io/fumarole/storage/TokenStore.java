package io.fumarole.storage;

import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Who may call the API.
public interface TokenStore {
  /// A token without its secret.
  ///
  /// @param name for people: whose it is
  /// @param scopes what it may, in words
  /// @param digest SHA-256 of its secret
  /// @param expires empty: never
  record StoredToken(
      String id,
      String name,
      SortedSet<String> scopes,
      Octets digest,
      Instant created,
      Optional<Instant> expires) {
    public StoredToken {
      scopes = Collections.unmodifiableSortedSet(new TreeSet<>(scopes));
    }

    public boolean isExpiredAt(Instant now) {
      return expires.filter(it -> !now.isBefore(it)).isPresent();
    }
  }

  /// False when there is one with this id.
  boolean add(StoredToken token);

  Optional<StoredToken> find(String id);

  /// The newest first.
  List<StoredToken> list(int limit);

  /// From now on nobody gets in with it; false when there is none.
  boolean remove(String id);
}
