package io.fumarole.app.cli;

import io.fumarole.lab.conform.Case;
import io.fumarole.lab.conform.JUnitReport;
import io.fumarole.lab.conform.JsonReport;
import io.fumarole.lab.conform.Kit;
import io.fumarole.lab.conform.Report;
import io.fumarole.lab.conform.ReportPage;
import io.fumarole.lab.conform.Result;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.ScenarioException;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Which cases are played, how both sides prove themselves, and where the reports go; the same for
/// a device and a server.
public final class ConformOptions {
  @Option(names = "--list", description = "only lists the cases")
  private boolean list;

  @Option(
      names = "--case",
      paramLabel = "ID",
      split = ",",
      description = "this case and no others; several are allowed")
  private List<String> ids = new ArrayList<>();

  @Option(
      names = "--cases",
      paramLabel = "FOLDER",
      description = "cases of your own instead of the kit's: files that end in .case")
  private @Nullable Path folder;

  @Option(
      names = "--device-auth",
      paramLabel = "SCHEME",
      defaultValue = "md5",
      description =
          "how the device proves itself: none, basic, md5, hmac (default: ${DEFAULT-VALUE})")
  private String deviceAuth = "md5";

  @Option(
      names = "--server-auth",
      paramLabel = "SCHEME",
      defaultValue = "md5",
      description = "how the server proves itself (default: ${DEFAULT-VALUE})")
  private String serverAuth = "md5";

  @Option(
      names = "--device-name",
      paramLabel = "NAME",
      defaultValue = "",
      description = "the device's name in its account")
  private String deviceName = "";

  @Option(
      names = "--server-id",
      paramLabel = "ID",
      defaultValue = "fumarole",
      description = "the server's id in the device's account (default: ${DEFAULT-VALUE})")
  private String serverId = "fumarole";

  @Option(
      names = "--secret",
      paramLabel = "WHO=SECRET",
      description = "of device or server; without it the terminal is asked")
  private Map<String, String> secrets = new HashMap<>();

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description = "a variable that a case of yours looks at")
  private Map<String, String> variables = new HashMap<>();

  @Option(names = "--json", paramLabel = "FILE", description = "writes the report as JSON")
  private @Nullable Path json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "writes the report as a page, with all messages")
  private @Nullable Path html;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "writes the report as JUnit XML, for a build server")
  private @Nullable Path junit;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  boolean isList() {
    return list;
  }

  String deviceName() {
    return deviceName;
  }

  String serverId() {
    return serverId;
  }

  Map<String, String> variables() {
    return variables;
  }

  AuthScheme deviceScheme() {
    return scheme("--device-auth", deviceAuth);
  }

  AuthScheme serverScheme() {
    return scheme("--server-auth", serverAuth);
  }

  private static AuthScheme scheme(String option, String label) {
    for (AuthScheme scheme : AuthScheme.values()) {
      if (scheme.name().toLowerCase(Locale.ROOT).equals(label)) return scheme;
    }
    throw new CliMistake(option + ": '" + label + "' is none of none, basic, md5, hmac");
  }

  Optional<Account> device() {
    if (deviceScheme() == AuthScheme.NONE) return Optional.empty();
    if (deviceName.isEmpty())
      throw new CliMistake(
          "say --device-name, as the device's account has it, or --device-auth none");
    return Optional.of(Account.of(deviceName, secret("device", deviceName)));
  }

  Optional<Account> server() {
    return serverScheme() == AuthScheme.NONE
        ? Optional.empty()
        : Optional.of(Account.of(serverId, secret("server", serverId)));
  }

  /// Secrets come from the command line or the terminal, and are kept nowhere.
  private String secret(String who, String name) {
    String given = secrets.get(who);
    if (given != null) return given;
    return Optional.ofNullable(System.console())
        .filter(Console::isTerminal)
        .map(console -> console.readPassword("secret of the %s (%s): ", who, name))
        .map(String::new)
        .orElseThrow(
            () ->
                new CliMistake("the secret of the " + who + " is needed: --secret " + who + "=…"));
  }

  /// The cases that were asked for.
  List<Case> cases(Scenario.Side plays) {
    List<Case> all = Kit.of(all(plays), plays);
    if (ids.isEmpty()) {
      if (all.isEmpty()) throw new CliMistake(folder + " holds no such case: files end in .case");
      return all;
    }
    Map<String, Case> byId = new LinkedHashMap<>();
    all.forEach(each -> byId.put(each.id(), each));
    List<Case> chosen = new ArrayList<>();
    for (String id : ids) {
      Case one = byId.get(id);
      if (one == null) throw new CliMistake("no case '" + id + "': --list shows those there are");
      chosen.add(one);
    }
    return chosen;
  }

  private List<Case> all(Scenario.Side plays) {
    if (folder == null) return plays == Scenario.Side.SERVER ? Kit.device() : Kit.server();
    try {
      if (!Files.isDirectory(folder)) throw new CliMistake("--cases: " + folder + " is no folder");
      return Kit.folder(folder);
    } catch (ScenarioException mistake) {
      throw new CliMistake(String.valueOf(mistake.getMessage()));
    } catch (IOException e) {
      throw new CliMistake("--cases: " + folder + " cannot be read: " + e.getMessage());
    }
  }

  /// @return the exit code
  int list(List<Case> cases) {
    String group = "";
    for (Case each : cases) {
      if (!each.group().equals(group)) print("\n" + each.group());
      group = each.group();
      print("  %-24s %s (%s)".formatted(each.id(), each.title(), String.join(", ", each.specs())));
    }
    print("\n%d cases".formatted(cases.size()));
    return 0;
  }

  void told(Result result) {
    print("%-14s %-24s %s".formatted(result.verdict().words(), result.id(), result.title()));
    if (result.why().isEmpty()) return;
    String line = result.line() == 0 ? "" : "line " + result.line() + ": ";
    print("               " + line + result.why());
  }

  /// @return the exit code
  int save(Report report) throws IOException {
    print("");
    if (!report.end().isEmpty()) print("ended early: " + report.end());
    print(report.summary());
    if (json != null)
      Files.writeString(
          json,
          ApiClient.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JsonReport.of(report))
              + "\n");
    if (html != null) Files.writeString(html, ReportPage.of(report));
    if (junit != null) Files.writeString(junit, JUnitReport.of(report));
    return report.isClean() ? 0 : 1;
  }

  void print(String text) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(text.stripTrailing());
    out.flush();
  }
}
