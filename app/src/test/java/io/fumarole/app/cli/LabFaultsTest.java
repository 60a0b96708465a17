package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.lab.fault.Fault;
import io.fumarole.server.ServerSettings;
import io.fumarole.storage.PostgresServer;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A fleet with every fault on, against servers that run.
@Tag("slow")
class LabFaultsTest {
  private static final String NEXT = "2.0.0";
  private static final int PACKAGE_OCTETS = 150_000;

  /// Beyond one device for each fault: these meet two.
  private static final int UNLUCKY = 10;

  private static final int MOST_TRIES = 100;

  private static final List<Fault> FAULTS = List.of(Fault.values());
  private static final int DEVICES = FAULTS.size() + UNLUCKY;

  /// Far more than it takes: a fleet that hangs ends by it, and the test fails.
  private static final String PATIENCE = "300s";

  @TempDir private Path directory;

  private record Site(ServedCommands commands, Path home, String seed, int firstPort)
      implements AutoCloseable {
    Shown call(String... words) {
      Shown shown = commands.run(words);
      assertThat(shown.code()).as("seed %s: %s%s", seed, shown.out(), shown.err()).isZero();
      return shown;
    }

    Shown fleet(String... more) {
      List<String> words = new ArrayList<>(List.of("lab", "fleet", "--devices", "" + DEVICES));
      words.addAll(List.of("--seed", seed, "--listen", "127.0.0.1:" + firstPort));
      words.addAll(Arrays.asList(more));
      return commands.run(words.toArray(String[]::new));
    }

    @Override
    public void close() {
      commands.close();
    }
  }

  private record Started(Site site, String campaign) {}

  /// A server with a signed release, devices that it knows, and a campaign for all of them.
  private Started site(String name, String seed, UnaryOperator<ServerSettings> adjust)
      throws IOException {
    Path home = Files.createDirectories(directory.resolve(name));
    var site = new Site(ServedCommands.start(home, adjust), home, seed, freePorts());
    Path image = Files.write(home.resolve("image.bin"), new byte[PACKAGE_OCTETS]);
    Path key = home.resolve("release.pem");
    offline("package", "key", key.toString());
    Files.createDirectories(home.resolve("server/trusted-keys"));
    Files.copy(home.resolve("release.pem.pub"), home.resolve("server/trusted-keys/release.pem"));
    offline(
        "package",
        "sign",
        image.toString(),
        "--key",
        key.toString(),
        "--vendor",
        "Northwind",
        "--model",
        "NW-410",
        "--to",
        NEXT,
        "--sequence",
        "2");
    site.call("package", "add", image + ".bundle");
    Path list = home.resolve("fleet.csv");
    assertThat(site.fleet("--write-devices", list.toString()).code()).isZero();
    site.call("device", "import", list.toString());
    Shown known = site.fleet("--until", "1.0.0", "--poll", "500ms", "--duration", PATIENCE);
    assertThat(known.code()).as("%s%s", known.out(), known.err()).isZero();
    Path plan =
        Files.writeString(
            home.resolve("campaign.conf"),
            "name = all, model = NW-410, version = \"%s\", phases = [ { name = all } ]"
                .formatted(NEXT));
    JsonNode added =
        ApiClient.JSON.readTree(site.call("campaign", "add", plan.toString(), "--json").out());
    return new Started(site, added.path("id").asString());
  }

  /// As many in a row as there are devices.
  private static int freePorts() throws IOException {
    for (int turn = 0; turn < MOST_TRIES; turn++) {
      int first = new Random().nextInt(10_000, 60_000);
      List<DatagramSocket> held = new ArrayList<>();
      try {
        for (int i = 0; i < DEVICES; i++) held.add(new DatagramSocket(first + i));
        return first;
      } catch (SocketException taken) {
        assertThat(held).hasSizeLessThan(DEVICES);
      } finally {
        held.forEach(DatagramSocket::close);
      }
    }
    throw new IOException("no free ports");
  }

  private static void offline(Object... words) {
    Shown shown = Shown.of(words);
    assertThat(shown.code()).as(shown.err()).isZero();
  }

  /// Each fault has one device to itself, and chance deals two to some.
  private static Path script(Path home, String seed) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Fault fault : FAULTS)
      lines.add("%d %s %s".formatted(numberOf(fault), fault.word(), when(fault)));
    var random = new Random(Long.parseLong(seed));
    for (int device = DEVICES - UNLUCKY; device < DEVICES; device++)
      for (int i = 0; i < 2; i++)
        lines.add(
            "%d %s skip=%d"
                .formatted(
                    device, FAULTS.get(random.nextInt(FAULTS.size())).word(), random.nextInt(10)));
    return Files.write(home.resolve("faults.script"), lines);
  }

  /// Where the first occasion may be missed, or comes before there is anything to spoil.
  private static String when(Fault fault) {
    if (fault == Fault.STORM) return "after=0s for=2s";
    return fault == Fault.POWER_CUT_DISK ? "skip=60" : "";
  }

  /// Of the device that has it to itself.
  private static int numberOf(Fault fault) {
    return FAULTS.indexOf(fault);
  }

  private static String device(int number) {
    return "SIM:%06d".formatted(number);
  }

  /// When any of the devices was seen last.
  private static String lastSeen(Site site) {
    JsonNode devices =
        ApiClient.JSON.readTree(site.call("device", "list", "--json").out()).path("devices");
    String last = "";
    for (JsonNode device : devices) {
      String seen = device.path("lastSeen").asString();
      if (seen.compareTo(last) > 0) last = seen;
    }
    assertThat(last).isNotEmpty();
    return last;
  }

  private Site everyFault(String name, String seed, UnaryOperator<ServerSettings> adjust)
      throws IOException, InterruptedException, ExecutionException {
    Started started = site(name, seed, adjust);
    try (Site site = started.site();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String before = lastSeen(site);
      Future<?> operator =
          threads.submit(
              () -> {
                // From its first session on the fleet listens, too.
                await().atMost(Duration.ofMinutes(5)).until(() -> !lastSeen(site).equals(before));
                // The campaign notifies only those that do not call first.
                site.call("notify", device(numberOf(Fault.NOTIFICATION_LOST)));
                site.call("notify", device(numberOf(Fault.STORM)));
                site.call("campaign", "start", started.campaign());
              });
      Path json = site.home().resolve("result.json");
      Path page = site.home().resolve("result.html");
      Shown shown =
          site.fleet(
              "--trusted-key",
              site.home().resolve("release.pem.pub").toString(),
              "--faults",
              script(site.home(), seed).toString(),
              "--poll",
              "1s",
              "--until",
              NEXT,
              "--duration",
              PATIENCE,
              "--patience",
              PATIENCE,
              "--json",
              json.toString(),
              "--html",
              page.toString());
      assertThat(shown.code())
          .as("%s, seed %s: %s%s", name, seed, shown.out(), shown.err())
          .isZero();
      assertThat(operator.get()).isNull();
      assertThat(shown.out()).contains("everything holds: ");
      JsonNode result = ApiClient.JSON.readTree(Files.readString(json));
      JsonNode faults = result.path("faults");
      assertThat(faults.path("broken")).isEmpty();
      assertThat(result.path("last").path("all").path("notified").asInt()).isPositive();
      assertThat(faults.path("compared").asInt()).isGreaterThan(DEVICES / 2);
      assertThat(faults.path("faults")).hasSize(Fault.values().length);
      for (JsonNode fault : faults.path("faults"))
        assertThat(fault.path("met").asInt()).as("%s, seed %s: %s", name, seed, fault).isPositive();
      assertThat(page).content().contains("What must hold", "All of it does", "report-lost");
      return site;
    }
  }

  /// Both at once: they wait for pauses most of the time.
  @Test
  void everyFaultOnAndEverythingHoldsOnSqliteAndOnPostgres()
      throws InterruptedException, ExecutionException {
    String seed = "" + new Random().nextInt(1_000_000);
    String database = PostgresServer.get().newDatabase().text();
    List<Callable<Site>> both =
        List.of(
            () -> everyFault("sqlite", seed, it -> it),
            () -> everyFault("postgres", seed, it -> it.with("database.url", database)));
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Site> each : threads.invokeAll(both)) assertThat(each.get()).isNotNull();
    }
  }

  @Test
  void aScriptWithAMistakeIsRefusedBeforeAnythingRuns() throws IOException {
    Path script = Files.writeString(directory.resolve("script"), "0 lies\n9 lies\n");
    Shown shown = Shown.of("lab", "fleet", "--devices", "9", "--faults", script.toString());
    assertThat(shown.code()).isEqualTo(2);
    assertThat(shown.err())
        .isEqualTo("fumarole: --faults: " + script + ", line 2: the fleet has no device 9\n");
  }

  @Test
  void theFaultsAreListed() {
    Shown shown = Shown.of("lab", "fleet", "--list-faults");
    assertThat(shown.code()).isZero();
    for (Fault fault : Fault.values())
      assertThat(shown.out()).contains(fault.word(), fault.what(), "→ " + fault.expected());
  }

  @Test
  void aServerThatStopsAnsweringIsReportedAndEndsTheRun() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    Path json = directory.resolve("result.json");
    Shown shown =
        Shown.of(
            "lab",
            "fleet",
            "--server",
            "http://127.0.0.1:" + port,
            "--devices",
            "3",
            "--poll",
            "100ms",
            "--patience",
            "1s",
            "--json",
            json.toString());
    assertThat(shown.code()).isEqualTo(1);
    assertThat(shown.out())
        .contains("fleet: the server has stopped answering, after ")
        .contains("trouble");
    assertThat(ApiClient.JSON.readTree(Files.readString(json)).path("end").asString())
        .isEqualTo("SILENT");
  }
}
