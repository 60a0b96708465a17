package io.fumarole.server.rest;

import java.util.Set;

/// What a user is there for.
enum Role {
  /// Looks on.
  VIEWER,
  /// Runs the fleet: devices, campaigns, packages and releases.
  OPERATOR,
  /// Looks on, and says yes or no to what operators ask for: not the same people.
  APPROVER,
  ADMIN;

  Set<Scope> scopes() {
    return switch (this) {
      case VIEWER -> Set.of(Scope.READ);
      case OPERATOR -> Set.of(Scope.OPERATE, Scope.RELEASE);
      case APPROVER -> Set.of(Scope.APPROVE);
      case ADMIN -> Set.of(Scope.ADMIN);
    };
  }
}
