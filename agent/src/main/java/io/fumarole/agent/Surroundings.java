package io.fumarole.agent;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.download.Progress;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.session.HttpWire;
import io.fumarole.agent.session.TlsSettings;
import io.fumarole.agent.session.Wire;
import io.fumarole.agent.time.Time;
import io.fumarole.agent.update.HealthCheck;
import io.fumarole.agent.user.User;
import io.fumarole.agent.web.HttpWeb;
import io.fumarole.agent.web.Web;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.protocol.dm.session.ClientNonces;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.random.RandomGenerator;

/// Everything around an agent that a test or a simulation wants to hold in its own hands.
///
/// @param web for downloads
/// @param random for jitter and back-off
/// @param nonces for what the server must use next
/// @param keys trusted beside those that the settings name
/// @param health asked of a new firmware when the settings name no command for that
/// @param mishaps what goes wrong on purpose
public record Surroundings(
    Disk disk,
    Wire wire,
    Web web,
    Time time,
    RandomGenerator random,
    ClientNonces.Source nonces,
    User user,
    AgentLog log,
    Progress progress,
    TrustedKeys keys,
    HealthCheck health,
    Reboot reboot,
    Mishaps mishaps) {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  /// A server may take its time to choose a package.
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(60);

  /// 16 random octets; as base64 text they are printable, since one deployed HMAC peer survives no
  /// others.
  private static final int NONCE_OCTETS = 16;

  /// The real ones: disk, network and clock of this machine.
  public static Surroundings real(AgentConfig config, User user, AgentLog log, Reboot reboot)
      throws IOException {
    SecureRandom random = new SecureRandom();
    HttpClient http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .sslContext(TlsSettings.context(config.server().tls()))
            .build();
    return new Surroundings(
        new RealDisk(),
        new HttpWire(http, config.server().url(), ANSWER_TIMEOUT, config.limits().message()),
        new HttpWeb(http),
        Time.system(),
        random,
        () -> nonce(random),
        user,
        log,
        Progress.NONE,
        TrustedKeys.NONE,
        HealthCheck.STARTED,
        reboot,
        Mishaps.NONE);
  }

  private static Octets nonce(SecureRandom random) {
    byte[] octets = new byte[NONCE_OCTETS];
    random.nextBytes(octets);
    return Octets.utf8(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
  }

  public Surroundings with(Progress shown) {
    return new Surroundings(
        disk, wire, web, time, random, nonces, user, log, shown, keys, health, reboot, mishaps);
  }

  public Surroundings with(Disk other) {
    return new Surroundings(
        other, wire, web, time, random, nonces, user, log, progress, keys, health, reboot, mishaps);
  }
}
