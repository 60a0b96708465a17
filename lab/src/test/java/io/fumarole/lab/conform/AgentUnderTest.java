package io.fumarole.lab.conform;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.SessionResult;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.NotificationListener;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.time.Time;
import io.fumarole.agent.user.User;
import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Our own agent as the device that is judged, and the hands of the one who tests it.
final class AgentUnderTest implements Hands, AutoCloseable {
  /// A start that does not come is a bug of the test.
  private static final int LONGEST_SECONDS = 10;

  /// Sessions after a restart until nothing is left to report.
  private static final int MOST_SESSIONS = 4;

  private static final SigningKey KEY = SigningKey.generate(new SecureRandom());
  private static final int IMAGE = 3_000;

  private final Path directory;
  private final Map<String, Object> settings;
  private final BlockingQueue<Start> arrivals = new LinkedBlockingQueue<>();
  private final BlockingQueue<Runnable> throughs = new LinkedBlockingQueue<>();
  private final Thread thread = Thread.ofVirtual().name("device").unstarted(this::live);
  private BrokenPeer broken = BrokenPeer.GOOD;
  private volatile boolean answer = true;
  private Optional<Agent> agent = Optional.empty();
  private Optional<NotificationListener> notifications = Optional.empty();
  private volatile Optional<Throwable> died = Optional.empty();

  AgentUnderTest(Path directory) {
    this.directory = directory;
    this.settings = new HashMap<>();
  }

  AgentUnderTest with(String key, Object value) {
    settings.put(key, value);
    return this;
  }

  AgentUnderTest with(BrokenPeer other) {
    broken = other;
    settings.putAll(other.settings());
    return this;
  }

  /// @param url of the server that it is given
  AgentUnderTest start(String url) throws IOException {
    settings.putIfAbsent("device.id", "IMEI:350000000000017");
    settings.putIfAbsent("device.manufacturer", "Example");
    settings.putIfAbsent("device.model", "Lamp");
    settings.putIfAbsent("factory.version", "1.0");
    settings.putIfAbsent("data-directory", directory.resolve("agent").toString());
    settings.putIfAbsent("server.url", url);
    settings.putIfAbsent("server.id", "kit");
    settings.putIfAbsent("server.device-auth.name", "lamp");
    settings.putIfAbsent("server.device-auth.secret", "of the lamp");
    settings.putIfAbsent("server.server-auth.secret", "of the kit");
    settings.putIfAbsent("verify.allow-downgrade", "true");
    settings.putIfAbsent("download.attempts", "3");
    AgentConfig config = AgentConfig.of(settings, directory);
    Surroundings real = Surroundings.real(config, new Asked(), AgentLog.SILENT, Reboot.IN_PROCESS);
    agent = Optional.of(Agent.start(config, around(real), Optional.empty()));
    thread.start();
    return this;
  }

  private Surroundings around(Surroundings real) {
    return new Surroundings(
        real.disk(),
        broken.rewriting(real.wire()),
        broken.misled(real.web()),
        new Impatient(),
        real.random(),
        real.nonces(),
        real.user(),
        real.log(),
        real.progress(),
        TrustedKeys.of(KEY.verifyingKey()),
        real.health(),
        real.reboot(),
        real.mishaps());
  }

  /// Where it hears of notifications: known before the server's address is.
  InetSocketAddress listens() throws IOException {
    var free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    NotificationListener opened = NotificationListener.open(free, arrivals, AgentLog.SILENT);
    notifications = Optional.of(opened);
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), opened.port());
  }

  /// A package that the agent takes, again and again.
  static Octets firmware() {
    byte[] image = new byte[IMAGE];
    new Random(1).nextBytes(image);
    var draft = new Manifest.Draft("Example", "Lamp", Optional.empty(), "2.0", 7, List.of("1"));
    return BundleSigner.sign(Octets.wrap(image), draft, KEY);
  }

  @Override
  public boolean act(String word, String sentence, Runnable through) {
    switch (word) {
      case "session" -> begin(new Start.Poll(), through);
      case "user-request" -> begin(new Start.Request(AlertType.USER_REQUEST), through);
      case "device-request" -> begin(new Start.Request(AlertType.DEVICE_REQUEST), through);
      case "notify", "notify-forged" -> throughs.add(through);
      case "yes" -> answer = true;
      case "no" -> answer = false;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void begin(Start start, Runnable through) {
    throughs.add(through);
    arrivals.add(start);
  }

  private void live() {
    try {
      while (true) {
        Start start = arrivals.take();
        if (start instanceof Start.Stop) return;
        hold((Start.OfSession) start);
        Runnable through = throughs.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
        if (through != null) through.run();
      }
    } catch (IOException | RuntimeException e) {
      died = Optional.of(e);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// As the agent's loop does: what was ordered is done, and reported until it is acknowledged.
  /// After a session that failed it waits for the tester.
  private void hold(Start.OfSession start) throws IOException, InterruptedException {
    Agent device = agent.orElseThrow();
    SessionResult result = device.runSession(start);
    for (int sessions = 0; sessions < MOST_SESSIONS; sessions++) {
      device.performPending();
      boolean failed = !(result instanceof SessionResult.Completed);
      if (failed || device.state().reports().isEmpty()) return;
      result = device.runSession(new Start.Poll());
    }
  }

  @Override
  public void close() {
    try {
      stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends it when it is through with what it does.
  void stop() throws InterruptedException {
    if (!thread.isAlive()) return;
    arrivals.add(new Start.Stop());
    thread.join(Duration.ofSeconds(LONGEST_SECONDS));
    notifications.ifPresent(NotificationListener::close);
    if (died.isPresent()) throw new AssertionError("the device died", died.get());
  }

  /// Says what the tester wants.
  private final class Asked implements User {
    @Override
    public Interaction.Reply interact(Interaction interaction) {
      return User.always(answer).interact(interaction);
    }

    @Override
    public boolean mayStart(String serverId) {
      return answer;
    }

    @Override
    public void tell(String text) {
      // Nobody reads it.
    }
  }

  /// Nothing is worth waiting for: a case that fails shall fail at once.
  private static final class Impatient implements Time {
    @Override
    public Instant now() {
      return Instant.now();
    }

    @Override
    public void sleep(Duration duration) {}

    @Override
    public <T> Optional<T> poll(BlockingQueue<T> queue, Duration longest) {
      return Optional.ofNullable(queue.poll());
    }
  }
}
