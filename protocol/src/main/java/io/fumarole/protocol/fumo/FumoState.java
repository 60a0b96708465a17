package io.fumarole.protocol.fumo;

import java.util.Optional;

/// The values of the `State` node. Spec: FUMO 5.1, fumo 3.
public enum FumoState {
  IDLE(10, "Idle / Start"),
  DOWNLOAD_FAILED(20, "Download Failed"),
  DOWNLOAD_PROGRESSING(30, "Download Progressing"),
  DOWNLOAD_COMPLETE(40, "Download Complete"),
  READY_TO_UPDATE(50, "Ready to Update"),
  UPDATE_PROGRESSING(60, "Update Progressing"),
  UPDATE_FAILED_HAVE_DATA(70, "Update Failed / Have Data"),
  UPDATE_FAILED_NO_DATA(80, "Update Failed / No Data"),
  UPDATE_SUCCESSFUL_HAVE_DATA(90, "Update Successful / Have Data"),
  UPDATE_SUCCESSFUL_NO_DATA(100, "Update Successful / No Data");

  private final int value;
  private final String title;

  FumoState(int value, String title) {
    this.value = value;
    this.title = title;
  }

  public int value() {
    return value;
  }

  public String title() {
    return title;
  }

  /// Whether the device holds a package in this state.
  public boolean hasPackage() {
    return switch (this) {
      case DOWNLOAD_COMPLETE,
          READY_TO_UPDATE,
          UPDATE_PROGRESSING,
          UPDATE_FAILED_HAVE_DATA,
          UPDATE_SUCCESSFUL_HAVE_DATA ->
          true;
      case IDLE,
          DOWNLOAD_FAILED,
          DOWNLOAD_PROGRESSING,
          UPDATE_FAILED_NO_DATA,
          UPDATE_SUCCESSFUL_NO_DATA ->
          false;
    };
  }

  /// The state of a number; empty for the vendors' own values, which a server tolerates.
  public static Optional<FumoState> of(int value) {
    for (FumoState state : values()) {
      if (state.value == value) return Optional.of(state);
    }
    return Optional.empty();
  }
}
