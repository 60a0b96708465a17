package io.fumarole.app.demo;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.NotificationListener;
import io.fumarole.agent.user.User;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Form;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// One device of the demo: its settings on disk, and the agent that runs from them.
final class DemoDevice implements AutoCloseable {
  private final DemoRow row;
  private final Form.Encoding encoding;
  private final String id;
  private final Path directory;
  private int notificationPort;
  private Optional<Agent> agent = Optional.empty();
  private Optional<NotificationListener> listener = Optional.empty();

  DemoDevice(DemoRow row, Form.Encoding encoding, int number, Path directory) {
    this.row = row;
    this.encoding = encoding;
    this.id = "IMEI:35000000%06d".formatted(number);
    this.directory = directory.resolve("device-" + number);
  }

  DemoRow row() {
    return row;
  }

  Form.Encoding encoding() {
    return encoding;
  }

  String id() {
    return id;
  }

  String user() {
    return "device-" + id.substring(id.length() - 6);
  }

  String secret() {
    return "secret of " + id;
  }

  boolean serverAuthenticates() {
    return row.auth() != AuthScheme.BASIC;
  }

  int notificationPort() {
    return notificationPort;
  }

  Path configFile() {
    return directory.resolve("agent.conf");
  }

  Path dataDirectory() {
    return directory.resolve("data");
  }

  Agent agent() {
    return agent.orElseThrow();
  }

  /// Starts the agent in this process, listening for notifications.
  void start(String dmUrl, Path trustedKey) throws IOException {
    write(dmUrl, trustedKey, 0);
    AgentConfig config = AgentConfig.read(configFile());
    User user = User.always(config.userInteraction() == AgentConfig.UserInteraction.ACCEPT);
    Surroundings around = Surroundings.real(config, user, AgentLog.SILENT, Reboot.IN_PROCESS);
    Agent started = Agent.start(config, around, Optional.empty());
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    NotificationListener open =
        NotificationListener.open(address, started.starts(), AgentLog.SILENT);
    notificationPort = open.port();
    agent = Optional.of(started);
    listener = Optional.of(open);
  }

  /// Writes the settings for an agent that will run as a process of its own.
  void prepare(String dmUrl, Path trustedKey) throws IOException {
    try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      notificationPort = free.getLocalPort();
    }
    write(dmUrl, trustedKey, notificationPort);
  }

  private void write(String dmUrl, Path trustedKey, int port) throws IOException {
    Files.createDirectories(directory);
    String server = serverAuthenticates() ? scheme() : "none";
    String settings =
        """
        device { id = "%s", manufacturer = "%s", model = "%s", hardware = "%s" }
        factory { version = "%s", sequence = 1 }
        data-directory = "data"
        server {
          url = "%s", id = "%s", encoding = "%s"
          device-auth { scheme = "%s", name = "%s", secret = "%s" }
          server-auth { scheme = "%s", secret = "%s" }
        }
        fumo { nodes = [%s] }
        poll.interval = 0
        notification.port = %d
        install.timeout = 30 s
        verify.trusted-keys = ["%s"]
        """
            .formatted(
                id,
                DemoFirmware.VENDOR,
                row.firmware().model(),
                DemoFirmware.HARDWARE,
                DemoFirmware.OLD_VERSION,
                dmUrl,
                DemoServer.SERVER_ID,
                encoding.name().toLowerCase(Locale.ROOT),
                scheme(),
                user(),
                secret(),
                server,
                DemoServer.SERVER_SECRET,
                row.nodes().stream().map(n -> '"' + n + '"').collect(Collectors.joining(", ")),
                port,
                trustedKey.toAbsolutePath());
    Files.writeString(configFile(), settings + String.join("\n", row.settings()) + "\n");
  }

  private String scheme() {
    return row.auth().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    listener.ifPresent(NotificationListener::close);
  }
}
