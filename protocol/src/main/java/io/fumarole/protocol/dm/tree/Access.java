package io.fumarole.protocol.dm.tree;

import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A command that a node allows (`AccessType`) or that an ACL grants. Spec: TND 7.7.1.
///
/// `Add` on an interior node is about nodes below it. `Copy` has no word of its own: it needs `Get`
/// on its source and `Add` or `Replace` on its target.
public enum Access {
  ADD("Add"),
  DELETE("Delete"),
  EXEC("Exec"),
  GET("Get"),
  REPLACE("Replace");

  /// What a node allows that a server has created.
  public static final Set<Access> ALL = Collections.unmodifiableSet(EnumSet.allOf(Access.class));

  private final String text;

  Access(String text) {
    this.text = text;
  }

  /// The name on the wire.
  public String text() {
    return text;
  }

  public static Optional<Access> of(String text) {
    return Arrays.stream(values()).filter(access -> access.text.equals(text)).findFirst();
  }
}
