package io.fumarole.lab.fleet;

/// Text in a page.
final class Html {
  private Html() {}

  /// Servers' words stand in the page: nothing in them is markup.
  static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
