package io.fumarole.agent.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.bootstrap.SharedSecrets;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.StatusCode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// Everything that is decided about a device before it starts. The settings and their defaults
/// stand in `defaults.conf` beside this class.
public record AgentConfig(
    Device device,
    SlotManifest factory,
    Path dataDirectory,
    Server server,
    Fumo fumo,
    Limits limits,
    Poll poll,
    int notificationPort,
    UserInteraction userInteraction,
    Download download,
    Install install,
    Verify verify,
    Bootstrap bootstrap) {
  private static final long MIB = 1 << 20;
  private static final long LARGEST_PACKAGE = 1L << 40;
  private static final int MOST_PORT = 65_535;
  private static final Duration YEAR = Duration.ofDays(366);

  /// What DevInfo and DevDetail say.
  public record Device(
      String id,
      String manufacturer,
      String model,
      String hardware,
      String software,
      String type,
      String language) {}

  /// The DM account.
  ///
  /// @param url empty for a device that waits for a bootstrap message
  public record Server(
      Optional<URI> url, String id, Form.Encoding encoding, Login device, Login server, Tls tls) {}

  /// How one side proves itself.
  public record Login(AuthScheme scheme, Account account) {}

  /// PEM files: whom to trust, and who the device is.
  public record Tls(Optional<Path> ca, Optional<Path> certificate, Optional<Path> key) {}

  /// The firmware update object.
  ///
  /// @param present whether it is there from the start; otherwise the server adds it
  /// @param execStatus what answers an accepted Exec
  public record Fumo(DmUri uri, Set<FumoNode> nodes, boolean present, StatusCode execStatus) {
    public Fumo {
      nodes = Set.copyOf(nodes);
    }
  }

  /// The optional nodes of the object. Spec: fumo 2.
  public enum FumoNode {
    DOWNLOAD("Download"),
    UPDATE("Update"),
    PKG_DATA("PkgData"),
    DOWNLOAD_AND_UPDATE("DownloadAndUpdate");

    private final String node;

    FumoNode(String node) {
      this.node = node;
    }

    public String node() {
      return node;
    }
  }

  /// @param message octets, `MaxMsgSize`
  /// @param object octets, `MaxObjSize`
  /// @param packageSize octets of the largest download
  public record Limits(int message, long object, long packageSize) {}

  /// @param interval zero for a device that never calls by itself
  /// @param jitter part of the interval that chance adds
  /// @param startDelay the most that chance lets pass before the first session
  public record Poll(Duration interval, double jitter, Duration startDelay) {}

  /// Who answers when the server or a notification wants the user's word.
  public enum UserInteraction {
    ASK,
    ACCEPT,
    DECLINE,
    /// The device has no display and no keys.
    NONE
  }

  public record Download(int attempts, Duration stallTimeout) {}

  public record Install(
      List<String> command, List<String> healthCommand, Duration timeout, int trialBoots) {
    public Install {
      command = List.copyOf(command);
      healthCommand = List.copyOf(healthCommand);
    }
  }

  public record Verify(List<Path> trustedKeys, boolean allowUnsigned, boolean allowDowngrade) {
    public Verify {
      trustedKeys = List.copyOf(trustedKeys);
    }
  }

  /// @param accept whether bootstrap messages are taken over the air
  /// @param secrets what their senders know
  public record Bootstrap(boolean accept, SharedSecrets secrets) {}

  /// The same settings with another account.
  public AgentConfig withServer(Server other) {
    return new AgentConfig(
        device,
        factory,
        dataDirectory,
        other,
        fumo,
        limits,
        poll,
        notificationPort,
        userInteraction,
        download,
        install,
        verify,
        bootstrap);
  }

  /// Reads a file in HOCON or JSON.
  ///
  /// @throws ConfigMistake one line that says what to write instead
  public static AgentConfig read(Path file) {
    if (!Files.isReadable(file))
      throw new ConfigMistake("no configuration file can be read at " + file.toAbsolutePath());
    Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
    try {
      return of(
          ConfigFactory.parseFile(
              file.toFile(), ConfigParseOptions.defaults().setAllowMissing(false)),
          base);
    } catch (ConfigException e) {
      throw new ConfigMistake(
          String.valueOf(e.getMessage()).lines().findFirst().orElse("no HOCON: " + file));
    }
  }

  /// The same from values, keyed as in the file (`server.url`).
  ///
  /// @param base where relative files are
  public static AgentConfig of(Map<String, ?> values, Path base) {
    return of(ConfigFactory.parseMap(values), base);
  }

  private static AgentConfig of(Config given, Path base) {
    Config defaults =
        ConfigFactory.parseResources(AgentConfig.class, "defaults.conf")
            .withFallback(ConfigFactory.empty());
    ConfigReader reader = new ConfigReader(given.withFallback(defaults).resolve(), base);
    AgentConfig config =
        new AgentConfig(
            device(reader),
            factory(reader),
            reader.path("data-directory"),
            server(reader),
            fumo(reader),
            limits(reader),
            new Poll(
                reader.duration("poll.interval", Duration.ZERO, YEAR),
                reader.part("poll.jitter"),
                reader.duration("poll.start-delay", Duration.ZERO, YEAR)),
            (int) reader.number("notification.port", 0, MOST_PORT),
            reader.oneOf("user-interaction", UserInteraction.class),
            new Download(
                (int) reader.number("download.attempts", 1, 1_000),
                reader.duration("download.stall-timeout", Duration.ofMillis(100), YEAR)),
            install(reader),
            new Verify(
                reader.files("verify.trusted-keys"),
                reader.flag("verify.allow-unsigned"),
                reader.flag("verify.allow-downgrade")),
            bootstrap(reader));
    reader.refuseUnknown();
    return config;
  }

  private static Device device(ConfigReader reader) {
    return new Device(
        reader.text("device.id"),
        reader.text("device.manufacturer"),
        reader.text("device.model"),
        reader.text("device.hardware"),
        reader.text("device.software"),
        reader.text("device.type"),
        reader.text("device.language"));
  }

  private static SlotManifest factory(ConfigReader reader) {
    return new SlotManifest(
        reader.text("factory.version"),
        OptionalLong.of(reader.number("factory.sequence", 0, Long.MAX_VALUE)),
        "",
        0);
  }

  /// A device without a server yet has none of the rest either.
  private static Server server(ConfigReader reader) {
    boolean waits = reader.optionalText("server.url").isEmpty() && knowsSecrets(reader);
    String id = waits ? reader.optionalText("server.id") : reader.text("server.id");
    Tls tls =
        new Tls(
            reader.file("server.tls.ca"),
            reader.file("server.tls.certificate"),
            reader.file("server.tls.key"));
    if (tls.certificate().isPresent() != tls.key().isPresent())
      throw reader.mistake(
          "server.tls.certificate", "goes with server.tls.key: set both or neither");
    return new Server(
        waits ? Optional.empty() : Optional.of(serverUrl(reader)),
        id,
        reader.oneOf("server.encoding", Form.Encoding.class),
        login(reader, "server.device-auth", reader.text("device.id"), waits),
        login(reader, "server.server-auth", id, waits),
        tls);
  }

  private static URI serverUrl(ConfigReader reader) {
    try {
      URI url = URI.create(reader.text("server.url"));
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (http && url.getHost() != null) return url;
    } catch (IllegalArgumentException notAUri) {
      // Answered below, like an address of another kind.
    }
    throw reader.mistake("server.url", "must be an address that starts with http:// or https://");
  }

  private static Login login(ConfigReader reader, String key, String defaultName, boolean waits) {
    AuthScheme scheme = reader.oneOf(key + ".scheme", AuthScheme.class);
    String name = reader.optionalText(key + ".name");
    String secret = reader.optionalText(key + ".secret");
    if (scheme != AuthScheme.NONE && secret.isEmpty() && !waits)
      throw reader.mistake(key + ".secret", "must be set, or " + key + ".scheme be none");
    return new Login(scheme, Account.of(name.isEmpty() ? defaultName : name, secret));
  }

  private static boolean knowsSecrets(ConfigReader reader) {
    return !reader.optionalText("bootstrap.imsi").isEmpty()
        || !reader.optionalText("bootstrap.pin").isEmpty();
  }

  private static Bootstrap bootstrap(ConfigReader reader) {
    boolean accept = reader.flag("bootstrap.accept");
    String imsi = reader.optionalText("bootstrap.imsi");
    String pin = reader.optionalText("bootstrap.pin");
    if (accept && !knowsSecrets(reader))
      throw reader.mistake("bootstrap.accept", "needs bootstrap.imsi or bootstrap.pin, or both");
    try {
      return new Bootstrap(
          accept,
          new SharedSecrets(
              Optional.of(imsi).filter(it -> !it.isEmpty()),
              Optional.of(pin).filter(it -> !it.isEmpty())));
    } catch (IllegalArgumentException e) {
      throw new ConfigMistake("bootstrap: " + e.getMessage());
    }
  }

  private static Fumo fumo(ConfigReader reader) {
    DmUri uri =
        DmUri.parse(reader.text("fumo.uri"))
            .filter(parsed -> !parsed.isRoot())
            .orElseThrow(
                () -> reader.mistake("fumo.uri", "must be a node address such as ./FwUpdate"));
    Set<FumoNode> nodes = EnumSet.noneOf(FumoNode.class);
    for (String name : reader.texts("fumo.nodes")) nodes.add(fumoNode(reader, name));
    if (nodes.contains(FumoNode.PKG_DATA) && !nodes.contains(FumoNode.UPDATE))
      throw reader.mistake("fumo.nodes", "PkgData stands below Update: name both");
    int status = (int) reader.number("fumo.exec-status", 200, 202);
    if (status == 201) throw reader.mistake("fumo.exec-status", "must be 200 or 202");
    return new Fumo(uri, nodes, reader.flag("fumo.present"), new StatusCode(status));
  }

  private static FumoNode fumoNode(ConfigReader reader, String name) {
    for (FumoNode node : FumoNode.values()) {
      if (node.node().equals(name)) return node;
    }
    throw reader.mistake(
        "fumo.nodes", "knows Download, Update, PkgData and DownloadAndUpdate, not " + name);
  }

  private static Limits limits(ConfigReader reader) {
    return new Limits(
        (int) reader.octets("limits.message", 2_048, MIB),
        reader.octets("limits.object", 0, LARGEST_PACKAGE),
        reader.octets("limits.package", 1, LARGEST_PACKAGE));
  }

  private static Install install(ConfigReader reader) {
    return new Install(
        reader.texts("install.command"),
        reader.texts("install.health-command"),
        reader.duration("install.timeout", Duration.ofMillis(100), Duration.ofDays(1)),
        (int) reader.number("install.trial-boots", 1, 100));
  }
}
