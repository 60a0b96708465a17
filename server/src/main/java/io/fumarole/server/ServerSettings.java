package io.fumarole.server;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.server.notify.pap.PapSettings;
import io.fumarole.server.notify.smpp.SmppSettings;
import io.fumarole.server.oidc.OidcSettings;
import io.fumarole.server.rest.FourEyes;
import io.fumarole.server.telemetry.TelemetrySettings;
import io.fumarole.server.tls.TlsSettings;
import io.fumarole.server.webhook.WebhookSettings;
import io.fumarole.storage.PostgresUrl;
import io.fumarole.storage.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How a server is run.
///
/// @param port 0 takes any that is free
/// @param data directory of the content, the keys and SQLite's database
/// @param database where the database is
/// @param content where firmware is kept
/// @param publicUrl where devices reach the server, when that is not `http://host:port`, with TLS
///   https
/// @param serverId `ServerID` of the devices' DM accounts
/// @param mostUnknownDevices how many devices that nobody added are taken in
/// @param linkLifetime how long a download address lives
/// @param allowUnsigned whether packages without our signature are taken
/// @param autoRelease whether a new release is released at once, and takes more packages afterwards
/// @param fourEyes what one person asks for and another has to agree to
/// @param trace whether messages are kept for people to look at
/// @param behindProxy whether `Forwarded` headers name the peer: only with a proxy that sets them
/// @param triggerCommand program and arguments that bring notifications; empty: UDP
/// @param tls the certificate with which the port speaks https
/// @param oidc where people sign in besides
/// @param smpp the message centre for `sms:` addresses
/// @param pap the push gateway for `push:` addresses
/// @param webhooks how programs are told what happens
/// @param telemetry where spans go
/// @param capacity how much is taken on at once
public record ServerSettings(
    String host,
    int port,
    Path data,
    DatabasePlace database,
    ContentSettings content,
    Optional<String> publicUrl,
    String serverId,
    UnknownDevices unknownDevices,
    int mostUnknownDevices,
    Duration linkLifetime,
    boolean allowUnsigned,
    boolean autoRelease,
    Set<FourEyes.Action> fourEyes,
    boolean trace,
    boolean behindProxy,
    List<String> triggerCommand,
    TlsSettings tls,
    OidcSettings oidc,
    SmppSettings smpp,
    PapSettings pap,
    WebhookSettings webhooks,
    TelemetrySettings telemetry,
    Capacity capacity) {
  private static final int LARGEST_PORT = 65_535;

  /// Where the database is.
  ///
  /// @param url of a PostgreSQL; empty: SQLite in the data directory
  /// @param connections to PostgreSQL, of this node, at once
  public record DatabasePlace(Optional<PostgresUrl> url, int connections) {
    Settings of(Settings storage) {
      return url.map(it -> storage.withPostgres(it, connections)).orElse(storage);
    }
  }

  /// How much is taken on at once; what comes beyond is answered with 503 and `Retry-After`.
  ///
  /// @param exchanges DM messages at work; the database commits some 128 of them together
  /// @param waiting DM messages that wait behind them
  /// @param calls of the REST API at work; as many wait
  /// @param patience how long a message or call waits at most
  /// @param connections open at once
  /// @param retryAfter the least that `Retry-After` says
  public record Capacity(
      int exchanges,
      int waiting,
      int calls,
      Duration patience,
      int connections,
      Duration retryAfter) {
    public Capacity {
      if (exchanges < 1 || waiting < 0 || calls < 1 || connections < 1)
        throw new IllegalArgumentException(
            "capacity: exchanges, calls and connections are 1 or more, waiting is not negative");
      if (patience.isNegative() || retryAfter.toSeconds() < 1)
        throw new IllegalArgumentException(
            "capacity: patience is not negative, retryAfter is a second or more");
    }
  }

  public ServerSettings {
    triggerCommand = List.copyOf(triggerCommand);
    fourEyes = Set.copyOf(fourEyes);
    publicUrl = publicUrl.map(url -> url.replaceAll("/+$", ""));
    if (port < 0 || port > LARGEST_PORT)
      throw new IllegalArgumentException("port is 0 to " + LARGEST_PORT + ", not " + port);
    if (serverId.isBlank()) throw new IllegalArgumentException("serverId is blank");
    if (mostUnknownDevices < 1)
      throw new IllegalArgumentException(
          "mostUnknownDevices is 1 or more, not %d: unknownDevices = REFUSE takes in none"
              .formatted(mostUnknownDevices));
    if (linkLifetime.isNegative() || linkLifetime.isZero())
      throw new IllegalArgumentException("linkLifetime is not positive: " + linkLifetime);
    publicUrl.ifPresent(ServerSettings::requireHttp);
  }

  private static void requireHttp(String url) {
    if (!url.matches("https?://[^\\s/?#]+[^\\s?#]*"))
      throw new IllegalArgumentException(
          "publicUrl is an http or https address without query, not '" + url + "'");
  }

  /// A release that needs two people is none before the second has agreed.
  boolean releasesAtOnce() {
    return autoRelease && !fourEyes.contains(FourEyes.Action.RELEASE);
  }

  /// A server on the loopback interface that refuses unknown devices.
  public static ServerSettings of(Path data) {
    return from(ConfigFactory.empty()).with("data", data.toString());
  }

  /// Reads the part `fumarole` of a configuration; what is missing has its usual value.
  ///
  /// @throws com.typesafe.config.ConfigException naming the file, the line and the key
  public static ServerSettings from(Config given) {
    Config defaults =
        ConfigFactory.parseString(DEFAULTS)
            .withFallback(ConfigFactory.parseString(TlsSettings.DEFAULTS).atPath("fumarole"))
            .withFallback(ConfigFactory.parseString(OidcSettings.DEFAULTS).atPath("fumarole"))
            .withFallback(ConfigFactory.parseString(SmppSettings.DEFAULTS).atPath("fumarole"))
            .withFallback(ConfigFactory.parseString(PapSettings.DEFAULTS).atPath("fumarole"))
            .withFallback(ConfigFactory.parseString(ContentSettings.DEFAULTS).atPath("fumarole"))
            .withFallback(ConfigFactory.parseString(WebhookSettings.DEFAULTS).atPath("fumarole"))
            .withFallback(ConfigFactory.parseString(TelemetrySettings.DEFAULTS).atPath("fumarole"));
    requireKnown(given, defaults);
    Config config = given.withFallback(defaults).resolve();
    Config part = config.getConfig("fumarole");
    return new ServerSettings(
        part.getString("host"),
        part.getInt("port"),
        Path.of(part.getString("data")),
        new DatabasePlace(
            Optional.of(part.getString("database.url"))
                .filter(url -> !url.isBlank())
                .map(PostgresUrl::parse),
            part.getInt("database.connections")),
        ContentSettings.from(part.getConfig("content")),
        Optional.of(part.getString("publicUrl")).filter(url -> !url.isBlank()),
        part.getString("serverId"),
        part.getEnum(UnknownDevices.class, "unknownDevices"),
        part.getInt("mostUnknownDevices"),
        part.getDuration("linkLifetime"),
        part.getEnum(Unsigned.class, "packages.unsigned") == Unsigned.ALLOW,
        part.getBoolean("packages.autoRelease"),
        Set.copyOf(part.getEnumList(FourEyes.Action.class, "fourEyes")),
        part.getBoolean("trace"),
        part.getBoolean("behindProxy"),
        part.getStringList("triggerCommand"),
        TlsSettings.from(part.getConfig("tls")),
        OidcSettings.from(part.getConfig("oidc")),
        SmppSettings.from(part.getConfig("smpp")),
        PapSettings.from(part.getConfig("pap")),
        WebhookSettings.from(part.getConfig("webhooks")),
        TelemetrySettings.from(part.getConfig("telemetry")),
        capacity(part.getConfig("capacity")));
  }

  /// A setting with a slip in its name would be left out without a word.
  private static void requireKnown(Config given, Config defaults) {
    for (Map.Entry<String, ConfigValue> setting : given.entrySet()) {
      boolean isOurs = setting.getKey().startsWith("fumarole.");
      if (isOurs && !defaults.hasPath(setting.getKey()))
        throw new ConfigException.BadPath(
            setting.getValue().origin(), setting.getKey(), "there is no such setting");
    }
  }

  private static Capacity capacity(Config part) {
    return new Capacity(
        part.getInt("exchanges"),
        part.getInt("waiting"),
        part.getInt("calls"),
        part.getDuration("patience"),
        part.getInt("connections"),
        part.getDuration("retryAfter"));
  }

  /// `packages.unsigned`.
  private enum Unsigned {
    ALLOW,
    REFUSE
  }

  private static final String DEFAULTS =
      """
      fumarole {
        host = "127.0.0.1"
        port = 8080
        data = "fumarole-data"
        database { url = "", connections = 16 }
        publicUrl = ""
        serverId = "fumarole"
        unknownDevices = REFUSE
        mostUnknownDevices = 10000
        linkLifetime = 7 days
        packages.unsigned = ALLOW
        packages.autoRelease = true
        fourEyes = []
        trace = true
        behindProxy = false
        triggerCommand = []
        capacity {
          exchanges = 256
          waiting = 2000
          calls = 32
          patience = 5 s
          connections = 10000
          retryAfter = 10 s
        }
      }
      """;

  /// The same settings but for one, by its name in the configuration.
  ///
  /// @throws com.typesafe.config.ConfigException when there is no such setting, or no such value of
  ///   it
  public ServerSettings with(String name, Object value) {
    return with(Map.of(name, value));
  }

  /// The same for some that belong together.
  public ServerSettings with(Map<String, ?> values) {
    Map<String, Object> changed = asMap();
    for (String name : values.keySet())
      if (!changed.containsKey(name)) throw new ConfigException.BadPath(name, "no such setting");
    changed.putAll(values);
    return from(ConfigFactory.parseMap(changed).atPath("fumarole"));
  }

  private Map<String, Object> asMap() {
    Map<String, Object> all = new HashMap<>(ownMap());
    all.putAll(tls.asMap());
    all.putAll(oidc.asMap());
    all.putAll(smpp.asMap());
    all.putAll(pap.asMap());
    all.putAll(webhooks.asMap());
    all.putAll(telemetry.asMap());
    all.putAll(content.asMap());
    return all;
  }

  private Map<String, Object> ownMap() {
    return Map.ofEntries(
        Map.entry("host", host),
        Map.entry("port", port),
        Map.entry("data", data.toString()),
        Map.entry("database.url", database.url().map(PostgresUrl::text).orElse("")),
        Map.entry("database.connections", database.connections()),
        Map.entry("publicUrl", publicUrl.orElse("")),
        Map.entry("serverId", serverId),
        Map.entry("unknownDevices", unknownDevices.name()),
        Map.entry("mostUnknownDevices", mostUnknownDevices),
        Map.entry("linkLifetime", linkLifetime),
        Map.entry("packages.unsigned", (allowUnsigned ? Unsigned.ALLOW : Unsigned.REFUSE).name()),
        Map.entry("packages.autoRelease", autoRelease),
        Map.entry("fourEyes", fourEyes.stream().map(FourEyes.Action::name).sorted().toList()),
        Map.entry("trace", trace),
        Map.entry("behindProxy", behindProxy),
        Map.entry("triggerCommand", triggerCommand),
        Map.entry("capacity.exchanges", capacity.exchanges()),
        Map.entry("capacity.waiting", capacity.waiting()),
        Map.entry("capacity.calls", capacity.calls()),
        Map.entry("capacity.patience", capacity.patience()),
        Map.entry("capacity.connections", capacity.connections()),
        Map.entry("capacity.retryAfter", capacity.retryAfter()));
  }
}
