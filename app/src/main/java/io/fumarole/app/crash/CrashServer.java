package io.fumarole.app.crash;

import io.fumarole.campaign.exchange.Steps;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/// The process that is killed: the real server, which halts itself at a step when it is told so.
/// Arguments: data directory, port, and optionally a step and the passage at which to halt; the
/// passages count from the first octet of the standard input on.
public final class CrashServer {
  /// The exit value of a process that halted itself.
  static final int HALTED = 86;

  /// The line that says that devices may come.
  static final String READY = "ready";

  static final String SERVER_ID = "crash.fumarole";

  /// The variable of the environment with the address of a PostgreSQL.
  static final String DATABASE = "FUMAROLE_CRASH_DATABASE";

  private CrashServer() {}

  public static void main(String[] arguments) throws IOException {
    ServerSettings settings =
        ServerSettings.of(Path.of(arguments[0]))
            .with("port", Integer.parseInt(arguments[1]))
            .with("serverId", SERVER_ID)
            .with("database.url", Optional.ofNullable(System.getenv(DATABASE)).orElse(""));
    var isArmed = new AtomicBoolean();
    Steps steps =
        arguments.length > 2
            ? haltAt(Steps.Step.valueOf(arguments[2]), Integer.parseInt(arguments[3]), isArmed)
            : Steps.UNWATCHED;
    FumaroleServer server = FumaroleServer.start(settings, InstantSource.system(), steps);
    System.out.println(READY);
    System.out.flush();
    // Until the parent closes the pipe, or ends: nobody is left behind.
    while (System.in.read() >= 0) isArmed.set(true);
    server.stop();
  }

  /// The power fails at the `passage`-th time that `step` is passed, for all threads at once.
  private static Steps haltAt(Steps.Step step, int passage, AtomicBoolean isArmed) {
    var passages = new AtomicInteger();
    return passed -> {
      boolean counts = passed == step && isArmed.get();
      if (counts && passages.incrementAndGet() == passage) Runtime.getRuntime().halt(HALTED);
    };
  }
}
