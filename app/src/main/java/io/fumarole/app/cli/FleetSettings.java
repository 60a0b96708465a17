package io.fumarole.app.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.firmware.VerifyingKey;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.FleetPlan;
import io.fumarole.lab.fleet.Link;
import io.fumarole.lab.fleet.Listening;
import io.fumarole.lab.fleet.Members;
import io.fumarole.lab.fleet.OfflineHours;
import io.fumarole.lab.fleet.Rhythm;
import io.fumarole.lab.fleet.Share;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Form;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What can be said about a fleet on the command line.
final class FleetSettings {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "where the devices call; without a path, /dm (default: ${DEFAULT-VALUE})",
      defaultValue = "http://127.0.0.1:8080")
  private String server = "http://127.0.0.1:8080";

  @Option(
      names = "--server-id",
      paramLabel = "ID",
      description = "the server's identifier (default: ${DEFAULT-VALUE})",
      defaultValue = "fumarole")
  private String serverId = "fumarole";

  @Option(
      names = "--devices",
      paramLabel = "N",
      description = "how many (default: ${DEFAULT-VALUE})",
      defaultValue = "1000")
  private int devices = 1_000;

  @Option(
      names = "--prefix",
      paramLabel = "TEXT",
      description = "their ids are this and a number (default: ${DEFAULT-VALUE})",
      defaultValue = "SIM:")
  private String prefix = "SIM:";

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "decides over secrets and all that is chance (default: ${DEFAULT-VALUE})",
      defaultValue = "1")
  private long seed = 1;

  @Option(
      names = "--vendor",
      paramLabel = "NAME",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "Northwind")
  private String vendor = "Northwind";

  @Option(
      names = "--model",
      paramLabel = "NAME",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "NW-410")
  private String model = "NW-410";

  @Option(
      names = "--hardware",
      paramLabel = "NAME",
      description = "(default: ${DEFAULT-VALUE})",
      defaultValue = "B2")
  private String hardware = "B2";

  @Option(
      names = "--from",
      paramLabel = "VERSION",
      description = "the version that they run at first (default: ${DEFAULT-VALUE})",
      defaultValue = "1.0.0")
  private String from = "1.0.0";

  @Option(
      names = "--encoding",
      paramLabel = "wbxml|xml",
      description = "of the messages (default: wbxml)")
  private Form.Encoding encoding = Form.Encoding.WBXML;

  @Option(
      names = "--auth",
      paramLabel = "md5|hmac|basic|none",
      description = "how a device shows who it is (default: md5)")
  private AuthScheme auth = AuthScheme.MD5;

  @Option(
      names = "--server-auth",
      paramLabel = "md5|hmac|basic|none",
      description = "how the server does (default: as the devices, but none with basic)")
  private @Nullable AuthScheme serverAuth;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "any other setting of the agent, such as fumo.exec-status=200")
  private Map<String, String> others = new HashMap<>();

  @Option(
      names = "--poll",
      paramLabel = "TIME",
      description = "from one session of a device to its next (default: 60s)")
  private @Nullable String poll;

  @Option(
      names = "--jitter",
      paramLabel = "SHARE",
      description = "of that, which chance adds (default: 10%%)")
  private @Nullable String jitter;

  @Option(
      names = "--rate",
      paramLabel = "N",
      description = "instead of --poll: sessions a second of all devices, at times of chance")
  private @Nullable Double rate;

  @Option(names = "--latency", paramLabel = "TIME", description = "of the network, each way")
  private @Nullable String latency;

  @Option(names = "--loss", paramLabel = "SHARE", description = "of messages and downloads")
  private @Nullable String loss;

  @Option(
      names = "--link",
      paramLabel = "OCTETS",
      description = "a second that a device's line carries, such as 32KiB")
  private @Nullable String line;

  @Option(names = "--offline", paramLabel = "SHARE", description = "of the devices, at any time")
  private @Nullable String offline;

  @Option(
      names = "--offline-for",
      paramLabel = "TIME",
      description = "how long a device is away each time (default: 10m)")
  private @Nullable String offlineFor;

  @Option(
      names = "--fail",
      paramLabel = "CODE=SHARE,…",
      description = "updates that fail, such as 5%% or 410=3%%,503=1%%")
  private @Nullable String fail;

  @Option(
      names = "--trusted-key",
      paramLabel = "FILE",
      description = "public key whose signatures the devices trust")
  private List<Path> trustedKeys = List.of();

  @Option(
      names = "--becomes",
      paramLabel = "VERSION",
      description = "takes files that are no bundles, and runs this version then")
  private @Nullable String becomes;

  @Option(
      names = "--connections",
      paramLabel = "N",
      description = "sessions, and downloads, at once (default: ${DEFAULT-VALUE})",
      defaultValue = "256")
  private int connections = 256;

  @Option(
      names = "--until",
      paramLabel = "VERSION",
      description = "ends when each device runs it, or has said that it could not")
  private @Nullable String until;

  @Option(names = "--duration", paramLabel = "TIME", description = "ends after that at the latest")
  private @Nullable String duration;

  @Option(
      names = "--listen",
      paramLabel = "HOST:PORT",
      description = "devices take notifications by UDP, each at a port of its own from there on")
  private @Nullable String listen;

  @Option(
      names = "--patience",
      paramLabel = "TIME",
      description = "a server that answers nobody for so long ends the run (default: 30s)")
  private String patience = "30s";

  @Mixin private FaultSettings faults = new FaultSettings();

  @Option(
      names = "--server-pid",
      paramLabel = "PID",
      description = "the server's process, on this machine: shows its processor time")
  private @Nullable Long serverPid;

  Members members() {
    return checked("--devices", () -> new Members(prefix, seed, devices));
  }

  boolean serverShows() {
    return serverScheme() != AuthScheme.NONE;
  }

  private AuthScheme serverScheme() {
    if (serverAuth != null) return serverAuth;
    return auth == AuthScheme.BASIC ? AuthScheme.NONE : auth;
  }

  FleetPlan plan() {
    return checked(
        "--connections",
        () ->
            new FleetPlan(
                members(),
                device(),
                keys(),
                Optional.ofNullable(becomes),
                rhythm(),
                link(),
                offlineHours(),
                fail == null
                    ? Failures.NONE
                    : checked("--fail", () -> Failures.parse(String.valueOf(fail))),
                faults.plan(members()),
                listening(),
                connections,
                Optional.ofNullable(until),
                Optional.ofNullable(duration).map(text -> time("--duration", text)),
                time("--patience", patience),
                Optional.ofNullable(serverPid)));
  }

  private AgentConfig device() {
    Map<String, Object> values = new HashMap<>();
    values.put("device.id", prefix);
    values.put("device.manufacturer", vendor);
    values.put("device.model", model);
    values.put("device.hardware", hardware);
    values.put("factory.version", from);
    values.put("data-directory", "device");
    values.put("server.url", url().toString());
    values.put("server.id", serverId);
    values.put("server.encoding", encoding.name().toLowerCase(Locale.ROOT));
    values.put("server.device-auth.scheme", auth.name().toLowerCase(Locale.ROOT));
    values.put("server.server-auth.scheme", serverScheme().name().toLowerCase(Locale.ROOT));
    values.put("server.device-auth.secret", "by the seed");
    values.put("server.server-auth.secret", "by the seed");
    values.put("verify.allow-unsigned", becomes != null);
    values.putAll(others);
    try {
      return AgentConfig.of(values, Path.of(""));
    } catch (ConfigMistake | ConfigException mistake) {
      throw new CliMistake(String.valueOf(mistake.getMessage()));
    }
  }

  Optional<Listening> listening() {
    return Optional.ofNullable(listen)
        .map(text -> checked("--listen", () -> Listening.parse(text, devices)));
  }

  boolean listsFaults() {
    return faults.lists();
  }

  /// Where the server's REST API is, if it is a Fumarole.
  String apiUrl() {
    return url().resolve("/").toString().replaceAll("/$", "");
  }

  private URI url() {
    URI given = checked("--server", () -> URI.create(server));
    boolean hasPath = given.getPath() != null && given.getPath().length() > 1;
    return hasPath ? given : checked("--server", () -> given.resolve("/dm"));
  }

  private TrustedKeys keys() {
    TrustedKeys all = TrustedKeys.NONE;
    for (Path file : trustedKeys) {
      try {
        for (VerifyingKey key : Keys.readTrustedKeys(file).keys().values()) all = all.and(key);
      } catch (IOException e) {
        throw new CliMistake("--trusted-key: " + e.getMessage());
      }
    }
    return all;
  }

  private Rhythm rhythm() {
    if (rate != null && (poll != null || jitter != null))
      throw new CliMistake("--rate goes without --poll and --jitter: it decides when devices call");
    if (rate != null) {
      double perSecond = rate;
      return checked("--rate", () -> Rhythm.Chance.of(perSecond, devices));
    }
    Duration interval = time("--poll", poll == null ? "60s" : poll);
    Share added = share("--jitter", jitter == null ? "10%" : jitter);
    return checked("--poll", () -> new Rhythm.Poll(interval, added));
  }

  private Link link() {
    return checked(
        "--link",
        () ->
            new Link(
                latency == null ? Duration.ZERO : time("--latency", latency),
                loss == null ? Share.NONE : share("--loss", loss),
                Optional.ofNullable(line).map(text -> octets("--link", text))));
  }

  private OfflineHours offlineHours() {
    if (offline == null && offlineFor != null)
      throw new CliMistake("--offline-for goes with --offline, which says how many");
    if (offline == null) return OfflineHours.NONE;
    Share share = share("--offline", offline);
    Duration period = time("--offline-for", offlineFor == null ? "10m" : offlineFor);
    return checked("--offline", () -> new OfflineHours(share, period));
  }

  private static Share share(String option, String text) {
    return checked(option, () -> Share.parse(text));
  }

  private static Duration time(String option, String text) {
    try {
      Duration read =
          ConfigFactory.empty()
              .withValue("x", ConfigValueFactory.fromAnyRef(text))
              .getDuration("x");
      if (!read.isNegative()) return read;
    } catch (ConfigException notATime) {
      // Answered below.
    }
    throw new CliMistake(option + ": '" + text + "' is no time: write such as 500ms, 30s, 10m, 2h");
  }

  private static long octets(String option, String text) {
    try {
      return ConfigFactory.empty()
          .withValue("x", ConfigValueFactory.fromAnyRef(text))
          .getBytes("x");
    } catch (ConfigException notASize) {
      throw new CliMistake(option + ": '" + text + "' is no size: write such as 8KiB or 2MiB");
    }
  }

  /// What refuses it has the words, and not the option's name.
  private static <T> T checked(String option, Supplier<T> value) {
    try {
      return value.get();
    } catch (CliMistake mistake) {
      throw mistake;
    } catch (IllegalArgumentException refused) {
      throw new CliMistake(option + ": " + refused.getMessage());
    }
  }
}
