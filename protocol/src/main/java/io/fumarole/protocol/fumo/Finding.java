package io.fumarole.protocol.fumo;

import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.Map;

/// What a dialogue found out.
public sealed interface Finding {
  /// Leaves that were read, by their short names (`FwV`, `HwV`, `LrgObj` …) and [#VERSION].
  record Read(Map<String, String> values) implements Finding {
    public Read {
      values = Map.copyOf(values);
    }
  }

  /// The key of [Read] for the dialect's version node.
  String VERSION = "version";

  record ObjectRead(FumoObject object) implements Finding {}

  record NoObject(String words) implements Finding {}

  /// The address was written, and the device said so.
  record UrlWritten(Operation operation) implements Finding {}

  /// The package went over DM and the device has it.
  record PackageStored() implements Finding {}

  /// The device did not take the address or the package.
  record DeliveryRefused(StatusCode status, String words) implements Finding {}

  /// The Exec goes out with the message now being composed: from here on it is in doubt.
  record ExecSent(Correlator correlator) implements Finding {}

  /// @param status 202, 200 or a vendor's code
  record ExecAccepted(Correlator correlator, StatusCode status) implements Finding {}

  record ExecRefused(Correlator correlator, StatusCode status) implements Finding {}

  /// The device completed its package without a Status for the Exec.
  record ExecInDoubt(Correlator correlator) implements Finding {}

  /// The device does not take commands in a Sequence: nothing in it ran, and the same commands can
  /// go one by one.
  record SequenceRefused(Correlator correlator, StatusCode status) implements Finding {}

  record UserDeclined(StatusCode status) implements Finding {}

  /// The user was asked and did not answer in time, or cannot be asked now.
  record UserAway(StatusCode status) implements Finding {}
}
