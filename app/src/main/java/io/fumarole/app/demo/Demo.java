package io.fumarole.app.demo;

import io.fumarole.protocol.syncml.Form;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Takes devices through every row of the flow table, in both encodings, and says how each went.
public final class Demo {
  /// As many devices at once as keep two cores busy.
  private static final int AT_ONCE = 4;

  private static final double MIB = 1 << 20;
  private static final String LINE = "%-8s %-36s %-6s %-6s %8s %10s %8s  %s%n";

  private final PrintWriter out;
  private final Path directory;
  private final DemoFirmware firmware;
  private final DemoServer server;
  private int devices;

  private Demo(PrintWriter out, Path directory, DemoFirmware firmware, DemoServer server) {
    this.out = out;
    this.directory = directory;
    this.firmware = firmware;
    this.server = server;
  }

  /// What a demo needs.
  ///
  /// @param directory empty, for everything that the demo writes
  /// @param image the firmware image that the devices get
  /// @param port of the server, 0 for any
  public record Setting(Path directory, Path image, int port) {}

  /// @return whether every run ended as it must
  public static boolean once(Setting setting, PrintWriter out)
      throws IOException, InterruptedException {
    DemoFirmware firmware = DemoFirmware.make(setting.directory(), setting.image());
    try (DemoServer server =
        DemoServer.start(setting.directory().resolve("server"), setting.port(), firmware)) {
      return new Demo(out, setting.directory(), firmware, server).everyFlow();
    }
  }

  /// Runs every flow, then keeps the server up and updates a device now and then, until
  /// interrupted.
  public static void forever(Setting setting, PrintWriter out)
      throws IOException, InterruptedException {
    DemoFirmware firmware = DemoFirmware.make(setting.directory(), setting.image());
    try (DemoServer server =
        DemoServer.start(setting.directory().resolve("server"), setting.port(), firmware)) {
      var demo = new Demo(out, setting.directory(), firmware, server);
      demo.everyFlow();
      try (DemoFleet _ = DemoFleet.start(server, firmware)) {
        demo.goOn(setting);
      }
    }
  }

  private boolean everyFlow() throws IOException, InterruptedException {
    server.addPackages(firmware);
    out.println("Server at " + server.url() + ", everything in " + directory);
    out.println();
    out.printf(LINE, "SEED", "FLOW", "CODING", "AUTH", "MESSAGES", "OCTETS", "SECONDS", "RESULT");
    out.flush();
    int failures = process();
    for (Form.Encoding encoding : Form.Encoding.values()) failures += inProcess(encoding);
    out.println();
    out.println(
        failures == 0
            ? "demo: all " + devices + " runs ended as they must"
            : "demo: " + failures + " of " + devices + " runs did not end as they must");
    out.flush();
    return failures == 0;
  }

  /// The first row with the device as a process of its own.
  private int process() throws IOException, InterruptedException {
    DemoDevice device = device(DemoTable.rows().getFirst(), Form.Encoding.WBXML);
    DemoRun.Result result = new DemoProcess(server, firmware, device).run();
    return print(result, ", own process");
  }

  private int inProcess(Form.Encoding encoding) throws InterruptedException {
    int failures = 0;
    try (ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<DemoRun.Result>> runs = new ArrayList<>();
      for (DemoRow row : DemoTable.rows()) {
        DemoDevice device = device(row, encoding);
        runs.add(workers.submit(() -> new DemoRun(server, firmware, device).run()));
      }
      for (Future<DemoRun.Result> run : runs) failures += print(run.get(), "");
    } catch (ExecutionException e) {
      throw new IllegalStateException("a run threw", e.getCause());
    }
    return failures;
  }

  private DemoDevice device(DemoRow row, Form.Encoding encoding) {
    devices++;
    return new DemoDevice(row, encoding, devices, directory);
  }

  /// @return 1 for a failure
  private int print(DemoRun.Result result, String suffix) {
    DemoRow row = result.device().row();
    out.printf(
        LINE,
        row.seed(),
        row.flow() + suffix,
        result.device().encoding().name().toLowerCase(Locale.ROOT),
        row.auth().name().toLowerCase(Locale.ROOT),
        result.traffic().messages(),
        octets(result.traffic().octets()),
        "%.2f".formatted(result.took().toMillis() / 1000.0),
        result.trouble().map(t -> "FAILED: " + t).orElse("ok, " + result.end()));
    out.flush();
    return result.trouble().isPresent() ? 1 : 0;
  }

  private static String octets(long octets) {
    return octets < 100_000 ? Long.toString(octets) : "%.1f MiB".formatted(octets / MIB);
  }

  private void goOn(Setting setting) throws InterruptedException, IOException {
    out.println();
    out.println(
        "The server stays, with two campaigns on 100 devices, and another device now and then.");
    out.println("  console      " + server.url() + "/");
    out.println("  token        " + Files.readString(server.tokenFile()).strip() + " signs you in");
    out.println(
        "  look around  ./fumarole device list --server "
            + server.url()
            + " --data "
            + setting.directory().resolve("server"));
    out.println("Stop it with Ctrl-C.");
    out.flush();
    List<DemoRow> rows = DemoTable.rows();
    for (int turn = 0; ; turn++) {
      Thread.sleep(PAUSE_MILLIS);
      Form.Encoding encoding = turn % 2 == 0 ? Form.Encoding.WBXML : Form.Encoding.XML;
      DemoDevice device = device(rows.get(turn % rows.size()), encoding);
      print(new DemoRun(server, firmware, device).run(), "");
    }
  }

  /// Between two devices, so that a person can read along.
  private static final long PAUSE_MILLIS = 15_000;
}
