package io.fumarole.benchmarks.load;

import com.typesafe.config.ConfigFactory;
import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.RedirectUse;
import io.fumarole.campaign.exchange.DownloadLinks;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A server as a process of its own, that also takes orders by lines: the operator's part of a
/// measurement, so that nothing of it is on the measured path. [ServerProcess] is its other half.
public final class MeasuredServer {
  static final String SERVER_ID = "bench";
  private static final String PROFILE = "oma-strict";
  private static final Duration LIFE = Duration.ofDays(7);
  private static final int AT_ONCE = 32;

  private static final com.sun.management.ThreadMXBean THREADS =
      (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final FumaroleServer server;
  private final Optional<StatementCount> statements;
  private long deployments;

  private MeasuredServer(FumaroleServer server, Optional<StatementCount> statements) {
    this.server = server;
    this.statements = statements;
  }

  /// @param arguments the data directory, then `trace` or `silent`, then `count` or `time`, then
  ///   the address of a PostgreSQL database or nothing for SQLite
  public static void main(String[] arguments) throws IOException {
    ServerSettings settings =
        ServerSettings.from(
                ConfigFactory.parseString("fumarole { port = 0, serverId = " + SERVER_ID + " }"))
            .with("data", Path.of(arguments[0]).toString())
            .with("trace", arguments[1].equals("trace"));
    if (!arguments[3].isEmpty()) settings = settings.with("database.url", arguments[3]);
    Optional<StatementCount> statements =
        arguments[2].equals("count") ? Optional.of(StatementCount.begin()) : Optional.empty();
    PrintStream out = System.out;
    try (FumaroleServer server = FumaroleServer.start(settings)) {
      out.println(server.url());
      var measured = new MeasuredServer(server, statements);
      var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
      for (String line = in.readLine(); line != null; line = in.readLine())
        out.println(measured.obey(line.split(" ", -1)));
    }
  }

  private String obey(String[] order) throws IOException {
    return switch (order[0]) {
      case "package" -> addPackage(order[1], Long.parseLong(order[2]));
      case "file" -> addFile(order[1], Path.of(order[2]));
      case "devices" -> addDevices(Integer.parseInt(order[1]), Integer.parseInt(order[2]));
      case "deploy" -> deploy(order);
      case "ends" -> ends(Long.parseLong(order[1]), Long.parseLong(order[2]));
      case "link" -> link(new PackageId(order[1]));
      case "counts" -> counts();
      case "heap" -> heap();
      default -> throw new IllegalArgumentException("no order " + order[0]);
    };
  }

  /// `package VERSION SIZE`: an image of noise; answers with the file that holds it.
  private String addPackage(String version, long size) throws IOException {
    return add(version, new Noise(version.hashCode(), size), size);
  }

  /// `file VERSION PATH`
  private String addFile(String version, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return add(version, in, Files.size(file));
    }
  }

  private String add(String version, InputStream in, long size) throws IOException {
    ContentStore content = server.stores().content();
    ContentStore.Stored stored = content.put(in, size);
    server
        .stores()
        .packages()
        .add(
            new FirmwarePackage(
                new PackageId(version),
                version,
                BenchDevice.MAKER,
                BenchDevice.MODEL,
                Optional.empty(),
                version,
                stored.sha256(),
                size,
                FirmwarePackage.OCTET_STREAM,
                false,
                false,
                Instant.now()));
    return content.file(stored.sha256()).orElseThrow().toString();
  }

  /// `devices FROM TO`: many at once, so that they share commits.
  private String addDevices(int from, int to) {
    try (ExecutorService threads =
        Executors.newFixedThreadPool(Math.clamp(to - from, 1, AT_ONCE))) {
      List<Future<Boolean>> added = new ArrayList<>();
      for (int number = from; number < to; number++) {
        int next = number;
        added.add(threads.submit(() -> server.stores().devices().add(device(next))));
      }
      for (Future<Boolean> one : added) one.get();
    } catch (InterruptedException | ExecutionException failed) {
      throw new IllegalStateException("a device was not added", failed);
    }
    return "done";
  }

  private static Device device(int number) {
    return Device.enrolled(
        new DeviceId(BenchDevice.id(number)),
        PROFILE,
        Optional.of(BenchDevice.client(number)),
        Optional.of(Account.of(SERVER_ID, BenchDevice.SERVER_SECRET)),
        Instant.now());
  }

  /// `deploy FROM TO VERSION DELIVERY`; answers with the numbers of the first and the last.
  private String deploy(String[] order) {
    Delivery delivery = Delivery.valueOf(order[4]);
    var wish = new Deployment.Wish(Optional.empty(), Optional.of(delivery), Optional.empty());
    Instant now = Instant.now();
    long first = deployments + 1;
    for (int number = Integer.parseInt(order[1]); number < Integer.parseInt(order[2]); number++) {
      var id = new DeploymentId("bench" + ++deployments);
      var device = new DeviceId(BenchDevice.id(number));
      Deployment deployment =
          Deployment.scheduled(
              id, device, new PackageId(order[3]), order[3], wish, now, now.plus(LIFE));
      var event = new Event(device, Optional.of(id), now, "scheduled", "a measurement");
      if (!server.stores().deployments().add(deployment, event))
        throw new IllegalStateException("device " + device + " has an open deployment");
    }
    return first + " " + deployments;
  }

  /// `ends FIRST LAST`: how these deployments stand, as `{failed=1, succeeded=40}`.
  private String ends(long first, long last) {
    var states = new TreeMap<String, Integer>();
    for (long number = first; number <= last; number++) {
      server
          .stores()
          .deployments()
          .find(new DeploymentId("bench" + number))
          .ifPresent(found -> states.merge(found.state().word(), 1, Integer::sum));
    }
    return states.toString();
  }

  /// `link VERSION`: where a device would download it from.
  private String link(PackageId id) {
    FirmwarePackage found = server.stores().packages().find(id).orElseThrow();
    return server
        .links()
        .link(
            new DownloadLinks.Wanted(
                new DeviceId(BenchDevice.id(0)),
                new DeploymentId("bench0"),
                found,
                Delivery.DIRECT,
                RedirectUse.NONE),
            Instant.now());
  }

  /// Reads, writes, commits and other statements, and the octets allocated so far; what is behind
  /// is written first.
  private String counts() throws IOException {
    server.stores().flush();
    long allocated = THREADS.getTotalThreadAllocatedBytes();
    var counts = new StatementCount.Counts(0, 0, 0, 0);
    if (statements.isPresent()) counts = statements.get().counts();
    return "%d %d %d %d %d"
        .formatted(counts.reads(), counts.writes(), counts.commits(), counts.others(), allocated);
  }

  /// The octets that live after a collection.
  private static String heap() {
    System.gc();
    return Long.toString(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
  }

  /// Octets from a seed, made as they are read.
  private static final class Noise extends InputStream {
    private final Random random;
    private long left;

    Noise(long seed, long size) {
      this.random = new Random(seed);
      this.left = size;
    }

    @Override
    public int read() {
      if (left == 0) return -1;
      left--;
      return random.nextInt(256);
    }

    @Override
    public int read(byte[] into, int from, int length) {
      if (left == 0) return -1;
      int count = (int) Math.min(left, length);
      byte[] fresh = new byte[count];
      random.nextBytes(fresh);
      System.arraycopy(fresh, 0, into, from, count);
      left -= count;
      return count;
    }
  }
}
