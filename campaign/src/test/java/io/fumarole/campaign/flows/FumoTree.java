package io.fumarole.campaign.flows;

import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.tree.Access;
import io.fumarole.protocol.dm.tree.Acl;
import io.fumarole.protocol.dm.tree.Format;
import io.fumarole.protocol.dm.tree.TreeDevice;
import io.fumarole.protocol.dm.tree.TreeLimits;
import io.fumarole.protocol.dm.tree.TreeNode;
import io.fumarole.protocol.fumo.FumoEvent;
import io.fumarole.protocol.fumo.FumoMachine;
import io.fumarole.protocol.fumo.FumoMachine.Effect;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.UpdateDialogue;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// A device's tree with a firmware update object that the real state machine moves. An Exec only
/// notes its effect; [PureDevice] performs it.
final class FumoTree extends TreeDevice {
  private final String serverId;
  private final List<Integer> states = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();
  private final Deque<Interaction.Reply> userAnswers = new ArrayDeque<>();
  private final Deque<StatusCode> execRefusals = new ArrayDeque<>();
  private final Deque<StatusCode> packageRefusals = new ArrayDeque<>();
  private FumoState state = FumoState.IDLE;
  private Octets held = Octets.EMPTY;
  private Optional<Effect> due = Optional.empty();
  private Optional<Correlator> correlator = Optional.empty();
  private Optional<Outcome> treeAnswer = Optional.empty();
  private Optional<Runnable> atOnce = Optional.empty();

  FumoTree(DeviceModel model, String serverId) {
    super(model.tree(serverId), TreeLimits.DEFAULT);
    this.serverId = serverId;
    states.add(state.value());
  }

  /// Moves on by an event of the device itself, which has to fit.
  Effect move(FumoEvent event) {
    return switch (FumoMachine.next(state, event)) {
      case FumoMachine.Step.Moved(var next, var effect) -> {
        to(next);
        yield effect;
      }
      case FumoMachine.Step.Refused(_, var why) -> throw new AssertionError(why);
    };
  }

  private void to(FumoState next) {
    state = next;
    states.add(next.value());
    DmUri node = DeviceModel.OBJECT.child("State");
    if (tree().find(node).isPresent()) tree().put(node, Octets.utf8("" + next.value()));
  }

  @Override
  public Outcome exec(String server, DmUri uri, Optional<Correlator> given, Optional<Data> data) {
    StatusCode may = tree().mayExec(server, uri);
    Optional<Operation> operation = operationAt(uri);
    if (!may.isSuccess() || operation.isEmpty()) return super.exec(server, uri, given, data);
    if (!execRefusals.isEmpty()) return Outcome.of(execRefusals.remove());
    FumoEvent event =
        operation.get() == Operation.UPDATE
            ? new FumoEvent.UpdateRequested()
            : new FumoEvent.DownloadRequested(operation.get(), pkgUrl(operation.get()));
    return switch (FumoMachine.next(state, event)) {
      case FumoMachine.Step.Refused(var status, _) -> Outcome.of(status);
      case FumoMachine.Step.Moved(var next, var effect) -> {
        to(next);
        due = Optional.of(effect);
        correlator = given;
        atOnce.ifPresent(Runnable::run);
        yield Outcome.of(atOnce.isPresent() ? StatusCode.OK : StatusCode.ACCEPTED);
      }
    };
  }

  private static Optional<Operation> operationAt(DmUri uri) {
    for (Operation operation : Operation.values()) {
      if (uri.equals(DeviceModel.OBJECT.child(operation.node()))) return Optional.of(operation);
    }
    return Optional.empty();
  }

  /// The address under the node of one operation; empty when it was never set.
  Optional<String> pkgUrl(Operation operation) {
    return tree()
        .find(DeviceModel.OBJECT.child(operation.node()).child("PkgURL"))
        .map(node -> node.value().utf8())
        .filter(url -> !url.isEmpty());
  }

  /// What another server has left there.
  void setUrl(Operation operation, String url) {
    tree().put(DeviceModel.OBJECT.child(operation.node()).child("PkgURL"), Octets.utf8(url));
  }

  /// From now on whole trees get this answer.
  void answerTrees(Outcome outcome) {
    treeAnswer = Optional.of(outcome);
  }

  @Override
  public Outcome get(String server, DmUri uri, Optional<String> query) {
    boolean isTree = query.filter(text -> text.startsWith("list=TNDS")).isPresent();
    if (isTree && treeAnswer.isPresent()) return treeAnswer.get();
    return super.get(server, uri, query);
  }

  @Override
  public Outcome add(String server, DmUri uri, Meta meta, Optional<Data> data) {
    Outcome added = super.add(server, uri, meta, data);
    if (uri.equals(DeviceModel.OBJECT) && added.status().isSuccess()) adopt();
    return added;
  }

  /// A created object gets its State, and the right to execute it for its server. Spec: fumo 2.1.
  private void adopt() {
    Acl acl = Acl.parse("Add=*&Get=*&Replace=%1$s&Exec=%1$s".formatted(serverId)).orElseThrow();
    TreeNode plain = TreeNode.interior(DeviceModel.OBJECT.name(), UpdateDialogue.OBJECT_ID);
    tree()
        .put(
            DeviceModel.OBJECT.parent(),
            new TreeNode(
                plain.name(),
                plain.format(),
                plain.type(),
                acl,
                Octets.EMPTY,
                "",
                0,
                Access.ALL,
                false,
                plain.children()));
    tree()
        .put(
            DeviceModel.OBJECT,
            TreeNode.leaf("State", Format.INT, "text/plain", Octets.utf8("" + state.value())));
  }

  @Override
  public StatusCode mayReceive(String server, DmUri uri, Meta meta, long size, boolean isAdd) {
    StatusCode may = super.mayReceive(server, uri, meta, size, isAdd);
    if (!isPackage(uri) || !may.isSuccess()) return may;
    return packageRefusals.isEmpty() ? StatusCode.OK : packageRefusals.remove();
  }

  @Override
  public Outcome received(String server, DmUri uri, Meta meta, long octets, boolean isAdd) {
    Outcome stored = super.received(server, uri, meta, octets, isAdd);
    return isPackage(uri) && stored.status().isSuccess() ? Outcome.of(arrived()) : stored;
  }

  @Override
  public Outcome replace(String server, DmUri uri, Optional<String> query, Meta meta, Data data) {
    if (isPackage(uri) && !packageRefusals.isEmpty()) return Outcome.of(packageRefusals.remove());
    Outcome stored = super.replace(server, uri, query, meta, data);
    return isPackage(uri) && stored.status().isSuccess() ? Outcome.of(arrived()) : stored;
  }

  private static boolean isPackage(DmUri uri) {
    return uri.equals(DeviceModel.OBJECT.child("Update").child("PkgData"));
  }

  private StatusCode arrived() {
    return switch (FumoMachine.next(state, new FumoEvent.PackageReceived())) {
      case FumoMachine.Step.Refused(var status, _) -> status;
      case FumoMachine.Step.Moved(var next, _) -> {
        held =
            tree().find(DeviceModel.OBJECT.child("Update").child("PkgData")).orElseThrow().value();
        to(next);
        yield StatusCode.OK;
      }
    };
  }

  /// Shows or asks; a user without a prepared answer says yes.
  @Override
  public Interaction.Reply interact(Interaction interaction) {
    questions.add(interaction.code() + " " + interaction.text());
    return userAnswers.isEmpty() ? Interaction.Reply.YES : userAnswers.remove();
  }

  void answerNext(StatusCode answer) {
    answerNext(Interaction.Reply.of(answer));
  }

  void answerNext(Interaction.Reply answer) {
    userAnswers.add(answer);
  }

  void refuseNextExec(StatusCode status) {
    execRefusals.add(status);
  }

  void refuseNextPackage(StatusCode status) {
    packageRefusals.add(status);
  }

  /// Has every Exec performed before it is answered, with 200.
  void performAtOnce(Runnable work) {
    atOnce = Optional.of(work);
  }

  Optional<Effect> takeDue() {
    Optional<Effect> taken = due;
    due = Optional.empty();
    return taken;
  }

  /// The Correlator of the operation at work, for its one report.
  Optional<Correlator> takeCorrelator() {
    Optional<Correlator> taken = correlator;
    correlator = Optional.empty();
    return taken;
  }

  FumoState state() {
    return state;
  }

  /// Every value that State has had.
  List<Integer> states() {
    return List.copyOf(states);
  }

  List<String> questions() {
    return List.copyOf(questions);
  }

  Octets held() {
    return held;
  }

  void hold(Octets content) {
    held = content;
  }
}
