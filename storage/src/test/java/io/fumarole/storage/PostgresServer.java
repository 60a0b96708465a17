package io.fumarole.storage;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// A real PostgreSQL of the tests' own: a fresh cluster in a temporary directory, on a free port of
/// the loopback interface, gone when the tests end. It runs as a user without rights, because
/// PostgreSQL refuses to run as root. Where it is not installed the tests that need it are skipped.
public final class PostgresServer {
  private static final String USER = "fumarole";
  private static final String PASSWORD = "of the tests: / % ?";
  private static final long START_SECONDS = 60;
  private static final Path INSTALLED = Path.of("/usr/lib/postgresql");

  private static final AtomicInteger NUMBER = new AtomicInteger();

  /// Keeps the rows that the migrations wrote, beside the tables.
  private static final String KEEP =
      """
      CREATE SCHEMA kept;
      DO $$
      DECLARE
        name text;
        has_rows boolean;
      BEGIN
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
          EXECUTE format('SELECT EXISTS (SELECT FROM public.%I)', name) INTO has_rows;
          IF has_rows THEN EXECUTE format('CREATE TABLE kept.%I AS TABLE public.%I', name, name); END IF;
        END LOOP;
      END $$""";

  /// Deletes: new files, which TRUNCATE makes for each table and index, cost more.
  private static final String EMPTY =
      """
      DO $$
      DECLARE
        name text;
      BEGIN
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid();
        SET LOCAL session_replication_role = replica; -- in any order
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
          EXECUTE format('DELETE FROM public.%I', name);
        END LOOP;
        FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'kept' LOOP
          EXECUTE format('INSERT INTO public.%I SELECT * FROM kept.%I', name, name);
        END LOOP;
        FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
          EXECUTE format('ALTER SEQUENCE public.%I RESTART', name);
        END LOOP;
      END $$""";

  private final Queue<PostgresUrl> emptied = new ConcurrentLinkedQueue<>();
  private final Path programs;
  private final Path home;
  private final int port;

  private PostgresServer(Path programs, Path home, int port) {
    this.programs = programs;
    this.home = home;
    this.port = port;
  }

  /// The one of this JVM.
  private static final class Running {
    static final Optional<PostgresServer> SERVER = programs().map(PostgresServer::start);
  }

  /// Skips the test where there is none.
  public static PostgresServer get() {
    assumeTrue(
        Running.SERVER.isPresent(),
        "PostgreSQL is not installed: 'apt-get install postgresql' lets this test run");
    return Running.SERVER.orElseThrow();
  }

  private static Optional<Path> programs() {
    try (Stream<Path> versions =
        Files.isDirectory(INSTALLED) ? Files.list(INSTALLED) : Stream.of()) {
      Stream<Path> onPath =
          Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator)).map(Path::of);
      return Stream.concat(
              onPath, versions.sorted(Comparator.reverseOrder()).map(v -> v.resolve("bin")))
          .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
          .findFirst();
    } catch (IOException unreadable) {
      throw new AssertionError(unreadable);
    }
  }

  private static PostgresServer start(Path programs) {
    try {
      Path home = Files.createTempDirectory("fumarole-postgresql");
      var server = new PostgresServer(programs, home, freePort());
      Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
      server.begin();
      return server;
    } catch (IOException | InterruptedException failed) {
      throw new AssertionError("PostgreSQL could not be started", failed);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  private void begin() throws IOException, InterruptedException {
    Files.writeString(home.resolve("password"), PASSWORD);
    if (isRoot()) run(List.of("chown", "-R", "postgres", home.toString()));
    run(
        asUser(
            List.of(
                programs.resolve("initdb").toString(),
                "--pgdata=" + data(),
                "--username=" + USER,
                "--pwfile=" + home.resolve("password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync")));
    startAgain();
  }

  /// Starts what [#kill] has ended.
  public void startAgain() throws IOException, InterruptedException {
    String options =
        // What is killed here is a process and not the machine: its writes are with the system.
        "-p %d -c fsync=off -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=100"
            .formatted(port);
    run(
        asUser(
            List.of(
                programs.resolve("pg_ctl").toString(),
                "start",
                "--wait",
                "--timeout=" + START_SECONDS,
                "--pgdata=" + data(),
                "--log=" + home.resolve("log"),
                "--options=" + options)));
  }

  /// As `kill -9` would: nothing is written that is not on the disk already.
  public void kill() throws IOException, InterruptedException {
    run(
        asUser(
            List.of(
                programs.resolve("pg_ctl").toString(),
                "stop",
                "--mode=immediate",
                "--wait",
                "--pgdata=" + data())));
  }

  private void stop() {
    try {
      if (Files.exists(data().resolve("postmaster.pid"))) kill();
      run(List.of("rm", "-rf", home.toString()));
    } catch (IOException failed) {
      throw new AssertionError(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Path data() {
    return home.resolve("data");
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static List<String> asUser(List<String> command) {
    if (!isRoot()) return command;
    List<String> all =
        new ArrayList<>(
            List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
    all.addAll(command);
    return all;
  }

  private void run(List<String> command) throws IOException, InterruptedException {
    // To a file: the server would hold a pipe open for as long as it runs.
    Path output = Files.createTempFile("fumarole-postgresql", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean isOver = process.waitFor(2 * START_SECONDS, TimeUnit.SECONDS);
    String said = Files.readString(output);
    Files.delete(output);
    if (!isOver || process.exitValue() != 0)
      throw new IOException(String.join(" ", command) + " failed: " + said);
  }

  /// An empty database that nobody else uses.
  public PostgresUrl newDatabase() {
    String name = "test" + NUMBER.incrementAndGet();
    execute("CREATE DATABASE " + name);
    return address(name);
  }

  private static final class Migrated {
    static final String NAME = make();

    private static String make() {
      PostgresUrl url = get().newDatabase();
      Postgres.open(url, Settings.DEFAULT).close();
      get().execute(url, KEEP);
      return url.jdbc().substring(url.jdbc().lastIndexOf('/') + 1);
    }
  }

  /// A database that nobody else uses, with its tables and nothing in them but what the migrations
  /// put there: one that was given back, as a copy of six hundred files takes longer than most
  /// tests.
  PostgresUrl migratedDatabase() {
    PostgresUrl given = emptied.poll();
    if (given != null) return given;
    String name = "test" + NUMBER.incrementAndGet();
    execute("CREATE DATABASE " + name + " TEMPLATE " + Migrated.NAME);
    return address(name);
  }

  /// Empties a database of [#migratedDatabase] for the next test; whoever is still connected is cut
  /// off.
  void giveBack(PostgresUrl database) {
    execute(database, EMPTY);
    emptied.add(database);
  }

  private PostgresUrl address(String database) {
    return new PostgresUrl(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database,
        Optional.of(USER),
        Optional.of(PASSWORD));
  }

  /// Runs a statement as the owner of the cluster.
  public void execute(String sql) {
    execute(address("postgres"), sql);
  }

  private void execute(PostgresUrl database, String sql) {
    try (Connection connection = DriverManager.getConnection(database.jdbc(), USER, PASSWORD);
        var statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException failed) {
      throw new AssertionError(sql, failed);
    }
  }
}
