package io.fumarole.protocol.fumo;

import static io.fumarole.protocol.fumo.FumoState.DOWNLOAD_COMPLETE;
import static io.fumarole.protocol.fumo.FumoState.DOWNLOAD_FAILED;
import static io.fumarole.protocol.fumo.FumoState.DOWNLOAD_PROGRESSING;
import static io.fumarole.protocol.fumo.FumoState.IDLE;
import static io.fumarole.protocol.fumo.FumoState.READY_TO_UPDATE;
import static io.fumarole.protocol.fumo.FumoState.UPDATE_FAILED_HAVE_DATA;
import static io.fumarole.protocol.fumo.FumoState.UPDATE_FAILED_NO_DATA;
import static io.fumarole.protocol.fumo.FumoState.UPDATE_PROGRESSING;
import static io.fumarole.protocol.fumo.FumoState.UPDATE_SUCCESSFUL_HAVE_DATA;
import static io.fumarole.protocol.fumo.FumoState.UPDATE_SUCCESSFUL_NO_DATA;

import io.fumarole.protocol.fumo.FumoEvent.DownloadBroken;
import io.fumarole.protocol.fumo.FumoEvent.DownloadFinished;
import io.fumarole.protocol.fumo.FumoEvent.DownloadRequested;
import io.fumarole.protocol.fumo.FumoEvent.PackageEmptied;
import io.fumarole.protocol.fumo.FumoEvent.PackageReceived;
import io.fumarole.protocol.fumo.FumoEvent.PackageRemoved;
import io.fumarole.protocol.fumo.FumoEvent.PackageStored;
import io.fumarole.protocol.fumo.FumoEvent.ReturnedToStart;
import io.fumarole.protocol.fumo.FumoEvent.UpdateBroken;
import io.fumarole.protocol.fumo.FumoEvent.UpdateDue;
import io.fumarole.protocol.fumo.FumoEvent.UpdateRequested;
import io.fumarole.protocol.fumo.FumoEvent.UpdateSucceeded;
import io.fumarole.protocol.syncml.StatusCode;

/// The device's side of the firmware update object. It names the effect; the shell saves the state,
/// performs the effect, and feeds the outcome back as an event. Spec: FUMO 6 (figure), fumo 3.
///
/// 20, 80, 90 and 100 lead back to 10 by themselves, so a new command is taken there as if the
/// device had returned first. From 70 and 90 an update may be ordered again: the package is still
/// there (the figure has no such arrow; fumo 3 advises it). The device itself never retries from
/// there. Spec: fumo 5.
public final class FumoMachine {
  private FumoMachine() {}

  /// What to do once the new state is saved.
  public sealed interface Effect {
    /// Nothing; the state says it all.
    record Rest() implements Effect {}

    /// Fetch `url`. A package the device still holds gives way.
    record Fetch(Operation operation, String url) implements Effect {}

    /// Put the downloaded package where an update will find it.
    record Store(Operation operation) implements Effect {}

    /// Install the package at hand.
    record Install(Operation operation) implements Effect {}

    /// Go on with the update that the server ordered together with the download.
    record GoOn(Operation operation) implements Effect {}

    /// Tell the server how the operation ended, with one generic alert.
    record Report(Operation operation, ResultCode code) implements Effect {}

    /// Delete the package.
    record Discard() implements Effect {}
  }

  /// What an event leads to.
  public sealed interface Step {
    record Moved(FumoState state, Effect effect) implements Step {}

    /// The event does not fit: the DM status that answers the server's command, and why.
    record Refused(StatusCode status, String why) implements Step {}
  }

  private static final Effect REST = new Effect.Rest();

  public static Step next(FumoState state, FumoEvent event) {
    return switch (event) {
      case DownloadRequested _ when isBusy(state) -> busy(state);
      case DownloadRequested(var operation, var url) when url.isEmpty() || url.get().isBlank() ->
          new Step.Refused(
              StatusCode.NOT_ALLOWED, "set " + operation.node() + "/PkgURL first: it is empty");
      case DownloadRequested(var operation, var url) ->
          new Step.Moved(
              DOWNLOAD_PROGRESSING, new Effect.Fetch(operation, url.orElseThrow().strip()));

      case UpdateRequested _ when isBusy(state) -> busy(state);
      case UpdateRequested _ when state.hasPackage() ->
          new Step.Moved(UPDATE_PROGRESSING, new Effect.Install(Operation.UPDATE));
      case UpdateRequested _ ->
          new Step.Refused(StatusCode.NOT_ALLOWED, "no package to install in " + words(state));

      case PackageReceived _ when isBusy(state) -> busy(state);
      case PackageReceived _ -> new Step.Moved(READY_TO_UPDATE, REST);
      case PackageEmptied _ when isBusy(state) -> busy(state);
      case PackageEmptied _ -> new Step.Moved(withoutPackage(state), new Effect.Discard());

      case DownloadFinished(var operation) when state == DOWNLOAD_PROGRESSING ->
          new Step.Moved(DOWNLOAD_COMPLETE, new Effect.Store(operation));
      case DownloadBroken(var operation, var reason) when state == DOWNLOAD_PROGRESSING ->
          new Step.Moved(DOWNLOAD_FAILED, new Effect.Report(operation, reason));
      case PackageStored(var operation) when state == DOWNLOAD_COMPLETE ->
          new Step.Moved(READY_TO_UPDATE, afterStoring(operation));
      case UpdateDue(var operation) when state == READY_TO_UPDATE ->
          new Step.Moved(UPDATE_PROGRESSING, new Effect.Install(operation));
      case UpdateSucceeded(var operation) when state == UPDATE_PROGRESSING ->
          new Step.Moved(
              UPDATE_SUCCESSFUL_HAVE_DATA, new Effect.Report(operation, ResultCode.SUCCESS));
      case UpdateBroken(var operation, var reason) when state == UPDATE_PROGRESSING ->
          new Step.Moved(UPDATE_FAILED_HAVE_DATA, new Effect.Report(operation, reason));

      case PackageRemoved _
          when state == UPDATE_FAILED_HAVE_DATA || state == UPDATE_SUCCESSFUL_HAVE_DATA ->
          new Step.Moved(withoutPackage(state), new Effect.Discard());
      case ReturnedToStart _ when leadsToStart(state) -> new Step.Moved(IDLE, new Effect.Discard());

      case DownloadFinished _,
          DownloadBroken _,
          PackageStored _,
          UpdateDue _,
          UpdateSucceeded _,
          UpdateBroken _,
          PackageRemoved _,
          ReturnedToStart _ ->
          new Step.Refused(
              StatusCode.COMMAND_FAILED,
              event.getClass().getSimpleName() + " does not fit " + words(state));
    };
  }

  private static Effect afterStoring(Operation operation) {
    return switch (operation) {
      case DOWNLOAD -> new Effect.Report(operation, ResultCode.SUCCESS);
      case DOWNLOAD_AND_UPDATE -> new Effect.GoOn(operation);
      case UPDATE -> REST;
    };
  }

  /// An operation is on its way: FUMO has one at a time per object. Seen answers are 403 and 405;
  /// we say 403, "not now". Spec: fumo 5.
  private static boolean isBusy(FumoState state) {
    return state == DOWNLOAD_PROGRESSING
        || state == DOWNLOAD_COMPLETE
        || state == UPDATE_PROGRESSING;
  }

  private static Step busy(FumoState state) {
    return new Step.Refused(StatusCode.FORBIDDEN, "busy: " + words(state));
  }

  private static boolean leadsToStart(FumoState state) {
    return switch (state) {
      case DOWNLOAD_FAILED,
          UPDATE_FAILED_NO_DATA,
          UPDATE_SUCCESSFUL_HAVE_DATA,
          UPDATE_SUCCESSFUL_NO_DATA ->
          true;
      case IDLE,
          DOWNLOAD_PROGRESSING,
          DOWNLOAD_COMPLETE,
          READY_TO_UPDATE,
          UPDATE_PROGRESSING,
          UPDATE_FAILED_HAVE_DATA ->
          false;
    };
  }

  private static FumoState withoutPackage(FumoState state) {
    return switch (state) {
      case READY_TO_UPDATE -> IDLE;
      case UPDATE_FAILED_HAVE_DATA -> UPDATE_FAILED_NO_DATA;
      case UPDATE_SUCCESSFUL_HAVE_DATA -> UPDATE_SUCCESSFUL_NO_DATA;
      case IDLE,
          DOWNLOAD_FAILED,
          DOWNLOAD_PROGRESSING,
          DOWNLOAD_COMPLETE,
          UPDATE_PROGRESSING,
          UPDATE_FAILED_NO_DATA,
          UPDATE_SUCCESSFUL_NO_DATA ->
          state;
    };
  }

  private static String words(FumoState state) {
    return "state " + state.value() + " (" + state.title() + ")";
  }
}
