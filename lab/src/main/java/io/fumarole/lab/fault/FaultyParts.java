package io.fumarole.lab.fault;

import io.fumarole.agent.Mishaps;
import io.fumarole.agent.install.FirmwareFile;
import io.fumarole.agent.install.Installer;
import io.fumarole.agent.tree.Refusals;
import io.fumarole.agent.update.PackageSource;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.IOException;
import java.util.Optional;

/// Puts faults between an agent and its own parts: it refuses what it could do, and says that it
/// runs what it does not.
public final class FaultyParts implements Mishaps {
  private final Mishaps inner;
  private final Misfortunes misfortunes;
  private Optional<String> claimed = Optional.empty();

  public FaultyParts(Mishaps inner, Misfortunes misfortunes) {
    this.inner = inner;
    this.misfortunes = misfortunes;
  }

  @Override
  public PackageSource around(PackageSource real) {
    return inner.around(real);
  }

  @Override
  public Installer around(Installer real) {
    Installer within = inner.around(real);
    return new Installer() {
      @Override
      public Outcome install(FirmwareFile firmware) throws InterruptedException {
        if (misfortunes.strikes(Fault.LIES)) claimed = version();
        return within.install(firmware);
      }

      private Optional<String> version() {
        try {
          return Optional.of(runningVersion());
        } catch (IOException noManifest) {
          return Optional.empty();
        }
      }

      @Override
      public String runningVersion() throws IOException {
        return claimed.isPresent() ? claimed.get() : within.runningVersion();
      }
    };
  }

  @Override
  public Refusals refusals() {
    return new Refusals() {
      @Override
      public Optional<StatusCode> toExec(DmUri uri) {
        return misfortunes.strike(Fault.EXEC_REFUSED).map(FaultyParts::status);
      }

      @Override
      public Optional<StatusCode> toReplace(DmUri uri) {
        return misfortunes.strikes(Fault.ACL_REFUSED)
            ? Optional.of(StatusCode.PERMISSION_DENIED)
            : Optional.empty();
      }
    };
  }

  private static StatusCode status(Dealt dealt) {
    if (dealt.at().isPresent()) return new StatusCode((int) dealt.at().getAsLong());
    return dealt.part() < 0.5 ? StatusCode.NOT_ALLOWED : StatusCode.COMMAND_FAILED;
  }
}
