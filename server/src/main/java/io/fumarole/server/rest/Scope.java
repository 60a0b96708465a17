package io.fumarole.server.rest;

import io.javalin.security.RouteRole;
import java.util.Set;

/// What a token may do; each route names the one that it needs.
enum Scope implements RouteRole {
  /// Needs no token.
  ANYONE,
  /// Reads the metrics and nothing else: for a scraper, whose token lies on another machine.
  METRICS,
  /// Reads everything that the API shows.
  READ,
  /// Works with devices: adds them, orders updates, runs campaigns.
  OPERATE,
  /// Works with packages and releases.
  RELEASE,
  /// Says who may do what, and does everything else, too.
  ADMIN;

  /// What people can give to a token.
  static final Set<Scope> GIVEN = Set.of(METRICS, READ, OPERATE, RELEASE, ADMIN);

  /// Whether who has this scope may use a route that needs `needed`.
  boolean includes(Scope needed) {
    return switch (this) {
      case ANYONE -> needed == ANYONE;
      case METRICS -> needed == METRICS || needed == ANYONE;
      case READ -> needed == READ || METRICS.includes(needed);
      case OPERATE -> needed == OPERATE || READ.includes(needed);
      case RELEASE -> needed == RELEASE || READ.includes(needed);
      case ADMIN -> true;
    };
  }
}
