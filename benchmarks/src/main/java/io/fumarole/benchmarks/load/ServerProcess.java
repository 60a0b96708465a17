package io.fumarole.benchmarks.load;

import io.fumarole.protocol.fumo.Delivery;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A [MeasuredServer] and the orders that it takes.
public final class ServerProcess implements AutoCloseable {
  /// What production is started with, but for the heap, which the design's memory row fixes.
  private static final List<String> OPTIONS = List.of("-Xmx256m");

  /// `ServerID` of its devices' accounts.
  public static final String SERVER_ID = MeasuredServer.SERVER_ID;

  private final ChildProcess process;
  private final String url;

  private ServerProcess(ChildProcess process, String url) {
    this.process = process;
    this.url = url;
  }

  /// How a server is run.
  ///
  /// @param trace whether it keeps a trace
  /// @param counted whether SQL statements are counted, which costs time
  /// @param database address of its PostgreSQL database, empty for SQLite
  /// @param options for its Java
  /// @param prefix of its command, empty for none
  public record Kind(
      boolean trace, boolean counted, String database, List<String> options, List<String> prefix) {
    public static final Kind SILENT = new Kind(false, false, "", OPTIONS, List.of());
    public static final Kind TRACED = new Kind(true, false, "", OPTIONS, List.of());
    public static final Kind COUNTED = new Kind(false, true, "", OPTIONS, List.of());

    /// A handle for each of ten thousand downloads; the system may allow fewer.
    public static final Kind MANY_HANDLES =
        new Kind(
            false,
            false,
            "",
            OPTIONS,
            List.of("sh", "-c", "ulimit -n 32768 2>/dev/null; exec \"$0\" \"$@\""));

    /// Kept to the first core.
    public Kind pinned() {
      List<String> all = new ArrayList<>(Cores.FIRST);
      all.addAll(prefix);
      return new Kind(trace, counted, database, options, all);
    }

    public Kind onPostgres(PostgresDatabase postgres) {
      return new Kind(trace, counted, postgres.url(), options, prefix);
    }

    /// With a heap that is resident from the start: what grows then is something else.
    public Kind withFixedHeap() {
      return new Kind(
          trace, counted, database, List.of("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch"), prefix);
    }
  }

  /// @param folder for its data and its log
  public static ServerProcess start(Path folder, Kind kind) throws IOException {
    Files.createDirectories(folder);
    ChildProcess process =
        ChildProcess.java(
            kind.prefix(),
            MeasuredServer.class,
            kind.options(),
            List.of(
                folder.resolve("data").toString(),
                kind.trace() ? "trace" : "silent",
                kind.counted() ? "count" : "time",
                kind.database()),
            folder.resolve("server.log"));
    return new ServerProcess(process, process.next());
  }

  public URI dm() {
    return URI.create(url + "/dm");
  }

  public String url() {
    return url;
  }

  public long pid() {
    return process.pid();
  }

  public Usage usage() throws IOException {
    return process.usage();
  }

  /// @return the file that holds the package
  public Path addPackage(String version, long size) throws IOException {
    return Path.of(process.ask("package " + version + " " + size));
  }

  /// A package of the file's octets.
  public void addFile(String version, Path file) throws IOException {
    process.ask("file " + version + " " + file);
  }

  public void addDevices(int from, int to) throws IOException {
    process.ask("devices " + from + " " + to);
  }

  /// Deployments that were ordered together, by their numbers.
  public record Orders(long first, long last) {
    private static Orders of(String numbers) {
      int between = numbers.indexOf(' ');
      return new Orders(
          Long.parseLong(numbers.substring(0, between)),
          Long.parseLong(numbers.substring(between + 1)));
    }
  }

  public Orders deploy(int from, int to, String version, Delivery delivery) throws IOException {
    return Orders.of(
        process.ask("deploy " + from + " " + to + " " + version + " " + delivery.name()));
  }

  /// Fails unless all of them succeeded: a figure of failed updates is none.
  public void checkSucceeded(Orders orders) throws IOException {
    String ends = process.ask("ends " + orders.first() + " " + orders.last());
    if (!ends.equals("{succeeded=" + (orders.last() - orders.first() + 1) + "}"))
      throw new IllegalStateException("not every update succeeded: " + ends);
  }

  public URI link(String version) throws IOException {
    return URI.create(process.ask("link " + version));
  }

  /// What it has done so far; what was behind is written.
  public Counts counts() throws IOException {
    String[] numbers = process.ask("counts").split(" ", -1);
    return new Counts(
        Long.parseLong(numbers[0]),
        Long.parseLong(numbers[1]),
        Long.parseLong(numbers[2]),
        Long.parseLong(numbers[3]),
        Long.parseLong(numbers[4]));
  }

  /// @param reads SELECT statements
  /// @param writes INSERT, UPDATE and DELETE statements
  /// @param others BEGIN, SAVEPOINT and the like
  /// @param allocated octets of heap
  public record Counts(long reads, long writes, long commits, long others, long allocated) {
    public Counts minus(Counts before) {
      return new Counts(
          reads - before.reads,
          writes - before.writes,
          commits - before.commits,
          others - before.others,
          allocated - before.allocated);
    }
  }

  /// Octets that live after a collection.
  public long heap() throws IOException {
    return Long.parseLong(process.ask("heap"));
  }

  @Override
  public void close() throws IOException {
    process.close();
  }
}
