package io.fumarole.app.cli;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Something for the user of a device.
@Command(
    name = "ask",
    mixinStandardHelpOptions = true,
    description = {
      "Shows the user of a device a text, or asks something.",
      "It waits for the device's next session; --notify asks for one. 'device node list' has the answers."
    },
    footer = {
      "",
      "  device ask IMEI:1 'Rain at noon' --kind show --notify",
      "  device ask IMEI:1 'When shall we call?' --choice Morning --choice Evening --wait 120",
      "  device ask IMEI:1 'Your floor?' --kind text --input numeric --length 2"
    })
final class DeviceAskCommand implements Callable<Integer> {
  @Mixin private Ordering ordering = new Ordering();

  @Parameters(index = "1", paramLabel = "TEXT", description = "what the user reads")
  private String text = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      description =
          "show, confirm, text, choice or choices (default: choice with --choice, else confirm)")
  private @Nullable String kind;

  @Option(
      names = "--choice",
      paramLabel = "TEXT",
      description = "one of what the user chooses from, the first has number 1")
  private @Nullable List<String> choices;

  @Option(
      names = "--seconds",
      paramLabel = "NUMBER",
      description = "how long it is shown at least, or waited for at most")
  private @Nullable Integer seconds;

  @Option(
      names = "--answer",
      paramLabel = "TEXT",
      description =
          "by default, when the user gives none: 1 or 0 to a confirm, the numbers of choices joined by -")
  private @Nullable String answer;

  @Option(
      names = "--input",
      paramLabel = "KIND",
      description = "of a text: alphanumeric, numeric, date, time, phone or ipv4")
  private @Nullable String input;

  @Option(names = "--length", paramLabel = "NUMBER", description = "of a text at most")
  private @Nullable Integer length;

  @Override
  public Integer call() throws InterruptedException {
    Map<String, Object> question = new HashMap<>();
    question.put("text", text);
    question.put("kind", kind != null ? kind : choices == null ? "confirm" : "choice");
    if (choices != null) question.put("choices", choices);
    if (seconds != null) question.put("seconds", seconds);
    if (answer != null) question.put("answer", answer);
    if (input != null) question.put("input", input);
    if (length != null) question.put("length", length);
    ordering.order("questions", List.of(question));
    return 0;
  }
}
