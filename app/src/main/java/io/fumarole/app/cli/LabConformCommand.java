package io.fumarole.app.cli;

import io.fumarole.lab.conform.Bell;
import io.fumarole.lab.conform.Case;
import io.fumarole.lab.conform.DeviceBench;
import io.fumarole.lab.conform.Hands;
import io.fumarole.lab.conform.Report;
import io.fumarole.lab.conform.ServerBench;
import io.fumarole.lab.conform.Settings;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.ScenarioException;
import io.fumarole.scenario.play.Login;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The conformance kit; `docs/conformance.md` describes it.
@Command(
    name = "conform",
    mixinStandardHelpOptions = true,
    description = "Judges a device or a server, case by case, with the messages as evidence.",
    synopsisSubcommandLabel = "(device | server)")
final class LabConformCommand {
  /// A package is held in memory while it is served.
  private static final long LARGEST_PACKAGE = 256L << 20;

  @Command(
      name = "device",
      mixinStandardHelpOptions = true,
      description = {
        "Plays a server to a device, and judges what it does.",
        "Ends with 1 when a case failed or the device stopped answering."
      })
  int device(
      @Mixin ConformOptions options,
      @Option(
              names = "--listen",
              paramLabel = "PORT",
              defaultValue = "9000",
              description = "where the device finds the kit (default: ${DEFAULT-VALUE})")
          int port,
      @Option(
              names = "--host",
              paramLabel = "HOST",
              defaultValue = "127.0.0.1",
              description = "the address to listen at (default: ${DEFAULT-VALUE})")
          String host,
      @Option(
              names = "--public-url",
              paramLabel = "URL",
              description = "how the device reaches it, such as http://192.0.2.7:9000")
          Optional<String> publicUrl,
      @Option(
              names = "--object",
              paramLabel = "URI",
              defaultValue = "./FwUpdate",
              description = "the firmware update object (default: ${DEFAULT-VALUE})")
          String object,
      @Option(
              names = "--package",
              paramLabel = "FILE",
              description = "an update that the device takes, again and again")
          Optional<Path> firmware,
      @Option(
              names = "--package-version",
              paramLabel = "TEXT",
              description = "what DevDetail/FwV says once it has that")
          Optional<String> version,
      @Option(
              names = "--notify",
              paramLabel = "HOST:PORT",
              description = "where the device hears of notifications over UDP")
          Optional<String> notified,
      @Option(
              names = "--wait",
              paramLabel = "SECONDS",
              defaultValue = "120",
              description = "how long the device may stay silent (default: ${DEFAULT-VALUE})")
          int seconds,
      @Option(
              names = "--unattended",
              description = "asks nobody for anything: the device opens sessions by itself")
          boolean unattended,
      @Option(
              names = "--hands",
              paramLabel = "COMMAND",
              description =
                  "is run with a word such as 'session' where a person would do something")
          Optional<Path> command)
      throws IOException, InterruptedException {
    List<Case> cases = options.cases(Scenario.Side.SERVER);
    if (options.isList()) return options.list(cases);
    Map<String, Octets> content = new HashMap<>();
    if (firmware.isPresent()) content.put("package", read(firmware.get()));
    Map<String, String> variables = new HashMap<>(options.variables());
    version.ifPresent(text -> variables.put("version", text));
    var settings =
        new Settings(
            new Login(
                options.deviceScheme(), options.device(), options.serverScheme(), options.server()),
            options.serverId(),
            object,
            content,
            notified.map(LabConformCommand::address).map(Bell::udp),
            Duration.ofSeconds(Math.max(1, seconds)),
            variables);
    Hands hands =
        command
            .map(LabConformCommand::running)
            .orElseGet(() -> unattended ? LabConformCommand::nobody : asking(options));
    try (var bench =
        DeviceBench.open(settings, hands, new InetSocketAddress(host, port), publicUrl)) {
      options.print("the device's server is " + bench.url() + "\n");
      Report report = bench.run(cases, options::told);
      return options.save(report);
    } catch (ScenarioException mistake) {
      throw new CliMistake(String.valueOf(mistake.getMessage()));
    } catch (BindException taken) {
      throw new CliMistake(
          "port " + port + " cannot be used: " + taken.getMessage() + "; say --listen");
    }
  }

  @Command(
      name = "server",
      mixinStandardHelpOptions = true,
      description = {
        "Plays a device to a server, and judges what it does. The server must know the device.",
        "Ends with 1 when a case failed or the server stopped answering."
      })
  int server(
      @Mixin ConformOptions options,
      @Option(
              names = "--server",
              paramLabel = "URL",
              description = "where its devices send their messages, such as http://host/dm")
          Optional<String> server,
      @Option(
              names = "--device",
              paramLabel = "ID",
              defaultValue = "IMEI:350000000000017",
              description = "whom the kit plays (default: ${DEFAULT-VALUE})")
          String device,
      @Option(
              names = "--unattended",
              description = "asks nobody for anything: cases with an order are inconclusive")
          boolean unattended)
      throws IOException, InterruptedException {
    List<Case> cases = options.cases(Scenario.Side.CLIENT);
    if (options.isList()) return options.list(cases);
    URI address = uri(server.orElseThrow(() -> new CliMistake("say --server URL")));
    Map<String, String> variables = new HashMap<>();
    variables.put("device", device);
    variables.put("name", options.deviceName());
    variables.putAll(options.variables());
    var settings =
        new Settings(
            new Login(
                options.serverScheme(), options.server(), options.deviceScheme(), options.device()),
            options.serverId(),
            "./FwUpdate",
            Map.of(),
            Optional.empty(),
            Duration.ZERO,
            variables);
    Hands hands = unattended ? (_, _, _) -> false : enter(options);
    try {
      return options.save(new ServerBench(settings, hands, address).run(cases, options::told));
    } catch (ScenarioException mistake) {
      throw new CliMistake(String.valueOf(mistake.getMessage()));
    }
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).startsWith("http")) return uri;
    } catch (IllegalArgumentException notAnAddress) {
      throw new CliMistake("'" + text + "' is no address: say http://host:port/dm");
    }
    throw new CliMistake("'" + text + "' is no address: say http://host:port/dm");
  }

  /// What is to be done at a server is done before the kit goes on.
  private static Hands enter(ConformOptions options) {
    return (_, sentence, _) -> {
      options.print("  → " + sentence + " Then press Enter.");
      return System.in.read() >= 0;
    };
  }

  private static Octets read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) throw new CliMistake("--package: there is no file " + file);
    if (Files.size(file) > LARGEST_PACKAGE)
      throw new CliMistake("--package: the kit serves at most " + LARGEST_PACKAGE + " octets");
    return Octets.wrap(Files.readAllBytes(file));
  }

  private static InetSocketAddress address(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}"))
      throw new CliMistake("--notify takes HOST:PORT, not '" + text + "'");
    return new InetSocketAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /// Tells a person, and waits for the device instead of the person.
  private static Hands asking(ConformOptions options) {
    return (_, sentence, _) -> {
      options.print("  → " + sentence);
      return true;
    };
  }

  /// A device that opens sessions by itself needs no hands for that.
  private static boolean nobody(String word, String sentence, Runnable through) {
    return word.equals("session") || word.startsWith("notify");
  }

  private static Hands running(Path command) {
    return (word, _, _) -> {
      new ProcessBuilder(command.toString(), word)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start();
      return true;
    };
  }
}
