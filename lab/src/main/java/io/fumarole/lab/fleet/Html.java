package io.fumarole.lab.fleet;

/// Text in a page.
public final class Html {
  private Html() {}

  /// Servers' words stand in the page: nothing in them is markup.
  public static String text(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
