package io.fumarole.agent.testing;

import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.Order;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.agent.disk.Slots;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.agent.download.Downloader;
import io.fumarole.agent.download.InstallNotifier;
import io.fumarole.agent.download.PackageFetcher;
import io.fumarole.agent.download.Progress;
import io.fumarole.agent.install.PackageJudge;
import io.fumarole.agent.install.SlotInstaller;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.agent.time.Backoff;
import io.fumarole.agent.update.DeviceOperations;
import io.fumarole.agent.update.HealthCheck;
import io.fumarole.agent.update.PackageFiles;
import io.fumarole.agent.web.HttpWeb;
import io.fumarole.firmware.SigningKey;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.FumoState;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/// A device without a DM session: its disk, slots and operations. Everything it knows is read from
/// disk at each [#boot], as after a power cut.
public final class Lamp implements AutoCloseable {
  public static final SlotManifest FACTORY = new SlotManifest("1.0", OptionalLong.of(1), "", 0);
  private static final int TRIAL_BOOTS = 2;

  private final Path directory;
  private final Disk disk;
  private final TrustedKeys trusted;
  private final PackageJudge.Policy policy;
  private final VirtualTime time = new VirtualTime();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();
  private HealthCheck health = HealthCheck.STARTED;

  public Lamp(Path directory, Disk disk, SigningKey key, PackageJudge.Policy policy) {
    this.directory = directory;
    this.disk = disk;
    this.trusted = TrustedKeys.of(key.verifyingKey());
    this.policy = policy;
  }

  public void health(HealthCheck other) {
    health = other;
  }

  public Slots slots() throws IOException {
    return Slots.open(disk, directory.resolve("slots"), FACTORY);
  }

  public StateStore store() throws IOException {
    return StateStore.open(disk, directory.resolve("state.json"), () -> DeviceState.of(List.of()));
  }

  public PackageFiles files() throws IOException {
    return new PackageFiles(disk, directory.resolve("packages"));
  }

  /// What the agent has once it was started in the slot that the boot loader chose.
  public record Booted(
      Slot slot, SlotInstaller installer, DeviceOperations operations, StateStore store) {}

  public Booted boot() throws IOException {
    Slots slots = slots();
    Slot slot = slots.boot();
    StateStore store = store();
    var installer = new SlotInstaller(disk, slots, slot);
    var parts =
        new DeviceOperations.Parts(
            DmUri.of("./FwUpdate"),
            store,
            files(),
            fetcher(),
            new PackageJudge(
                disk,
                trusted,
                new PackageJudge.Identity(Bundles.VENDOR, Bundles.MODEL, Bundles.HARDWARE),
                policy),
            slots,
            TRIAL_BOOTS,
            health,
            AgentLog.SILENT);
    return new Booted(slot, installer, new DeviceOperations(parts, installer, slot), store);
  }

  private PackageFetcher fetcher() {
    var settings = new Downloader.Settings(3, Duration.ofSeconds(2), 1 << 30, Backoff.DOWNLOAD);
    return new PackageFetcher(
        new Downloader(new HttpWeb(http), disk, settings, time, new Random(1)),
        new InstallNotifier(
            new HttpWeb(http),
            Duration.ofSeconds(2),
            Backoff.DOWNLOAD,
            time,
            new Random(1),
            AgentLog.SILENT),
        Progress.NONE,
        AgentLog.SILENT);
  }

  /// Takes an order as the tree would, on an Exec.
  public void order(FumoState state, Order order) throws IOException {
    store().commit(before -> before.withFumo(state, java.util.Optional.of(order)));
  }

  /// Boots and works until nothing is ordered any more; the device in its end state.
  public Booted run() throws IOException, InterruptedException {
    Booted booted = boot();
    while (booted.operations().perform() == DeviceOperations.Progress.REBOOT) booted = boot();
    return booted;
  }

  @Override
  public void close() {
    http.close();
  }
}
