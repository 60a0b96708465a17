package io.fumarole.benchmarks.soak;

import io.fumarole.agent.Agent;
import io.fumarole.agent.Reboot;
import io.fumarole.agent.SessionResult;
import io.fumarole.agent.Surroundings;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.Start;
import io.fumarole.agent.user.User;
import io.fumarole.benchmarks.load.BenchDevice;
import io.fumarole.benchmarks.load.ServerProcess;
import io.fumarole.firmware.BundleSigner;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.Manifest;
import io.fumarole.firmware.SigningKey;
import io.fumarole.protocol.fumo.Delivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Real agents, with disk, slots and signatures: they change between two signed bundles for ever.
final class SoakAgents implements AutoCloseable {
  private static final String[] VERSIONS = {"bundle-4.0.0", "bundle-5.0.0"};
  private static final Delivery[] DELIVERIES = {Delivery.DIRECT, Delivery.DESCRIPTOR, Delivery.DM};
  private static final int IMAGE_OCTETS = 300_000;

  private final ServerProcess server;
  private final int first;
  private final List<Agent> agents = new ArrayList<>();
  private final List<Surroundings> surroundings = new ArrayList<>();

  /// @param first number of the first agent's device
  SoakAgents(Path folder, ServerProcess server, int first, int count) throws IOException {
    this.server = server;
    this.first = first;
    Files.createDirectories(folder);
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path publicKey = folder.resolve("key.pub");
    Keys.write(key.verifyingKey(), publicKey);
    for (String version : VERSIONS) {
      byte[] noise = new byte[IMAGE_OCTETS];
      new Random(version.hashCode()).nextBytes(noise);
      Path image = Files.write(folder.resolve(version + ".img"), noise);
      Path bundle = folder.resolve(version + ".bundle");
      var draft =
          new Manifest.Draft(
              BenchDevice.MAKER, BenchDevice.MODEL, Optional.empty(), version, 2, List.of("B2"));
      BundleSigner.sign(image, bundle, draft, key);
      server.addFile(version, bundle);
    }
    for (int number = first; number < first + count; number++) start(folder, number, publicKey);
  }

  private void start(Path folder, int number, Path publicKey) throws IOException {
    Path file = folder.resolve("agent-" + number + ".conf");
    Files.writeString(
        file,
        """
        device { id = "%s", manufacturer = "%s", model = "%s", hardware = "B2" }
        factory { version = "1.0.0", sequence = 1 }
        data-directory = "agent-%d"
        server {
          url = "%s", id = "%s"
          device-auth { name = "%s", secret = "%s" }
          server-auth { secret = "%s" }
        }
        poll.interval = 0
        verify { trusted-keys = ["%s"], allow-downgrade = true }
        """
            .formatted(
                BenchDevice.id(number),
                BenchDevice.MAKER,
                BenchDevice.MODEL,
                number,
                server.dm(),
                ServerProcess.SERVER_ID,
                BenchDevice.user(number),
                BenchDevice.secret(number),
                BenchDevice.SERVER_SECRET,
                publicKey.toAbsolutePath()));
    AgentConfig config = AgentConfig.read(file);
    Surroundings around =
        Surroundings.real(config, User.always(true), AgentLog.SILENT, Reboot.IN_PROCESS);
    surroundings.add(around);
    agents.add(Agent.start(config, around, Optional.empty()));
  }

  /// An update of every agent, from the order to the proof; returns how many.
  int round(int round) throws IOException, InterruptedException {
    String version = VERSIONS[round % VERSIONS.length];
    Delivery delivery = DELIVERIES[round % DELIVERIES.length];
    ServerProcess.Orders orders = server.deploy(first, first + agents.size(), version, delivery);
    for (Agent agent : agents) {
      hold(agent);
      agent.performPending();
      hold(agent);
      if (!agent.runningVersion().equals(version))
        throw new IllegalStateException(
            "an agent runs " + agent.runningVersion() + " after an update to " + version);
    }
    server.checkSucceeded(orders);
    return agents.size();
  }

  private static void hold(Agent agent) throws IOException, InterruptedException {
    SessionResult result = agent.runSession(new Start.Poll());
    if (!(result instanceof SessionResult.Completed))
      throw new IllegalStateException("a session of an agent: " + result);
  }

  @Override
  public void close() {
    surroundings.forEach(around -> around.web().close());
  }
}
