package io.fumarole.lab.fleet;

import io.fumarole.agent.Mishaps;
import io.fumarole.agent.install.FirmwareFile;
import io.fumarole.agent.install.Installer;
import io.fumarole.agent.update.PackageSource;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/// Decides of each update of a device how it ends, and lets it end so: where the code is one of
/// downloads before anything is fetched, else when all is there and checked.
final class Fate implements Mishaps {
  private static final Set<ResultCode> OF_DOWNLOADS =
      Set.of(
          ResultCode.DOWNLOAD_AUTHENTICATION,
          ResultCode.DOWNLOAD_TIMEOUT,
          ResultCode.BAD_URL,
          ResultCode.DOWNLOAD_SERVER_UNAVAILABLE,
          ResultCode.DOWNLOAD_SERVER_ERROR,
          ResultCode.DOWNLOAD_OUT_OF_MEMORY,
          ResultCode.NETWORK);

  private static final String WHY = "it was drawn by chance (--fail)";

  /// What the agent calls a vendor's own file begins so.
  private static final String OPAQUE = "sha256-";

  private final Failures failures;
  private final Optional<String> becomes;
  private final RandomGenerator random;
  private Optional<Drawn> drawn = Optional.empty();

  private record Drawn(Optional<ResultCode> code) {}

  Fate(Failures failures, Optional<String> becomes, RandomGenerator random) {
    this.failures = failures;
    this.becomes = becomes;
    this.random = random;
  }

  @Override
  public PackageSource around(PackageSource real) {
    return (url, part, inspection) -> {
      drawn = Optional.empty();
      Optional<ResultCode> code = draw().filter(OF_DOWNLOADS::contains);
      return code.isPresent()
          ? new PackageSource.Delivered.Missed(code.get(), WHY)
          : real.fetch(url, part, inspection);
    };
  }

  /// One draw counts for the whole of an update.
  private Optional<ResultCode> draw() {
    if (drawn.isEmpty()) drawn = Optional.of(new Drawn(failures.draw(random)));
    return drawn.get().code();
  }

  @Override
  public Installer around(Installer real) {
    return new Installer() {
      @Override
      public Outcome install(FirmwareFile firmware) throws InterruptedException {
        Optional<ResultCode> code = draw();
        drawn = Optional.empty();
        return code.isPresent() ? new Outcome.Failed(code.get(), WHY) : real.install(firmware);
      }

      @Override
      public String runningVersion() throws IOException {
        String version = real.runningVersion();
        return version.startsWith(OPAQUE) ? becomes.orElse(version) : version;
      }
    };
  }
}
