package io.fumarole.app.conform;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.lab.conform.Case;
import io.fumarole.lab.conform.Evidence;
import io.fumarole.lab.conform.Kit;
import io.fumarole.lab.conform.Result;
import io.fumarole.lab.conform.ServerBench;
import io.fumarole.lab.conform.Settings;
import io.fumarole.lab.conform.Verdict;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.scenario.http.HttpListener;
import io.fumarole.scenario.http.HttpWire;
import io.fumarole.scenario.play.Login;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The kit's mirror image against our own server, over HTTP: it passes, and for every case there is
/// a proxy before it that breaks it in just that way.
class ServerKitTest {
  @TempDir private Path directory;

  private static Map<String, BrokenServer> broken() throws IOException {
    return BrokenServer.all("broken-servers");
  }

  static List<String> ids() {
    return Kit.server().stream().map(Case::id).toList();
  }

  @Test
  void ourServerPassesTheWholeKit() throws Exception {
    List<Result> results = new ArrayList<>();
    try (var server = ServerUnderTest.start(directory.resolve("quiet"), false)) {
      List<Case> quiet = Kit.server().stream().filter(each -> !isOrdered(each)).toList();
      results.addAll(run(quiet, server.dmUrl()));
    }
    for (Case each : Kit.server().stream().filter(ServerKitTest::isOrdered).toList()) {
      try (var server = ServerUnderTest.start(directory.resolve(each.id()), true)) {
        results.addAll(run(List.of(each), server.dmUrl()));
      }
    }
    for (Result result : results)
      assertThat(result.verdict()).as(told(result)).isEqualTo(Verdict.PASS);
    assertThat(results).hasSizeGreaterThan(Kit.server().size());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("ids")
  void aServerThatIsBrokenInThatWayFailsTheCase(String id) throws Exception {
    Case only =
        Kit.server().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
    BrokenServer broken = Optional.ofNullable(broken().get(id)).orElseThrow();
    var at = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    var proxy = new CompletableFuture<Wire>();
    try (var server = ServerUnderTest.start(directory.resolve("server"), isOrdered(only));
        var good = new HttpWire(URI.create(server.dmUrl()));
        var http = HttpListener.open(at, request -> proxied(proxy, request))) {
      String address = "http://127.0.0.1:" + http.port();
      proxy.complete(broken.around(good, address));
      Result result = run(List.of(only), address + "/dm").getFirst();
      assertThat(result.verdict()).as(told(result)).isEqualTo(Verdict.FAIL);
      assertThat(result.why()).as(told(result)).contains(broken.fails());
      assertThat(result.line()).isPositive();
      assertThat(result.evidence()).isNotEmpty();
    }
  }

  private static Packet proxied(CompletableFuture<Wire> proxy, Packet request)
      throws IOException, InterruptedException {
    return proxy.join().exchange(request);
  }

  @Test
  void thereIsABrokenServerForEveryCase() throws IOException {
    assertThat(broken().keySet()).containsExactlyInAnyOrderElementsOf(ids());
  }

  private static boolean isOrdered(Case of) {
    return of.hands().stream().anyMatch(words -> words.contains("Order an update"));
  }

  private static List<Result> run(List<Case> cases, String url) throws Exception {
    var settings =
        new Settings(
            new Login(
                AuthScheme.MD5,
                Optional.of(ServerUnderTest.SERVER),
                AuthScheme.MD5,
                Optional.of(ServerUnderTest.LAMP)),
            ServerUnderTest.SERVER.name(),
            "./FwUpdate",
            Map.of(),
            Optional.empty(),
            Duration.ZERO,
            Map.of("device", ServerUnderTest.DEVICE.value(), "name", ServerUnderTest.LAMP.name()));
    return new ServerBench(settings, (_, _, _) -> true, URI.create(url))
        .run(cases, _ -> {})
        .results();
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
}
