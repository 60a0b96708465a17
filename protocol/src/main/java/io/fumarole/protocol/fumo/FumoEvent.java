package io.fumarole.protocol.fumo;

import java.util.Optional;

/// What can happen to a firmware update object on the device. Spec: fumo 3.
public sealed interface FumoEvent {
  /// The server executed `Download` or `DownloadAndUpdate`.
  ///
  /// @param pkgUrl the value of `PkgURL` under the executed node, and under no other: the object's
  ///   two addresses never stand in for each other. Spec: fumo 5, note 2.
  record DownloadRequested(Operation operation, Optional<String> pkgUrl) implements FumoEvent {
    public DownloadRequested {
      if (operation == Operation.UPDATE)
        throw new IllegalArgumentException("Update downloads nothing");
    }
  }

  /// The server executed `Update`.
  record UpdateRequested() implements FumoEvent {}

  /// A Replace of `Update/PkgData` is complete, the package is stored.
  record PackageReceived() implements FumoEvent {}

  /// `Update/PkgData` was replaced by nothing.
  record PackageEmptied() implements FumoEvent {}

  /// The whole package arrived and was found good.
  record DownloadFinished(Operation operation) implements FumoEvent {}

  /// No package came of the download, for `reason`.
  record DownloadBroken(Operation operation, ResultCode reason) implements FumoEvent {}

  /// The downloaded package stands where an update will find it.
  record PackageStored(Operation operation) implements FumoEvent {}

  /// The device begins an update of its own accord: a combined operation goes on, or user or device
  /// start one with the package at hand.
  record UpdateDue(Operation operation) implements FumoEvent {}

  /// The new firmware runs and was confirmed.
  record UpdateSucceeded(Operation operation) implements FumoEvent {}

  /// The old firmware runs on, for `reason`.
  record UpdateBroken(Operation operation, ResultCode reason) implements FumoEvent {}

  /// The device cleared the package away after an update.
  record PackageRemoved() implements FumoEvent {}

  /// The device forgets a finished operation.
  record ReturnedToStart() implements FumoEvent {}
}
