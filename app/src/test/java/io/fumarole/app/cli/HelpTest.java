package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class HelpTest {
  @Test
  void everyOptionSaysWhatItTakes() {
    List<String> unnamed = new ArrayList<>();
    collect(Fumarole.commandLine(), unnamed);
    assertThat(unnamed).isEmpty();
  }

  /// Without a label picocli shows the name of a field, or `<arg2>` for a parameter of a method.
  private static void collect(CommandLine command, List<String> unnamed) {
    for (var arg : command.getCommandSpec().args()) {
      boolean takesValue = arg.arity().max() > 0;
      if (takesValue && arg.paramLabel().startsWith("<"))
        unnamed.add(command.getCommandSpec().qualifiedName() + " " + arg);
    }
    command.getSubcommands().values().forEach(it -> collect(it, unnamed));
  }
}
