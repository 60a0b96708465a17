package io.fumarole.benchmarks.load;

import io.fumarole.storage.PostgresUrl;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A PostgreSQL database of a row's own, on a server of this machine, so that what its processes
/// use can be counted.
public final class PostgresDatabase implements AutoCloseable {
  /// `USER_HZ`: what `/proc` counts in, on every Linux of today.
  private static final double MILLIS_PER_TICK = 10;

  /// Behind the name in `/proc/PID/stat`, counted from the state: user and system time of the
  /// process, then of its children that have ended.
  private static final int FIRST_TIME = 11;

  private static final int LAST_TIME = 14;

  private static final int PATIENCE_SECONDS = 60;

  private final String server;
  private final String name;

  private PostgresDatabase(String server, String name) {
    this.server = server;
    this.name = name;
  }

  /// @param server address of a database whose user may create others
  /// @param name letters, digits and `_`
  public static PostgresDatabase create(String server, String name) throws IOException {
    var database = new PostgresDatabase(PostgresUrl.parse(server).text(), name);
    database.drop();
    database.ask("CREATE DATABASE " + name);
    return database;
  }

  public String url() {
    return server.replaceFirst("(?<=[^/])/[^/?]+(?=$|\\?)", "/" + name);
  }

  /// What all processes of the database's server have used so far, those that have ended too.
  public double cpuMillis() throws IOException {
    ProcessHandle postmaster =
        ProcessHandle.of(postmaster())
            .orElseThrow(
                () ->
                    new IOException(
                        "the database runs on another machine: its processor time cannot be counted"));
    double sum = 0;
    for (ProcessHandle process :
        Stream.concat(Stream.of(postmaster), postmaster.children()).toList())
      sum += cpuMillis(process.pid());
    return sum;
  }

  /// From its lock file, whose first line is its process.
  private long postmaster() throws IOException {
    String file = ask("SELECT pg_read_file('postmaster.pid')");
    return Long.parseLong(file.lines().findFirst().orElse("0").strip());
  }

  /// None of a process that has ended meanwhile: its parent has it by the next time.
  private static double cpuMillis(long pid) throws IOException {
    Path file = Path.of("/proc", Long.toString(pid), "stat");
    if (!Files.exists(file)) return 0;
    String stat = Files.readString(file);
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    long ticks = 0;
    for (int field = FIRST_TIME; field <= LAST_TIME; field++)
      ticks += Long.parseLong(fields[field]);
    return ticks * MILLIS_PER_TICK;
  }

  private String ask(String sql) throws IOException {
    Process psql =
        new ProcessBuilder(List.of("psql", "-X", "-At", "-c", sql, server))
            .redirectErrorStream(true)
            .start();
    String answer = new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (!psql.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || psql.exitValue() != 0)
        throw new IOException("psql: " + answer.strip());
      return answer;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new IOException("stopped while psql ran", stop);
    }
  }

  private void drop() throws IOException {
    ask("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)");
  }

  @Override
  public void close() throws IOException {
    drop();
  }
}
