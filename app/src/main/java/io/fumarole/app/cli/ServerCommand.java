package io.fumarole.app.cli;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs the server until it is stopped.
@Command(name = "server", mixinStandardHelpOptions = true, description = "Runs the DM server.")
final class ServerCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--open",
      description =
          "take in any device, whatever credentials it shows, and print every message decoded")
  private boolean open;

  @Option(names = "--verbose", description = "print every message decoded")
  private boolean verbose;

  @Option(names = "--pending", description = "take in unknown devices, waiting for 'device accept'")
  private boolean pending;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings (HOCON), see docs/operations.md")
  private @Nullable Path config;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = "address to listen on (default: 127.0.0.1)")
  private @Nullable String host;

  @Option(names = "--port", paramLabel = "PORT", description = "port to listen on (default: 8080)")
  private @Nullable Integer port;

  @Option(
      names = "--data",
      paramLabel = "DIRECTORY",
      description = "data directory (default: fumarole-data)")
  private @Nullable Path data;

  @Option(
      names = "--database",
      paramLabel = "URL",
      description =
          "a PostgreSQL, postgresql://user@host/database, instead of SQLite in the data directory")
  private @Nullable String database;

  @Option(
      names = "--public-url",
      paramLabel = "URL",
      description = "where devices reach the server, if not at host and port")
  private @Nullable String publicUrl;

  @Option(
      names = "--server-id",
      paramLabel = "ID",
      description = "the server's identifier in DM accounts (default: fumarole)")
  private @Nullable String serverId;

  @Option(
      names = "--trigger-command",
      paramLabel = "COMMAND",
      description = "program that brings notifications to devices, instead of UDP")
  private @Nullable String triggerCommand;

  @Option(
      names = "--tls-certificate",
      paramLabel = "FILE",
      description = "speak https: the server's certificate and those between it and a root (PEM)")
  private @Nullable Path tlsCertificate;

  @Option(
      names = "--tls-key",
      paramLabel = "FILE",
      description = "the key of that certificate (PEM, PKCS 8, not encrypted)")
  private @Nullable Path tlsKey;

  @Option(
      names = "--tls-client-ca",
      paramLabel = "FILE",
      description = "who vouches for the certificates of devices (PEM): they are asked for one")
  private @Nullable Path tlsClientCa;

  @Option(
      names = "--four-eyes",
      paramLabel = "WHAT",
      split = ",",
      description = "what a second person has to agree to: release, campaign")
  private @Nullable List<String> fourEyes;

  @Override
  public Integer call() throws IOException, InterruptedException {
    ServerSettings settings = settings();
    PrintWriter out = spec.commandLine().getOut();
    try (FumaroleServer server = FumaroleServer.start(settings, Lab.brought())) {
      if (open || verbose) {
        var printer = new LivePrinter(out);
        server.trace().listen(printer::print);
      }
      greet(out, server, settings);
      CountDownLatch stopped = new CountDownLatch(1);
      CountDownLatch closed = new CountDownLatch(1);
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(stopped, closed)));
      stopped.await();
      server.stop();
      closed.countDown();
    }
    return 0;
  }

  /// The JVM ends when its hooks do: the server has to be closed by then.
  private static void stop(CountDownLatch stopped, CountDownLatch closed) {
    stopped.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void greet(PrintWriter out, FumaroleServer server, ServerSettings settings) {
    out.println("Fumarole listens at " + server.url());
    out.println("  devices      " + server.dmUrl() + "  (server id " + settings.serverId() + ")");
    settings.database().url().ifPresent(url -> out.println("  database     " + url));
    out.println("  REST API     " + server.url() + "/api/v1");
    server
        .freshToken()
        .ifPresent(
            token ->
                out.println("  API token    " + token + "  (kept in " + server.tokenFile() + ")"));
    if (settings.unknownDevices() == UnknownDevices.OPEN)
      out.println("  open         any device is taken in; each message is shown here");
    if (settings.unknownDevices() == UnknownDevices.OPEN)
      out.println(
          "               a client that insists on server credentials: './fumarole device add DEVICE"
              + " --profile oma-strict --server-secret'");
    out.println("Stop it with Ctrl-C.");
    out.flush();
  }

  private ServerSettings settings() {
    try {
      return from(read());
    } catch (ConfigException | IllegalArgumentException e) {
      throw new CliMistake(String.valueOf(e.getMessage()));
    }
  }

  private Config read() {
    if (config == null) return ConfigFactory.empty();
    if (!Files.isRegularFile(config)) throw new CliMistake("no settings at " + config);
    return ConfigFactory.parseFile(config.toFile());
  }

  /// What was said of it: the files belong together.
  private Map<String, String> tls() {
    Map<String, String> said = new HashMap<>();
    if (tlsCertificate != null) said.put("tls.certificate", tlsCertificate.toString());
    if (tlsKey != null) said.put("tls.key", tlsKey.toString());
    if (tlsClientCa != null) said.put("tls.clientCa", tlsClientCa.toString());
    return said;
  }

  private ServerSettings from(Config given) {
    ServerSettings settings = ServerSettings.from(given);
    if (host != null) settings = settings.with("host", host);
    if (port != null) settings = settings.with("port", port);
    if (data != null) settings = settings.with("data", data.toString());
    if (database != null) settings = settings.with("database.url", database);
    if (publicUrl != null) settings = settings.with("publicUrl", publicUrl);
    if (serverId != null) settings = settings.with("serverId", serverId);
    if (triggerCommand != null)
      settings = settings.with("triggerCommand", List.of(triggerCommand.strip().split("\\s+")));
    settings = settings.with(tls());
    if (fourEyes != null)
      settings =
          settings.with(
              "fourEyes", fourEyes.stream().map(it -> it.toUpperCase(Locale.ROOT)).toList());
    if (open) settings = settings.with("unknownDevices", "OPEN");
    return pending ? settings.with("unknownDevices", "PENDING") : settings;
  }
}
