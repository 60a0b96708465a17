package io.fumarole.app.cli;

/// What devices and others have said, for a terminal: it must not steer it.
public final class Plain {
  private Plain() {}

  /// The same text, with a blank for each control character.
  public static String line(String text) {
    return text.replaceAll("\\p{Cc}", " ");
  }

  /// The same for text of several lines.
  static String lines(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\n]]", " ");
  }
}
