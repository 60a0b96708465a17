package io.fumarole.protocol.syncml;

import java.util.OptionalLong;

/// Numbers a message within its session and direction, from 1; text as it arrived.
public record MsgId(String text) {
  public static MsgId of(long number) {
    return new MsgId(Long.toString(number));
  }

  /// The number, empty when the text is not a positive decimal number of at most nine digits.
  public OptionalLong number() {
    return Numbers.positive(text);
  }

  @Override
  public String toString() {
    return text;
  }
}
