package io.fumarole.app.demo;

import io.fumarole.agent.SessionResult;
import io.fumarole.agent.session.Start;
import io.fumarole.app.demo.DemoRow.After;
import io.fumarole.app.demo.DemoRow.Wish;
import io.fumarole.protocol.fumo.AlertType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// One device going through one flow, driven session by session, and the judgement of how it ended.
final class DemoRun {
  /// More sessions than any flow needs.
  private static final int MOST_SESSIONS = 12;

  private static final long NOTIFICATION_SECONDS = 10;

  private final DemoServer server;
  private final DemoFirmware firmware;
  private final DemoDevice device;

  /// What one run came to.
  ///
  /// @param trouble what was not as it must be; empty when all was
  record Result(
      DemoDevice device,
      DemoServer.Traffic traffic,
      Duration took,
      String end,
      Optional<String> trouble) {}

  DemoRun(DemoServer server, DemoFirmware firmware, DemoDevice device) {
    this.server = server;
    this.firmware = firmware;
    this.device = device;
  }

  Result run() {
    long started = System.nanoTime();
    String end;
    Optional<String> trouble;
    try (device) {
      device.start(server.dmUrl(), firmware.publicKey());
      server.addDevice(device);
      end = go();
      trouble = judge(end);
    } catch (IOException | RuntimeException e) {
      end = "broke off";
      trouble = Optional.of(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      end = "interrupted";
      trouble = Optional.of("interrupted");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new Result(device, server.traffic(device.id()), took, end, trouble);
  }

  private String go() throws IOException, InterruptedException {
    Optional<Wish> wish = device.row().wish();
    wish.ifPresent(w -> server.deploy(device, w));
    String end = sessions();
    return switch (wish.map(Wish::after).orElse(After.NOTHING)) {
      case NOTHING -> end;
      case OPERATOR_ASKS -> {
        server.deploy(device, update());
        yield sessions();
      }
      case DEVICE_STARTS -> {
        Optional<String> refusal = device.agent().startUpdate();
        if (refusal.isPresent()) throw new IOException("startUpdate: " + refusal.get());
        device.agent().performPending();
        device.agent().runSession(new Start.Poll());
        yield end;
      }
    };
  }

  private static Wish update() {
    return new Wish(Optional.of("update"), Optional.empty(), Optional.empty(), After.NOTHING);
  }

  /// Sessions until the deployment has ended, or the device has nothing more to say.
  private String sessions() throws IOException, InterruptedException {
    hold(first());
    String state = state();
    for (int i = 1; i < MOST_SESSIONS && !isEnd(state); i++) {
      device.agent().performPending();
      hold(new Start.Poll());
      state = state();
    }
    return state;
  }

  private void hold(Start.OfSession start) throws IOException, InterruptedException {
    SessionResult result = device.agent().runSession(start);
    if (!(result instanceof SessionResult.Completed)) throw new IOException(result.toString());
  }

  private Start.OfSession first() throws IOException, InterruptedException {
    return switch (device.row().start()) {
      case DEVICE -> new Start.Poll();
      case USER_REQUEST -> new Start.Request(AlertType.USER_REQUEST);
      case DEVICE_REQUEST -> new Start.Request(AlertType.DEVICE_REQUEST);
      case NOTIFIED -> notified();
    };
  }

  /// The first notification reaches a device that holds no nonce of a session yet.
  private Start.OfSession notified() throws IOException, InterruptedException {
    server.notify(device);
    Start start = device.agent().starts().poll(NOTIFICATION_SECONDS, TimeUnit.SECONDS);
    if (start instanceof Start.Notified notified) return notified;
    throw new IOException("no notification came by UDP in " + NOTIFICATION_SECONDS + " s");
  }

  private String state() {
    return server.deployment(device).map(d -> d.path("state").asString()).orElse("none");
  }

  private static boolean isEnd(String state) {
    return switch (state) {
      case "succeeded", "failed", "declined", "cancelled", "expired", "none" -> true;
      default -> false;
    };
  }

  /// Compares with what the row demands: the deployment's end, the version that the booted slot
  /// runs, and the installed octets.
  private Optional<String> judge(String end) throws IOException {
    DemoRow row = device.row();
    String wanted = row.ends().orElse("none");
    String reason = server.deployment(device).map(d -> d.path("reason").asString("")).orElse("");
    if (!end.equals(wanted)) return Optional.of("ended " + end + ", not " + wanted + ": " + reason);
    String version = row.updated() ? DemoFirmware.NEW_VERSION : DemoFirmware.OLD_VERSION;
    String runs = device.agent().runningVersion();
    if (!runs.equals(version)) return Optional.of("runs " + runs + ", not " + version);
    if (row.updated() && !installed().equals(firmware.digest(row.firmware()).toString()))
      return Optional.of("the installed octets are not the image's");
    if (row.updated() && !server.version(device).equals(version))
      return Optional.of("the server believes it runs " + server.version(device));
    if (!device.agent().state().reports().isEmpty())
      return Optional.of("a report was never acknowledged");
    return Optional.empty();
  }

  private String installed() throws IOException {
    return sha256(device.agent().slots().image(device.agent().booted()));
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] block = new byte[1 << 16];
      for (int n = in.read(block); n >= 0; n = in.read(block)) digest.update(block, 0, n);
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
