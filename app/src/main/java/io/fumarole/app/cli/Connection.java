package io.fumarole.app.cli;

import io.fumarole.agent.config.AgentConfig.Tls;
import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.agent.session.TlsSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.JsonNode;

/// The options that all commands share which talk to a server.
public final class Connection {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "the server (default: ${DEFAULT-VALUE})",
      defaultValue = "${env:FUMAROLE_SERVER:-http://127.0.0.1:8080}")
  private String server = "";

  @Mixin private ApiToken token = new ApiToken();

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "for https: trust the certificates in this file (PEM), and no others",
      defaultValue = "${env:FUMAROLE_CA}")
  private @Nullable Path ca;

  @Option(names = "--json", description = "print the server's answer as JSON")
  private boolean json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  ApiClient api() {
    return new ApiClient(server, token.text(), Optional.ofNullable(ca).map(Connection::trusting));
  }

  private static SSLContext trusting(Path file) {
    try {
      return TlsSettings.context(new Tls(Optional.of(file), Optional.empty(), Optional.empty()));
    } catch (ConfigMistake | IOException e) {
      throw new CliMistake("--ca " + file + ": no PEM certificates can be read there");
    }
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  boolean isJson() {
    return json;
  }

  /// Prints the answer as JSON when that was asked for; otherwise leaves it to `words`.
  void print(JsonNode answer, Runnable words) {
    if (json) {
      out().println(ApiClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(answer));
    } else {
      words.run();
    }
    out().flush();
  }
}
