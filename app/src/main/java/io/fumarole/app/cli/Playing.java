package io.fumarole.app.cli;

import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.ScenarioException;
import io.fumarole.scenario.ScenarioParser;
import io.fumarole.scenario.http.HttpListener;
import io.fumarole.scenario.http.HttpWire;
import io.fumarole.scenario.play.Failure;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.ScriptedClient;
import io.fumarole.scenario.play.ScriptedServer;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Plays scenarios over HTTP; the options of `scenario run` and `session replay`.
public final class Playing {
  private static final int FAILED = 1;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the DM address to play a client against, such as http://localhost:8080/dm")
  private @Nullable String server;

  @Option(
      names = "--listen",
      paramLabel = "PORT",
      description = "where to play a server; 0 takes a free port")
  private @Nullable Integer listen;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      defaultValue = "127.0.0.1",
      description = "the address to listen at (default: ${DEFAULT-VALUE})")
  private String host = "127.0.0.1";

  @Option(
      names = "--wait",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "how long a device may take (default: ${DEFAULT-VALUE})")
  private int seconds = 600;

  @Option(
      names = "--coding",
      paramLabel = "CODING",
      description = "xml, wbxml, wbxml-inline … (default: those of the scenario)")
  private @Nullable String coding;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "a variable, such as device=IMEI:1")
  private Map<String, String> variables = new HashMap<>();

  @Option(
      names = "--secret",
      paramLabel = "ACCOUNT=SECRET",
      description = "a secret that the scenario asks for; without it the terminal is asked")
  private Map<String, String> secrets = new HashMap<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  /// @return the exit code
  int play(Path file) throws IOException, InterruptedException {
    int worst = 0;
    for (Scenario scenario : read(file).variants()) {
      for (Coding each : scenario.codings()) {
        Optional<Failure> failure = play(scenario, each);
        if (failure.isPresent()) worst = FAILED;
        print(failure.map(Failure::text).orElse("ok: " + scenario + ", " + each));
      }
    }
    return worst;
  }

  private Scenario read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) throw new CliMistake("no scenario at " + file);
    if (Files.size(file) > 4L * ScenarioParser.LARGEST)
      throw new CliMistake(file + " is too large for a scenario");
    try {
      Scenario scenario = ScenarioParser.parse(file.toString(), Files.readString(file));
      Optional<Coding> other = Optional.ofNullable(coding).map(Playing::coding);
      if (other.isPresent()) scenario = scenario.in(other.get());
      if (scenario.plays() == Scenario.Side.CLIENT && server == null)
        throw new CliMistake(file + " plays a client: say --server URL");
      if (scenario.plays() == Scenario.Side.SERVER && listen == null)
        throw new CliMistake(file + " plays a server: say --listen PORT");
      if (!scenario.given().isEmpty()) print("given: " + scenario.given());
      if (server != null && !scenario.variables().containsKey("server"))
        scenario = scenario.with(Map.of("server", server));
      return scenario.with(variables).withSecrets(secretsOf(scenario));
    } catch (ScenarioException | IllegalArgumentException mistake) {
      throw new CliMistake(String.valueOf(mistake.getMessage()));
    }
  }

  private static Coding coding(String label) {
    return Coding.named(label)
        .orElseThrow(() -> new CliMistake("'" + label + "' is no coding: say xml or wbxml"));
  }

  /// Secrets come from the command line or the terminal, and are kept nowhere.
  private Map<String, String> secretsOf(Scenario scenario) {
    Map<String, String> all = new HashMap<>();
    for (var asked : scenario.asked().entrySet()) {
      String given = secrets.get(asked.getKey());
      all.put(asked.getKey(), given == null ? ask(asked.getKey(), asked.getValue()) : given);
    }
    return all;
  }

  private static String ask(String account, String user) {
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readPassword("secret of %s (%s): ", account, user))
        .map(String::new)
        .orElseThrow(
            () ->
                new CliMistake(
                    "the secret of account '"
                        + account
                        + "' is needed: say --secret "
                        + account
                        + "=…"));
  }

  private Optional<Failure> play(Scenario scenario, Coding with)
      throws IOException, InterruptedException {
    try {
      return scenario.plays() == Scenario.Side.CLIENT
          ? asClient(scenario, with)
          : asServer(scenario, with);
    } catch (ScenarioException mistake) {
      throw new CliMistake(String.valueOf(mistake.getMessage()));
    } catch (ConnectException nobody) {
      throw new CliMistake("nothing answers at " + server + ": is the server running?");
    }
  }

  private Optional<Failure> asClient(Scenario scenario, Coding with)
      throws IOException, InterruptedException {
    try (var wire = new HttpWire(address(String.valueOf(server)))) {
      return ScriptedClient.play(scenario, with, wire, this::act);
    }
  }

  private static URI address(String server) {
    try {
      URI uri = URI.create(server);
      if (uri.getHost() != null && String.valueOf(uri.getScheme()).startsWith("http")) return uri;
    } catch (IllegalArgumentException notAnAddress) {
      throw new CliMistake("'" + server + "' is no address: say http://host:port/dm");
    }
    throw new CliMistake("'" + server + "' is no address: say http://host:port/dm");
  }

  private Optional<Failure> asServer(Scenario scenario, Coding with)
      throws IOException, InterruptedException {
    var script = new ScriptedServer(scenario, with, this::act);
    var over = new CountDownLatch(1);
    var address = new InetSocketAddress(host, listen == null ? 0 : listen);
    try (var http = HttpListener.open(address, request -> answer(script, request, over))) {
      print("listening at http://" + host + ":" + http.port() + "/dm: let the device connect");
      if (!over.await(seconds, TimeUnit.SECONDS))
        print("the device did not come, or stopped, within " + Duration.ofSeconds(seconds));
    }
    return script.verdict();
  }

  private static Packet answer(ScriptedServer script, Packet request, CountDownLatch over)
      throws IOException, InterruptedException {
    try {
      return script.exchange(request);
    } finally {
      if (script.isOver()) over.countDown();
    }
  }

  /// What only a person can do.
  private void act(List<String> words) throws IOException {
    print("do: " + String.join(" ", words) + ", then press Enter");
    if (System.in.read() < 0) throw new IOException("nobody is at the terminal to do it");
  }

  private void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text.stripTrailing());
    out.flush();
  }
}
