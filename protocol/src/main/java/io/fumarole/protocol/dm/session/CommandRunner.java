package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.syncml.StatusCode.ATOMIC_FAILED;
import static io.fumarole.protocol.syncml.StatusCode.COMMAND_FAILED;
import static io.fumarole.protocol.syncml.StatusCode.INCOMPLETE;
import static io.fumarole.protocol.syncml.StatusCode.NOT_EXECUTED;
import static io.fumarole.protocol.syncml.StatusCode.NOT_SUPPORTED;
import static io.fumarole.protocol.syncml.StatusCode.OK;
import static io.fumarole.protocol.syncml.StatusCode.ROLLED_BACK;
import static io.fumarole.protocol.syncml.StatusCode.ROLL_BACK_FAILED;

import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Add;
import io.fumarole.protocol.syncml.Command.Alert;
import io.fumarole.protocol.syncml.Command.Atomic;
import io.fumarole.protocol.syncml.Command.Copy;
import io.fumarole.protocol.syncml.Command.Delete;
import io.fumarole.protocol.syncml.Command.Exec;
import io.fumarole.protocol.syncml.Command.Get;
import io.fumarole.protocol.syncml.Command.OnNodes;
import io.fumarole.protocol.syncml.Command.Replace;
import io.fumarole.protocol.syncml.Command.Sequence;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Runs the commands of one message on the device, in order, and gives the answers in order. Spec:
/// DM-REP 6.6, syncml-dm 4.
final class CommandRunner {
  private final NodeCommands nodes;
  private final ManagedDevice device;
  private final Answers answers;

  /// The user said no, or did not say yes: what follows in the same Sequence is not executed.
  private boolean declined;

  /// Inside an Atomic nothing is done after the first failure, since it would be undone.
  private boolean inAtomic;

  CommandRunner(NodeCommands nodes, ManagedDevice device, Answers answers) {
    this.nodes = nodes;
    this.device = device;
    this.answers = answers;
  }

  /// Runs a command that stands directly in the body; a "no" there has no effect on the next.
  List<Command> runTop(Command command) {
    List<Command> said = run(command);
    declined = false;
    return said;
  }

  private List<Command> run(Command command) {
    return switch (command) {
      case Status _ -> List.of();
      case Sequence sequence -> sequence(sequence);
      case Atomic atomic -> atomic(atomic);
      case Alert alert -> alert(alert);
      case Get get -> get(get);
      case Exec exec -> exec(exec);
      case Add add -> onItems(add, item -> nodes.write(item, item.meta().orElse(add.meta()), true));
      case Replace replace ->
          onItems(replace, item -> nodes.write(item, item.meta().orElse(replace.meta()), false));
      case Delete delete -> onItems(delete, nodes::delete);
      case Copy copy -> onItems(copy, nodes::copy);
      case Command.Results results -> List.of(answers.status(results, NOT_SUPPORTED));
      case Command.Unsupported unsupported -> List.of(answers.status(unsupported, NOT_SUPPORTED));
    };
  }

  private List<Command> onItems(OnNodes command, Function<Item, StatusCode> run) {
    if (command.items().isEmpty()) return List.of(answers.status(command, INCOMPLETE));
    List<StatusCode> outcomes = new ArrayList<>();
    boolean failed = false;
    for (Item item : command.items()) {
      StatusCode outcome = failed ? NOT_EXECUTED : run.apply(item);
      failed |= inAtomic && !isDone(outcome);
      outcomes.add(outcome);
    }
    return answers.statuses(command, outcomes);
  }

  /// The Statuses of all Items first, then one Results with what was found.
  private List<Command> get(Get get) {
    List<Item> found = new ArrayList<>();
    List<Command> said = new ArrayList<>(onItems(get, item -> nodes.get(item, found)));
    if (!found.isEmpty()) said.add(answers.results(get, found));
    return said;
  }

  /// Exec has exactly one Item. Spec: DM-REP 6.6.6.
  private List<Command> exec(Exec exec) {
    if (exec.items().size() != 1) return List.of(answers.status(exec, INCOMPLETE));
    return onItems(exec, item -> nodes.exec(item, exec.correlator()));
  }

  private List<Command> alert(Alert alert) {
    Interaction.Reply reply =
        switch (alert.code().strip()) {
          case AlertCode.NEXT_MESSAGE, AlertCode.NO_END_OF_DATA -> Interaction.Reply.of(OK);
          case AlertCode.DISPLAY -> interact(alert);
          case AlertCode.CONFIRM,
              AlertCode.TEXT_INPUT,
              AlertCode.SINGLE_CHOICE,
              AlertCode.MULTIPLE_CHOICE -> {
            Interaction.Reply said = interact(alert);
            declined |= !isDone(said.status());
            yield said;
          }
          default -> Interaction.Reply.NOT_SUPPORTED;
        };
    return List.of(answers.reply(alert, reply));
  }

  /// Off-spec, to the careful side: only "no" (304) is named as a reason to skip the rest of a
  /// Sequence, but a user who cancelled, did not answer or could not be asked has not said yes
  /// either.
  private Interaction.Reply interact(Alert alert) {
    nodes.interrupt();
    return InteractionText.of(alert).map(device::interact).orElse(Interaction.Reply.of(INCOMPLETE));
  }

  private List<Command> sequence(Sequence sequence) {
    List<Command> said = new ArrayList<>();
    said.add(answers.status(sequence, OK));
    for (Command nested : sequence.commands())
      said.addAll(declined ? answers.statusOfAll(nested, NOT_EXECUTED) : run(nested));
    return said;
  }

  private List<Command> atomic(Atomic atomic) {
    nodes.interrupt();
    if (!atomic.commands().stream().allMatch(CommandRunner::mayBeAtomic)) return refused(atomic);
    device.beginAtomic();
    inAtomic = true;
    List<Command> executed = new ArrayList<>();
    List<Command> skipped = new ArrayList<>();
    boolean failed = false;
    for (Command nested : atomic.commands()) {
      if (failed) {
        skipped.addAll(answers.statusOfAll(nested, NOT_EXECUTED));
      } else {
        List<Command> said = run(nested);
        executed.addAll(said);
        failed = said.stream().anyMatch(CommandRunner::isFailure);
      }
    }
    inAtomic = false;
    List<Command> all = new ArrayList<>();
    all.add(answers.status(atomic, failed ? ATOMIC_FAILED : OK));
    all.addAll(failed ? rolledBack(executed) : committed(executed));
    all.addAll(skipped);
    return all;
  }

  private List<Command> committed(List<Command> executed) {
    device.commitAtomic();
    return executed;
  }

  /// What had succeeded was undone (216), or could not be (516); what failed keeps its own code.
  private List<Command> rolledBack(List<Command> executed) {
    StatusCode undone = device.rollBackAtomic() ? ROLLED_BACK : ROLL_BACK_FAILED;
    return executed.stream()
        .map(said -> isFailure(said) ? said : Answers.with((Status) said, undone))
        .map(Command.class::cast)
        .toList();
  }

  private static boolean isFailure(Command said) {
    return said instanceof Status status && !isDone(status.statusCode());
  }

  /// Three codes of the 2xx class say that nothing was done: 214 cancelled, 215 not executed, 216
  /// rolled back.
  private static boolean isDone(StatusCode status) {
    return status.isSuccess()
        && !status.equals(StatusCode.CANCELLED)
        && !status.equals(NOT_EXECUTED)
        && !status.equals(ROLLED_BACK);
  }

  /// Get, Exec and groups cannot be rolled back, nor can a chunk that others must follow. Spec:
  /// DM-REP 6.6.2.
  private static boolean mayBeAtomic(Command command) {
    return switch (command) {
      case Add add -> add.items().stream().noneMatch(Item::moreData);
      case Replace replace -> replace.items().stream().noneMatch(Item::moreData);
      case Delete _, Copy _, Alert _, Status _ -> true;
      case Get _, Exec _, Command.Group _, Command.Results _, Command.Unsupported _ -> false;
    };
  }

  /// Known before anything is done, so nothing is: the offenders get 500, the others 215.
  private List<Command> refused(Atomic atomic) {
    List<Command> all = new ArrayList<>();
    all.add(answers.status(atomic, ATOMIC_FAILED));
    for (Command nested : atomic.commands())
      all.addAll(answers.statusOfAll(nested, mayBeAtomic(nested) ? NOT_EXECUTED : COMMAND_FAILED));
    return all;
  }
}
