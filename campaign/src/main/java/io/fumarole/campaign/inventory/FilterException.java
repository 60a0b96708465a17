package io.fumarole.campaign.inventory;

import java.util.Optional;

/// A filter that cannot be read, and the rule that it breaks.
public final class FilterException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int position;
  private final transient Optional<String> field;
  private final String rule;

  /// @param position of the first character of what is wrong, counted from 1
  /// @param field the one that the rule is about
  FilterException(int position, Optional<String> field, String rule) {
    super(
        "at character %d%s: %s"
            .formatted(position, field.map(name -> ", field '" + name + "'").orElse(""), rule));
    this.position = position;
    this.field = field;
    this.rule = rule;
  }

  public int position() {
    return position;
  }

  public Optional<String> field() {
    return field;
  }

  public String rule() {
    return rule;
  }
}
