package io.fumarole.app.conform;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.SessionResult;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.NotificationListener;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.session.Wire;
import io.fumarole.agent.user.User;
import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.function.UnaryOperator;

/// Our own agent at a server that runs: it opens a session when it is notified.
public final class ConnectedDevice implements AutoCloseable {
  public static final String MODEL = "Lamp";
  public static final String NEW_VERSION = "2.0";
  private static final int IMAGE = 3_000;
  private static final int LONGEST_SECONDS = 10;
  private static final SigningKey KEY = SigningKey.generate(new SecureRandom());

  /// Sessions after an update until nothing is left to report.
  private static final int MOST_SESSIONS = 4;

  private final String id;
  private final Agent agent;
  private final NotificationListener listener;
  private final Surroundings around;
  private final Thread thread;

  private ConnectedDevice(
      String id, Agent agent, NotificationListener listener, Surroundings around) {
    this.id = id;
    this.agent = agent;
    this.listener = listener;
    this.around = around;
    this.thread = Thread.ofVirtual().name("device").start(this::live);
  }

  /// One that says 200 where a node is not there.
  public static ConnectedDevice broken(String id, String dmUrl, String serverId, Path directory)
      throws IOException {
    return start(
        id,
        dmUrl,
        serverId,
        directory,
        AuthScheme.MD5,
        wire ->
            sending -> {
              String xml = sending.body().utf8();
              return wire.exchange(
                  new Sending(
                      Octets.utf8(xml.replace("<Data>404</Data>", "<Data>200</Data>")),
                      sending.target(),
                      sending.hmac(),
                      sending.form()));
            });
  }

  public static ConnectedDevice good(String id, String dmUrl, String serverId, Path directory)
      throws IOException {
    return good(id, dmUrl, serverId, directory, AuthScheme.MD5);
  }

  /// @param ofServer how the server has to show itself
  public static ConnectedDevice good(
      String id, String dmUrl, String serverId, Path directory, AuthScheme ofServer)
      throws IOException {
    return start(id, dmUrl, serverId, directory, ofServer, wire -> wire);
  }

  private static ConnectedDevice start(
      String id,
      String dmUrl,
      String serverId,
      Path directory,
      AuthScheme ofServer,
      UnaryOperator<Wire> around)
      throws IOException {
    Map<String, Object> settings = new HashMap<>();
    settings.put("device.id", id);
    settings.put("device.manufacturer", "Example");
    settings.put("device.model", MODEL);
    settings.put("factory.version", "1.0");
    settings.put("data-directory", directory.toString());
    settings.put("server.url", dmUrl);
    settings.put("server.id", serverId);
    settings.put("server.encoding", "xml");
    settings.put("server.device-auth.name", id);
    settings.put("server.device-auth.secret", clientSecret());
    settings.put("server.server-auth.scheme", ofServer.name().toLowerCase(Locale.ROOT));
    settings.put("server.server-auth.secret", serverSecret());
    settings.put("verify.allow-downgrade", "true");
    settings.put("download.attempts", "3");
    AgentConfig config = AgentConfig.of(settings, directory);
    Surroundings real =
        Surroundings.real(config, User.always(true), AgentLog.SILENT, Reboot.IN_PROCESS);
    var surroundings =
        new Surroundings(
            real.disk(),
            around.apply(real.wire()),
            real.web(),
            real.time(),
            real.random(),
            real.nonces(),
            real.user(),
            real.log(),
            real.progress(),
            TrustedKeys.of(KEY.verifyingKey()),
            real.health(),
            real.reboot(),
            real.mishaps());
    Agent agent = Agent.start(config, surroundings, Optional.empty());
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ConnectedDevice(
        id, agent, NotificationListener.open(address, agent.starts(), AgentLog.SILENT), real);
  }

  public static String clientSecret() {
    return "of the lamp";
  }

  public static String serverSecret() {
    return "of the server";
  }

  /// Whose packages it takes, in PEM.
  public static String trusted() {
    return KEY.verifyingKey().toPem();
  }

  /// A package that it takes, again and again.
  public static byte[] firmware() {
    byte[] image = new byte[IMAGE];
    new Random(1).nextBytes(image);
    var draft =
        new Manifest.Draft("Example", MODEL, Optional.empty(), NEW_VERSION, 7, List.of("1"));
    return BundleSigner.sign(Octets.wrap(image), draft, KEY).toByteArray();
  }

  /// What the server is told to know it.
  public Map<String, Object> account() {
    return account("oma-strict");
  }

  public Map<String, Object> account(String profile) {
    return Map.of(
        "id",
        id,
        "profile",
        profile,
        "address",
        "127.0.0.1:" + listener.port(),
        "client",
        Map.of("name", id, "secret", clientSecret()),
        "server",
        Map.of("secret", serverSecret()));
  }

  /// Opens a session by itself.
  public void call() {
    agent.offer(new Start.Poll());
  }

  private void live() {
    BlockingQueue<Start> starts = agent.starts();
    try {
      while (starts.take() instanceof Start.OfSession start) hold(start);
    } catch (IOException broken) {
      throw new AssertionError("the device died", broken);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void hold(Start.OfSession start) throws IOException, InterruptedException {
    SessionResult result = agent.runSession(start);
    for (int sessions = 0; sessions < MOST_SESSIONS; sessions++) {
      agent.performPending();
      boolean isOver =
          !(result instanceof SessionResult.Completed) || agent.state().reports().isEmpty();
      if (isOver) return;
      result = agent.runSession(new Start.Poll());
    }
  }

  @Override
  public void close() {
    agent.offer(new Start.Stop());
    try {
      thread.join(Duration.ofSeconds(LONGEST_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    listener.close();
    around.web().close();
  }
}
