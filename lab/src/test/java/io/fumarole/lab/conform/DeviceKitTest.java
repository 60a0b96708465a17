package io.fumarole.lab.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.Login;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// The kit against our own agent, over HTTP: a good one passes, and for every case there is one
/// that is broken in just that way.
class DeviceKitTest {
  @TempDir private Path directory;

  private static Map<String, BrokenPeer> broken() throws IOException {
    return BrokenPeer.all("broken-devices");
  }

  static List<Case> cases() {
    return Kit.device();
  }

  private static BrokenPeer broken(String id) throws IOException {
    return Optional.ofNullable(broken().get(id)).orElseThrow();
  }

  static List<String> ids() {
    return Kit.device().stream().map(Case::id).toList();
  }

  @ParameterizedTest
  @EnumSource(AuthScheme.class)
  void ourAgentPassesTheWholeKit(AuthScheme scheme) throws Exception {
    Report report = run(Kit.device(), scheme, BrokenPeer.GOOD);
    for (Result result : report.results()) {
      assertThat(result.verdict()).as(told(result)).isIn(Verdict.PASS, Verdict.NOT_APPLICABLE);
      if (result.verdict() == Verdict.NOT_APPLICABLE)
        assertThat(result.why()).as(result.id()).contains("is for");
    }
    assertThat(report.isClean()).isTrue();
    assertThat(report.about()).containsEntry("model", "Lamp");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ids")
  void aDeviceThatIsBrokenInThatWayFailsTheCase(String id) throws Exception {
    Case only =
        Kit.device().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    Result result = run(List.of(only), schemeOf(only), broken(id)).results().getFirst();
    assertThat(result.verdict()).as(told(result)).isEqualTo(Verdict.FAIL);
    assertThat(result.why()).contains(broken(id).fails());
    assertThat(result.line()).isPositive();
    assertThat(result.evidence()).isNotEmpty();
  }

  @Test
  void thereIsABrokenDeviceForEveryCase() throws IOException {
    assertThat(broken().keySet()).containsExactlyInAnyOrderElementsOf(ids());
  }

  /// The inspection and one case, then nothing any more: the run ends, and what was measured stays.
  @Test
  void aDeviceThatStopsAnsweringEndsTheRunWithWhatWasMeasured() throws Exception {
    var acts = new AtomicInteger();
    try (var agent = new AgentUnderTest(directory)) {
      Hands tired =
          (word, sentence, through) ->
              acts.incrementAndGet() > 2 || agent.act(word, sentence, through);
      var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Settings settings = settings(AuthScheme.MD5, Optional.empty(), Duration.ofSeconds(3));
      try (var bench = DeviceBench.open(settings, tired, at, Optional.empty())) {
        agent.start(bench.url());
        Report report = bench.run(Kit.device().subList(0, 5), _ -> {});
        agent.stop();
        assertThat(report.results().stream().map(Result::verdict))
            .containsExactly(
                Verdict.PASS,
                Verdict.INCONCLUSIVE,
                Verdict.INCONCLUSIVE,
                Verdict.INCONCLUSIVE,
                Verdict.INCONCLUSIVE);
        assertThat(report.results().get(1).why()).contains("nothing came within 3 s");
        assertThat(report.results().get(4).why()).contains("not played: the device stopped");
        assertThat(report.end()).contains("before the end of case state-readable");
        assertThat(report.isClean()).isFalse();
      }
    }
  }

  private static String told(Result result) {
    var told = new StringBuilder(result.id() + ", line " + result.line() + ": " + result.why());
    for (Evidence each : result.evidence())
      told.append('\n')
          .append(each.from())
          .append(": ")
          .append(each.head())
          .append('\n')
          .append(each.words());
    return told.toString();
  }

  /// A case for one scheme says so; the others are played with what most devices have.
  private static AuthScheme schemeOf(Case of) {
    return of.needs().stream()
        .filter(need -> need.variable().endsWith("-auth"))
        .map(need -> AuthScheme.valueOf(need.values().split("\\|")[0].toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElse(AuthScheme.MD5);
  }

  private Report run(List<Case> cases, AuthScheme scheme, BrokenPeer peer) throws Exception {
    String label = scheme.name().toLowerCase(Locale.ROOT);
    try (var agent =
        new AgentUnderTest(directory)
            .with("server.device-auth.scheme", label)
            .with("server.server-auth.scheme", label)
            .with(peer)) {
      InetSocketAddress notified = agent.listens();
      var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
      Settings settings = settings(scheme, Optional.of(notified), Duration.ofSeconds(20));
      try (var bench = DeviceBench.open(settings, agent, at, Optional.empty())) {
        agent.start(bench.url());
        Report report = bench.run(cases, _ -> {});
        agent.stop();
        return report;
      }
    }
  }

  private Settings settings(
      AuthScheme scheme, Optional<InetSocketAddress> notify, Duration patience) throws IOException {
    Octets firmware = AgentUnderTest.firmware();
    return new Settings(
        new Login(
            scheme,
            Optional.of(Account.of("lamp", "of the lamp")),
            scheme,
            Optional.of(Account.of("kit", "of the kit"))),
        "kit",
        "./FwUpdate",
        Map.of("package", firmware),
        notify.map(Bell::udp),
        patience,
        Map.of("version", "2.0"));
  }
}
