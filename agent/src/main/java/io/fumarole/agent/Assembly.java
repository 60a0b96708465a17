package io.fumarole.agent;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.Slots;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.agent.download.Downloader;
import io.fumarole.agent.download.InstallNotifier;
import io.fumarole.agent.download.PackageFetcher;
import io.fumarole.agent.install.BoundedCommand;
import io.fumarole.agent.install.CommandInstaller;
import io.fumarole.agent.install.Installer;
import io.fumarole.agent.install.PackageJudge;
import io.fumarole.agent.install.SlotInstaller;
import io.fumarole.agent.time.Backoff;
import io.fumarole.agent.update.DeviceOperations;
import io.fumarole.agent.update.HealthCheck;
import io.fumarole.agent.update.PackageFiles;
import io.fumarole.firmware.Keys;
import io.fumarole.firmware.TrustedKeys;
import io.fumarole.firmware.VerifyingKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts the parts of an agent together as its settings say.
final class Assembly {
  private final AgentConfig config;
  private final Surroundings around;
  private final Slots slots;
  private final StateStore store;
  private final PackageFiles files;

  Assembly(
      AgentConfig config, Surroundings around, Slots slots, StateStore store, PackageFiles files) {
    this.config = config;
    this.around = around;
    this.slots = slots;
    this.store = store;
    this.files = files;
  }

  Installer installer(Slot booted) {
    SlotInstaller slotInstaller = new SlotInstaller(around.disk(), slots, booted);
    List<String> command = config.install().command();
    return around
        .mishaps()
        .around(
            command.isEmpty()
                ? slotInstaller
                : new CommandInstaller(slotInstaller, slots, bounded(command, "install.log")));
  }

  DeviceOperations operations(Installer installer, Slot booted) {
    var parts =
        new DeviceOperations.Parts(
            config.fumo().uri(),
            store,
            files,
            around.mishaps().around(fetcher()),
            judge(),
            slots,
            config.install().trialBoots(),
            health(),
            around.log());
    return new DeviceOperations(parts, installer, booted);
  }

  private PackageFetcher fetcher() {
    AgentConfig.Download download = config.download();
    var settings =
        new Downloader.Settings(
            download.attempts(),
            download.stallTimeout(),
            config.limits().packageSize(),
            Backoff.DOWNLOAD);
    return new PackageFetcher(
        new Downloader(around.web(), around.disk(), settings, around.time(), around.random()),
        new InstallNotifier(
            around.web(),
            download.stallTimeout(),
            Backoff.DOWNLOAD,
            around.time(),
            around.random(),
            around.log()),
        around.progress(),
        around.log());
  }

  private PackageJudge judge() {
    AgentConfig.Device device = config.device();
    return new PackageJudge(
        around.disk(),
        trustedKeys(),
        new PackageJudge.Identity(device.manufacturer(), device.model(), device.hardware()),
        new PackageJudge.Policy(config.verify().allowUnsigned(), config.verify().allowDowngrade()));
  }

  private TrustedKeys trustedKeys() {
    TrustedKeys all = around.keys();
    for (Path file : config.verify().trustedKeys()) {
      try {
        for (VerifyingKey key : Keys.readTrustedKeys(file).keys().values()) all = all.and(key);
      } catch (IOException e) {
        throw new ConfigMistake("verify.trusted-keys: " + e.getMessage());
      }
    }
    return all;
  }

  private HealthCheck health() {
    List<String> command = config.install().healthCommand();
    if (command.isEmpty()) return around.health();
    BoundedCommand check = bounded(command, "health.log");
    return slot ->
        switch (check.run(
            Map.of(
                "FUMAROLE_SLOT",
                slot.label(),
                "FUMAROLE_IMAGE",
                slots.image(slot).toAbsolutePath().toString()))) {
          case BoundedCommand.Ended.Ok() -> Optional.empty();
          case BoundedCommand.Ended.Wrong(var why) -> Optional.of(why);
        };
  }

  private BoundedCommand bounded(List<String> command, String output) {
    return new BoundedCommand(
        command, config.install().timeout(), config.dataDirectory().resolve(output));
  }
}
