package io.fumarole.server.notify.smpp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/// A Kannel of the test's own: its push gateway (wapbox) takes a push over PAP, its bearerbox sends
/// the SMS to a message centre over SMPP. Two processes on free ports of the loopback interface,
/// gone when it is closed.
final class Kannel implements AutoCloseable {
  private static final Path PROGRAMS = Path.of("/usr/sbin");
  private static final Duration START = Duration.ofSeconds(30);

  static final String USER = "us";
  static final String PASSWORD = "hush";

  private final Path folder;
  private final int gatewayPort;
  private final List<Process> processes = new ArrayList<>();

  private Kannel(Path folder, int gatewayPort) {
    this.folder = folder;
    this.gatewayPort = gatewayPort;
  }

  /// Skips the test where it is not installed.
  ///
  /// @param centrePort of the message centre
  static Kannel start(Path folder, int centrePort) throws IOException {
    for (String program : List.of("bearerbox", "wapbox"))
      assumeTrue(
          Files.isExecutable(PROGRAMS.resolve(program)),
          "Kannel is not installed: 'apt-get install kannel' lets this test run");
    int boxPort = freePort();
    var kannel = new Kannel(folder, freePort());
    Files.writeString(
        folder.resolve("kannel.conf"), configuration(boxPort, kannel.gatewayPort, centrePort));
    try {
      kannel.begin("bearerbox", boxPort);
      kannel.begin("wapbox", kannel.gatewayPort);
    } catch (IOException | RuntimeException | AssertionError e) {
      kannel.close();
      throw e;
    }
    return kannel;
  }

  /// No blank lines within a group. A wapbox with `ppg-deny-ip` falls over at the first push.
  private static String configuration(int boxPort, int gatewayPort, int centrePort)
      throws IOException {
    return """
      group = core
      admin-port = %d
      admin-password = x
      smsbox-port = %d
      wapbox-port = %d
      wdp-interface-name = "127.0.0.1"
      box-deny-ip = "*.*.*.*"
      box-allow-ip = "127.0.0.1"

      group = smsbox
      bearerbox-host = 127.0.0.1

      group = smsc
      smsc = smpp
      host = 127.0.0.1
      port = %d
      transceiver-mode = true
      smsc-username = us
      smsc-password = %s
      system-type = ""
      address-range = ""

      group = wapbox
      bearerbox-host = 127.0.0.1

      group = ppg
      ppg-url = /push
      ppg-port = %d
      concurrent-pushes = 10
      users = 10
      service-name = ppg

      group = wap-push-user
      wap-push-user = us
      ppg-username = %s
      ppg-password = %s
      allow-ip = 127.0.0.1
      """
        .formatted(
            freePort(),
            freePort(),
            boxPort,
            centrePort,
            MessageCentre.PASSWORD,
            gatewayPort,
            USER,
            PASSWORD);
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void begin(String program, int port) throws IOException {
    Path log = folder.resolve(program + ".log");
    Process process =
        new ProcessBuilder(PROGRAMS.resolve(program).toString(), "kannel.conf")
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    processes.add(process);
    Awaitility.await(program)
        .atMost(START)
        .until(
            () -> {
              if (!process.isAlive()) throw new AssertionError(program + " ended:\n" + read(log));
              return listens(port);
            });
  }

  private static boolean listens(int port) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static String read(Path log) {
    try {
      return Files.readString(log, java.nio.charset.StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return "http://127.0.0.1:" + gatewayPort + "/push";
  }

  @Override
  public void close() {
    for (Process process : processes.reversed()) {
      process.destroyForcibly();
      try {
        process.waitFor(10, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
