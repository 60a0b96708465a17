package io.fumarole.app.cli;

import io.fumarole.app.Main;
import java.io.PrintWriter;
import java.io.StringWriter;

/// What a command has printed, and how it ended.
public record Shown(int code, String out, String err) {
  /// Runs it as it would be from the shell.
  public static Shown of(Object... words) {
    String[] all = new String[words.length];
    for (int i = 0; i < words.length; i++) all[i] = words[i].toString();
    var out = new StringWriter();
    var err = new StringWriter();
    int code =
        Main.commandLine(all)
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(err, true))
            .execute(all);
    return new Shown(code, out.toString(), err.toString());
  }

  /// Both streams.
  public String text() {
    return out + err;
  }
}
