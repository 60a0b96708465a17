package io.fumarole.agent.install;

import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.Slots;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// Puts the image into the slot like [SlotInstaller], then has a command of the device's maker do
/// the rest, such as writing a partition.
public final class CommandInstaller implements Installer {
  private final SlotInstaller slotInstaller;
  private final Slots slots;
  private final BoundedCommand command;

  public CommandInstaller(SlotInstaller slotInstaller, Slots slots, BoundedCommand command) {
    this.slotInstaller = slotInstaller;
    this.slots = slots;
    this.command = command;
  }

  @Override
  public Outcome install(FirmwareFile firmware) throws InterruptedException {
    return switch (slotInstaller.install(firmware)) {
      case Outcome.Failed failed -> failed;
      case Outcome.Installed(var slot) -> run(firmware, slot);
    };
  }

  @Override
  public String runningVersion() throws IOException {
    return slotInstaller.runningVersion();
  }

  private Outcome run(FirmwareFile firmware, Slot slot) throws InterruptedException {
    return switch (command.run(environment(slots, firmware, slot))) {
      case BoundedCommand.Ended.Ok() -> new Outcome.Installed(slot);
      case BoundedCommand.Ended.Wrong(var why) -> {
        try {
          slots.clearInactive();
        } catch (IOException e) {
          why = why + "; and the slot cannot be cleared: " + e.getMessage();
        }
        yield new Outcome.Failed(ResultCode.UPDATE_FAILED, why);
      }
    };
  }

  private static Map<String, String> environment(Slots slots, FirmwareFile firmware, Slot slot) {
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("FUMAROLE_IMAGE", slots.image(slot).toAbsolutePath().toString());
    environment.put("FUMAROLE_SLOT", slot.label());
    environment.put("FUMAROLE_SIZE", Long.toString(firmware.imageSize()));
    firmware
        .manifest()
        .ifPresent(
            manifest -> {
              environment.put("FUMAROLE_VENDOR", manifest.vendor());
              environment.put("FUMAROLE_MODEL", manifest.model());
              environment.put("FUMAROLE_VERSION", manifest.toVersion());
              environment.put("FUMAROLE_FROM_VERSION", manifest.fromVersion().orElse(""));
              environment.put("FUMAROLE_SEQUENCE", Long.toString(manifest.sequence()));
              environment.put("FUMAROLE_SHA256", manifest.digest().toString());
            });
    return environment;
  }
}
