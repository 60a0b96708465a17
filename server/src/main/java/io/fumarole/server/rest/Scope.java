package io.fumarole.server.rest;

import io.javalin.security.RouteRole;
import java.util.EnumSet;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a caller may do; each route names the one that it needs.
enum Scope implements RouteRole {
  /// Needs no token.
  ANYONE,
  /// Needs to be known to the server, and nothing else.
  KNOWN,
  /// Reads the metrics and nothing else: for a scraper, whose token lies on another machine.
  METRICS,
  /// Reads everything that the API shows.
  READ,
  /// Works with devices: adds them, orders updates, runs campaigns.
  OPERATE,
  /// Works with packages and releases.
  RELEASE,
  /// Says yes or no to what others ask for.
  APPROVE,
  /// Says who may do what, and does everything else, too.
  ADMIN;

  /// What people can give to a token.
  static final Set<Scope> GIVEN = EnumSet.range(METRICS, ADMIN);

  /// Whether who has this scope may use a route that needs `needed`.
  boolean includes(Scope needed) {
    return switch (this) {
      case ANYONE -> needed == ANYONE;
      case KNOWN -> needed == KNOWN || needed == ANYONE;
      case METRICS -> needed == METRICS || KNOWN.includes(needed);
      case READ -> needed == READ || METRICS.includes(needed);
      case OPERATE -> needed == OPERATE || READ.includes(needed);
      case RELEASE -> needed == RELEASE || READ.includes(needed);
      case APPROVE -> needed == APPROVE || READ.includes(needed);
      case ADMIN -> true;
    };
  }

  /// All that can be given and that comes with one of `had`, in words.
  static SortedSet<String> words(Set<Scope> had) {
    SortedSet<String> words = new TreeSet<>();
    for (Scope scope : GIVEN)
      if (had.stream().anyMatch(it -> it.includes(scope))) words.add(Input.word(scope));
    return words;
  }
}
