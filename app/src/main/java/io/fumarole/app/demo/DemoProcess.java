package io.fumarole.app.demo;

import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.agent.disk.Slots;
import io.fumarole.app.Main;
import io.fumarole.app.process.JavaCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/// A run whose device is a process of its own: the boot loader starts the agent, the agent ends to
/// restart, and the new firmware confirms itself. Nothing here touches it but notifications.
final class DemoProcess {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(250);

  /// A JVM needs its time before it listens; the notification is repeated until the session comes.
  private static final int LOOKS_PER_NOTIFICATION = 8;

  private final DemoServer server;
  private final DemoFirmware firmware;
  private final DemoDevice device;

  DemoProcess(DemoServer server, DemoFirmware firmware, DemoDevice device) {
    this.server = server;
    this.firmware = firmware;
    this.device = device;
  }

  DemoRun.Result run() throws IOException, InterruptedException {
    long started = System.nanoTime();
    device.prepare(server.dmUrl(), firmware.publicKey());
    server.addDevice(device);
    server.deploy(device, device.row().wish().orElseThrow());
    Process process = start();
    String end;
    try {
      end = awaitEnd(process);
    } finally {
      process.destroy();
      process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - started);
    return new DemoRun.Result(device, server.traffic(device.id()), took, end, judge(end));
  }

  private Process start() throws IOException {
    Path log = device.configFile().resolveSibling("agent.log");
    return new ProcessBuilder(
            JavaCommand.of(List.of(), Main.class, List.of("agent", device.configFile().toString())))
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private String awaitEnd(Process process) throws InterruptedException {
    long looks = PATIENCE.dividedBy(LOOK_EVERY);
    String state = "";
    for (long look = 0; look < looks; look++) {
      state = server.deployment(device).map(d -> d.path("state").asString()).orElse("none");
      if (state.equals("succeeded") || state.equals("failed")) return state;
      boolean isWaiting = state.equals("scheduled") || state.equals("notified");
      if (isWaiting && look % LOOKS_PER_NOTIFICATION == 0) server.notify(device);
      if (process.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS))
        return "the agent's process ended with " + process.exitValue();
    }
    return state + " after " + PATIENCE.toSeconds() + " s";
  }

  private Optional<String> judge(String end) throws IOException {
    if (!end.equals(device.row().ends().orElseThrow())) return Optional.of("ended " + end);
    var factory = new SlotManifest(DemoFirmware.OLD_VERSION, OptionalLong.of(1), "", 0);
    Slots slots = Slots.open(new RealDisk(), device.dataDirectory().resolve("slots"), factory);
    Slot active = slots.record().active();
    if (!slots.runningVersion(active).equals(DemoFirmware.NEW_VERSION))
      return Optional.of("the booted slot holds " + slots.runningVersion(active));
    String wanted = firmware.digest(device.row().firmware()).toString();
    return DemoRun.sha256(slots.image(active)).equals(wanted)
        ? Optional.empty()
        : Optional.of("the installed octets are not the image's");
  }
}
