package io.fumarole.protocol.dlota;

import java.util.Optional;

/// What came of a descriptor. Spec: dlota 2.1.
public sealed interface DescriptorReading {
  record Read(Descriptor descriptor) implements DescriptorReading {}

  /// @param status what to report, if there is somewhere to report it
  /// @param installNotifyUri as far as it could be read; without it nothing is sent
  record Unusable(InstallStatus status, String reason, Optional<String> installNotifyUri)
      implements DescriptorReading {}
}
