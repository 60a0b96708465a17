package io.fumarole.agent.update;

import io.fumarole.agent.disk.BootRecord;
import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.Order;
import io.fumarole.agent.disk.Report;
import io.fumarole.agent.disk.Slot;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.agent.disk.Slots;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.agent.install.Installer;
import io.fumarole.agent.install.PackageJudge;
import io.fumarole.agent.install.PackageJudge.Judgement;
import io.fumarole.agent.log.AgentLog;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.FumoEvent;
import io.fumarole.protocol.fumo.FumoMachine;
import io.fumarole.protocol.fumo.FumoMachine.Effect;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Carries an ordered operation through its stages. Each stage is saved before it is begun and can
/// be begun again: after a crash at any instant the operation goes on, and ends with exactly one
/// report.
public final class DeviceOperations {
  /// A stage that the agent did not survive this often is given up: it would never end.
  static final int MOST_STARTS = 20;

  public enum Progress {
    /// Nothing is ordered.
    IDLE,
    /// An operation has ended; its report waits.
    ENDED,
    /// The device must restart to go on.
    REBOOT
  }

  /// What the operations work with.
  ///
  /// @param object the firmware update object, the source of reports
  /// @param trialBoots how many starts a new firmware gets
  public record Parts(
      DmUri object,
      StateStore store,
      PackageFiles files,
      PackageSource source,
      PackageJudge judge,
      Slots slots,
      int trialBoots,
      HealthCheck health,
      AgentLog log) {}

  private final Parts parts;
  private final Installer installer;
  private final Slot booted;

  /// @param booted the slot that the device runs from
  public DeviceOperations(Parts parts, Installer installer, Slot booted) {
    this.parts = parts;
    this.installer = installer;
    this.booted = booted;
  }

  /// Goes on with what is ordered until it has ended or the device must restart.
  public Progress perform() throws IOException, InterruptedException {
    if (order().isEmpty()) return Progress.IDLE;
    while (order().isPresent()) {
      Order order = order().get();
      boolean restart =
          switch (order.stage()) {
            case DOWNLOAD -> download(order);
            case INSTALL -> install(order);
            case BOOT -> boot(order);
          };
      if (restart) return Progress.REBOOT;
    }
    return Progress.ENDED;
  }

  /// Removes the package of a successful update, once the server knows of the success. Spec: fumo
  /// 3, "clean-up".
  public void cleanUp() throws IOException {
    if (parts.store().state().fumoState() == FumoState.UPDATE_SUCCESSFUL_HAVE_DATA)
      apply(new FumoEvent.PackageRemoved());
  }

  /// Starts an update of the package at hand without a server's order; its report has no
  /// Correlator. Spec: fumo 9, flow 3.
  ///
  /// @return why not; empty when it was started
  public Optional<String> startUpdate() throws IOException {
    DeviceState state = parts.store().state();
    return switch (FumoMachine.next(state.fumoState(), new FumoEvent.UpdateDue(Operation.UPDATE))) {
      case FumoMachine.Step.Refused(_, var why) -> Optional.of(why);
      case FumoMachine.Step.Moved(var next, _) -> {
        save(next, Optional.of(Order.update(Optional.empty())));
        yield Optional.empty();
      }
    };
  }

  private boolean download(Order order) throws IOException, InterruptedException {
    FumoState state = parts.store().state().fumoState();
    if (state == FumoState.DOWNLOAD_COMPLETE) {
      parts.files().keepPart();
      apply(new FumoEvent.PackageStored(order.operation()));
      return false;
    }
    if (order.starts() >= MOST_STARTS) {
      giveUp(order);
      return false;
    }
    begin(order);
    parts.files().deleteHeld();
    switch (parts.source().fetch(order.url().orElseThrow(), parts.files().part(), this::inspect)) {
      case PackageSource.Delivered.Arrived() ->
          apply(new FumoEvent.DownloadFinished(order.operation()));
      case PackageSource.Delivered.Missed(var code, var why) -> {
        parts.log().say("download-failed", "code", code, "why", why);
        apply(new FumoEvent.DownloadBroken(order.operation(), code));
      }
    }
    return false;
  }

  private PackageSource.Verdict inspect(Path file) throws IOException {
    return switch (parts.judge().judge(file, running())) {
      case Judgement.Good _ -> new PackageSource.Verdict.Good();
      case Judgement.Bad(var code, var why) -> new PackageSource.Verdict.Bad(code, why);
    };
  }

  private boolean install(Order order) throws IOException, InterruptedException {
    if (parts.store().state().fumoState() == FumoState.READY_TO_UPDATE)
      apply(new FumoEvent.UpdateDue(order.operation()));
    if (order.starts() >= MOST_STARTS) {
      giveUp(order);
      return false;
    }
    begin(order);
    if (!parts.files().isHeld()) {
      broken(order, ResultCode.CORRUPTED_PACKAGE, "the package is gone");
      return false;
    }
    return switch (parts.judge().judgeHead(parts.files().held(), running())) {
      case Judgement.Bad(var code, var why) -> {
        broken(order, code, why);
        yield false;
      }
      case Judgement.Good(var firmware) ->
          switch (installer.install(firmware)) {
            case Installer.Outcome.Failed(var code, var why) -> {
              broken(order, code, why);
              yield false;
            }
            case Installer.Outcome.Installed(var slot) -> {
              save(FumoState.UPDATE_PROGRESSING, Optional.of(order.booting(slot)));
              parts.slots().startTrial(parts.trialBoots());
              parts.log().say("reboot", "slot", slot);
              yield true;
            }
          };
    };
  }

  /// What the boot record says after the restart. A power cut may have come before the trial was
  /// even noted: then it is begun now.
  private boolean boot(Order order) throws IOException, InterruptedException {
    Slot target = order.target().orElseThrow();
    BootRecord record = parts.slots().record();
    if (record.rolledBack().isPresent()) {
      broken(order, ResultCode.UPDATE_FAILED, "rolled back: " + record.rolledBack().get());
      parts.slots().noteRollBack();
      return false;
    }
    if (record.active() == target) {
      apply(new FumoEvent.UpdateSucceeded(order.operation()));
      return false;
    }
    if (record.trial().isEmpty()) parts.slots().startTrial(parts.trialBoots());
    if (booted != target) return true;
    Optional<String> complaint = parts.health().complaint(booted);
    if (complaint.isPresent()) {
      parts.log().say("unhealthy", "slot", booted, "why", complaint.get());
      return true;
    }
    parts.slots().confirm(booted);
    parts.log().say("confirmed", "slot", booted, "version", installer.runningVersion());
    return false;
  }

  private void giveUp(Order order) throws IOException {
    String why = "the agent did not survive this stage " + order.starts() + " times";
    if (order.stage() == Order.Stage.DOWNLOAD) {
      parts.log().say("download-failed", "code", ResultCode.UNDEFINED, "why", why);
      apply(new FumoEvent.DownloadBroken(order.operation(), ResultCode.UNDEFINED));
    } else {
      broken(order, ResultCode.UPDATE_FAILED, why);
    }
  }

  private void broken(Order order, ResultCode code, String why) throws IOException {
    parts.log().say("update-failed", "code", code, "why", why);
    apply(new FumoEvent.UpdateBroken(order.operation(), code));
  }

  private void begin(Order order) throws IOException {
    parts.log().say("begin", "stage", order.stage(), "operation", order.operation());
    save(parts.store().state().fumoState(), Optional.of(order.begun()));
  }

  /// Feeds an outcome to the machine, saves where that leads, then does what it asks for.
  private void apply(FumoEvent event) throws IOException {
    switch (FumoMachine.next(parts.store().state().fumoState(), event)) {
      case FumoMachine.Step.Refused(_, var why) -> throw new IllegalStateException(why);
      case FumoMachine.Step.Moved(var state, var effect) -> {
        switch (effect) {
          case Effect.Rest() -> save(state, Optional.empty());
          case Effect.Report(var operation, var code) -> report(state, operation, code);
          case Effect.GoOn _, Effect.Install _ -> save(state, order().map(Order::installing));
          case Effect.Store _, Effect.Fetch _ -> save(state, order());
          case Effect.Discard() -> {
            parts.files().deleteHeld();
            save(state, Optional.empty());
          }
        }
        parts.log().say("state", "fumo", state.value(), "title", state.title());
      }
    }
  }

  private void report(FumoState state, Operation operation, ResultCode code) throws IOException {
    Optional<String> correlator = order().flatMap(Order::correlator);
    AlertType type = AlertType.of(operation);
    parts
        .store()
        .commit(
            before ->
                before
                    .withFumo(state, Optional.empty())
                    .withReport(
                        number ->
                            Report.of(number, type, correlator, parts.object().toString(), code)));
    parts.log().say("result", "operation", operation, "code", code, "meaning", code.meaning());
  }

  private void save(FumoState state, Optional<Order> order) throws IOException {
    parts.store().commit(before -> before.withFumo(state, order));
  }

  private SlotManifest running() throws IOException {
    return parts
        .slots()
        .manifest(booted)
        .orElseThrow(() -> new IOException("slot " + booted + " was booted but has no manifest"));
  }

  private Optional<Order> order() {
    return parts.store().state().order();
  }
}
