package io.fumarole.agent.update;

import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.nio.file.Path;

/// Brings the package behind a `PkgURL`.
public interface PackageSource {
  sealed interface Delivered {
    /// The package is in the file, and was found good.
    record Arrived() implements Delivered {}

    record Missed(ResultCode code, String why) implements Delivered {}
  }

  /// Says whether a package that arrived is good.
  interface Inspection {
    Verdict inspect(Path file) throws IOException;
  }

  sealed interface Verdict {
    record Good() implements Verdict {}

    record Bad(ResultCode code, String why) implements Verdict {}
  }

  Delivered fetch(String url, Path part, Inspection inspection) throws InterruptedException;
}
