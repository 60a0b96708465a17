package io.fumarole.protocol.fumo;

import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.dm.session.Interaction;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.dm.session.Task.Order;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The server's talk with a device about one [Job]: from the facts so far to the next tasks. Pure.
///
/// What it never does, whatever the device answers: send an Exec before the device has acknowledged
/// this job's own PkgURL or PkgData, unless both go in one Sequence to a device that holds nothing
/// else there to run; or write under one node and execute another. Spec: fumo 4, 5 and 9.
public final class UpdateDialogue {
  /// Where the dialogue stands.
  ///
  /// @param task the task whose answers are awaited
  /// @param orders what that task's orders were, in order
  public record Position(Stage stage, int task, List<Role> orders) {
    public static final Position START = new Position(Stage.START, 0, List.of());

    public Position {
      orders = List.copyOf(orders);
    }
  }

  public enum Stage {
    START,
    ASKING,
    DELIVERING,
    EXECUTING,
    /// Delivery and Exec in one Sequence.
    ALL_AT_ONCE,
    DONE
  }

  /// What an order of the awaited task stands for.
  public enum Role {
    ASK,
    TELL,
    CREATE,
    LABEL,
    WRITE,
    EXEC
  }

  /// @param tasks to be sent now; none when the dialogue is over
  public record Turn(Position position, List<Task> tasks, List<Finding> findings) {
    public Turn {
      tasks = List.copyOf(tasks);
      findings = List.copyOf(findings);
    }
  }

  private static final int SHOW_OPTIONS_LIMIT = 3_600;

  /// Long enough to be read.
  private static final int SHOWN_SECONDS = 10;

  /// What devices say to a Sequence that they do not know, and what is said of one that no message
  /// of theirs holds. Spec: syncml-dm 6.
  private static final Set<Integer> UNKNOWN_COMMAND = Set.of(400, 404, 405, 406, 413, 500, 501);

  private final Job job;
  private final int taskId;
  private final List<Finding> findings = new ArrayList<>();

  private UpdateDialogue(Job job, int taskId) {
    this.job = job;
    this.taskId = taskId;
  }

  /// The next tasks.
  ///
  /// @param taskId the number for a new task
  public static Turn next(Job job, Position at, List<Fact> facts, int taskId) {
    return new UpdateDialogue(job, taskId).next(at, facts);
  }

  private Turn next(Position at, List<Fact> facts) {
    return switch (at.stage()) {
      case START -> start();
      case ASKING -> asked(at, facts);
      case DELIVERING -> delivered(at, facts);
      case EXECUTING, ALL_AT_ONCE -> executed(at, facts);
      case DONE -> done();
    };
  }

  private Turn start() {
    boolean writes = job.artifact().isPresent();
    boolean inOneSequence =
        job.dialect().grouping() == Task.Grouping.SEQUENCE
            && job.execute()
            // A device that cannot show it would stop the Sequence.
            && job.question().filter(it -> !it.leavesChoice()).isEmpty()
            && !(writes && job.dialect().createByAdd())
            && (!writes || (job.slotIsClean() && job.artifact().get() instanceof Job.Artifact.Url));
    if (inOneSequence) return allAtOnce();
    return job.question().isPresent() && job.execute() ? ask() : deliver();
  }

  private Turn allAtOnce() {
    var orders = new Orders();
    job.question().ifPresent(question -> addQuestion(orders, question));
    addWriting(orders);
    orders.add(Role.EXEC, exec());
    findings.add(new Finding.ExecSent(job.correlator()));
    // A lone Exec needs no Sequence around it.
    Task.Grouping grouping = orders.list.size() == 1 ? Task.Grouping.PLAIN : Task.Grouping.SEQUENCE;
    return send(Stage.ALL_AT_ONCE, orders, grouping);
  }

  private Turn ask() {
    var orders = new Orders();
    job.question().ifPresent(question -> addQuestion(orders, question));
    return send(Stage.ASKING, orders, Task.Grouping.PLAIN);
  }

  private Turn asked(Position at, List<Fact> facts) {
    Optional<Finding> no = refusedByUser(at, facts);
    no.ifPresent(findings::add);
    return no.isPresent() ? done() : deliver();
  }

  private Turn deliver() {
    if (job.artifact().isEmpty()) return execute();
    return switch (job.artifact().get()) {
      case Job.Artifact.Content(var blob, var type) -> {
        String uri = job.object().pkgData().toString();
        var position = new Position(Stage.DELIVERING, taskId, List.of(Role.WRITE));
        yield new Turn(position, List.of(new Task.Send(taskId, uri, type, blob)), findings);
      }
      case Job.Artifact.Url _ -> {
        var orders = new Orders();
        addWriting(orders);
        // In order when the device knows Sequence: an object's nodes are created from the top.
        Task.Grouping grouping =
            orders.list.size() > 1 ? job.dialect().grouping() : Task.Grouping.PLAIN;
        yield send(Stage.DELIVERING, orders, grouping);
      }
    };
  }

  private Turn delivered(Position at, List<Fact> facts) {
    Optional<StatusCode> sequence = refusedSequence(at, facts);
    if (sequence.isPresent()) return oneByOne(sequence.get());
    if (isThereAlready(at, facts)) return rewrite();
    Optional<Finding> refusal = deliveryRefusal(at, facts);
    if (refusal.isPresent()) {
      findings.add(refusal.get());
      return done();
    }
    findings.add(
        job.artifact().orElseThrow() instanceof Job.Artifact.Url
            ? new Finding.UrlWritten(job.operation())
            : new Finding.PackageStored());
    return job.execute() ? execute() : done();
  }

  /// The node that was to be created holds an earlier address: it gets the new one.
  private static boolean isThereAlready(Position at, List<Fact> facts) {
    return at.orders().contains(Role.CREATE)
        && answer(at, facts, Role.WRITE).filter(StatusCode.ALREADY_EXISTS::equals).isPresent();
  }

  private Turn rewrite() {
    var orders = new Orders();
    String url = ((Job.Artifact.Url) job.artifact().orElseThrow()).url();
    orders.add(Role.WRITE, replaceUrl(url));
    return send(Stage.DELIVERING, orders, Task.Grouping.PLAIN);
  }

  private Turn execute() {
    var orders = new Orders();
    orders.add(Role.EXEC, exec());
    findings.add(new Finding.ExecSent(job.correlator()));
    return send(Stage.EXECUTING, orders, Task.Grouping.PLAIN);
  }

  private Turn executed(Position at, List<Fact> facts) {
    Optional<StatusCode> sequence = refusedSequence(at, facts);
    if (sequence.isPresent()) return oneByOne(sequence.get());
    deliveryRefusal(at, facts).ifPresent(findings::add);
    Optional<StatusCode> exec = answer(at, facts, Role.EXEC);
    // A user who says no stops a Sequence; but what the device says of the Exec itself counts.
    Optional<Finding> no = refusedByUser(at, facts);
    boolean hasRun = exec.filter(UpdateDialogue::isAcceptance).isPresent();
    boolean isInDoubt = exec.isEmpty() && !(no.orElse(null) instanceof Finding.UserDeclined);
    findings.add(no.isEmpty() || hasRun || isInDoubt ? execFinding(exec) : no.get());
    return done();
  }

  /// Some devices know no Sequence: then nothing in it ran, and nothing in it says that it did.
  /// Spec: field-notes 3.
  private static Optional<StatusCode> refusedSequence(Position at, List<Fact> facts) {
    for (Fact fact : facts) {
      if (fact instanceof Fact.GroupRefused(var task, var status)
          && task == at.task()
          && UNKNOWN_COMMAND.contains(status.value())
          && hasRunNothing(at, facts)) return Optional.of(status);
    }
    return Optional.empty();
  }

  private static boolean hasRunNothing(Position at, List<Fact> facts) {
    return facts.stream()
        .noneMatch(
            fact ->
                fact instanceof Fact.Answered(var task, _, var status)
                    && task == at.task()
                    && isAcceptance(status));
  }

  private Turn oneByOne(StatusCode status) {
    findings.add(new Finding.SequenceRefused(job.correlator(), status));
    return done();
  }

  private Finding execFinding(Optional<StatusCode> status) {
    if (status.isEmpty()) return new Finding.ExecInDoubt(job.correlator());
    return isAcceptance(status.get())
        ? new Finding.ExecAccepted(job.correlator(), status.get())
        : new Finding.ExecRefused(job.correlator(), status.get());
  }

  /// 202 and 200, and the vendors' own codes outside the classes of refusal. `0` means not
  /// executed.
  private static boolean isAcceptance(StatusCode status) {
    int value = status.value();
    boolean isVendors = value > 0 && (value < 200 || value >= 600);
    return status.isSuccess() || isVendors;
  }

  /// The first refusal among the orders that deliver; nothing said about one is a refusal too,
  /// because an Exec must not follow it.
  private static Optional<Finding> deliveryRefusal(Position at, List<Fact> facts) {
    for (Fact fact : facts) {
      if (fact instanceof Fact.Transferred(var task, var status, var words)
          && task == at.task()
          && !status.isSuccess()) return Optional.of(new Finding.DeliveryRefused(status, words));
    }
    for (int i = 0; i < at.orders().size(); i++) {
      Role role = at.orders().get(i);
      if (role != Role.WRITE && role != Role.CREATE) continue;
      Optional<StatusCode> status = answer(at, facts, i);
      boolean wasTransfer =
          facts.stream().anyMatch(f -> f instanceof Fact.Transferred t && t.task() == at.task());
      if (wasTransfer) return Optional.empty();
      if (status.isEmpty())
        return Optional.of(
            new Finding.DeliveryRefused(
                StatusCode.NOT_A_NUMBER, "the device gave no Status for it"));
      boolean existsAlready = role == Role.CREATE && status.get().equals(StatusCode.ALREADY_EXISTS);
      if (!status.get().isSuccess() && !existsAlready)
        return Optional.of(new Finding.DeliveryRefused(status.get(), status.get().meaning()));
    }
    return Optional.empty();
  }

  /// Why the operation may not go on: nobody's silence installs firmware. A device that cannot ask
  /// (406, 405, 501) does as the server orders.
  private static Optional<Finding> refusedByUser(Position at, List<Fact> facts) {
    if (!at.orders().contains(Role.ASK)) return Optional.empty();
    StatusCode answer = answer(at, facts, Role.ASK).orElse(StatusCode.NOT_A_NUMBER);
    return switch (answer.value()) {
      case 304, 214 -> Optional.of(new Finding.UserDeclined(answer));
      case 405, 406, 501 -> Optional.empty();
      default -> answer.isSuccess() ? Optional.empty() : Optional.of(new Finding.UserAway(answer));
    };
  }

  private static Optional<StatusCode> answer(Position at, List<Fact> facts, Role role) {
    int order = at.orders().indexOf(role);
    return order < 0 ? Optional.empty() : answer(at, facts, order);
  }

  private static Optional<StatusCode> answer(Position at, List<Fact> facts, int order) {
    for (Fact fact : facts) {
      if (fact instanceof Fact.Answered(var task, var index, var status)
          && task == at.task()
          && index == order) return Optional.of(status);
    }
    return Optional.empty();
  }

  private void addWriting(Orders orders) {
    if (!(job.artifact().orElse(null) instanceof Job.Artifact.Url(var url))) return;
    FumoObject object = job.object();
    String pkgUrl = object.pkgUrl(job.operation()).toString();
    Meta text = Meta.of("chr", "text/plain");
    if (job.dialect().createByAdd()) {
      orders.add(
          Role.CREATE,
          new Order.Add(object.root().toString(), Meta.of("node", OBJECT_ID), Optional.empty()));
      orders.add(
          Role.CREATE,
          new Order.Add(
              object.node(job.operation()).toString(), Meta.format("node"), Optional.empty()));
    }
    if (job.dialect().namesPackage()) job.label().ifPresent(label -> addLabel(orders, label));
    orders.add(
        Role.WRITE,
        job.dialect().createByAdd()
            ? new Order.Add(pkgUrl, text, Optional.of(Data.text(url)))
            : replaceUrl(url));
  }

  private Order replaceUrl(String url) {
    String pkgUrl = job.object().pkgUrl(job.operation()).toString();
    return new Order.Replace(pkgUrl, Meta.of("chr", "text/plain"), Data.text(url));
  }

  private void addLabel(Orders orders, Job.Label label) {
    Meta text = Meta.of("chr", "text/plain");
    FumoObject object = job.object();
    if (object.has(FumoObject.Part.PKG_NAME))
      orders.add(
          Role.LABEL,
          new Order.Replace(
              object.root().child("PkgName").toString(), text, Data.text(label.name())));
    if (object.has(FumoObject.Part.PKG_VERSION))
      orders.add(
          Role.LABEL,
          new Order.Replace(
              object.root().child("PkgVersion").toString(), text, Data.text(label.version())));
  }

  private Order exec() {
    return new Order.Exec(
        job.object().node(job.operation()).toString(), Optional.of(job.correlator()));
  }

  private static void addQuestion(Orders orders, Job.Question question) {
    int seconds = Math.clamp(question.seconds(), 1, SHOW_OPTIONS_LIMIT);
    if (question.leavesChoice())
      orders.add(Role.ASK, new Order.Ask(Interaction.confirm(question.text(), seconds)));
    else orders.add(Role.TELL, new Order.Ask(Interaction.display(question.text(), SHOWN_SECONDS)));
  }

  private Turn send(Stage stage, Orders orders, Task.Grouping grouping) {
    var position = new Position(stage, taskId, orders.roles);
    return new Turn(position, List.of(new Task.Run(taskId, grouping, orders.list)), findings);
  }

  private Turn done() {
    return new Turn(new Position(Stage.DONE, 0, List.of()), List.of(), findings);
  }

  /// The object's identifier, which an Add gives as the node's Type. Spec: FUMO 5.
  public static final String OBJECT_ID = "urn:oma:mo:oma-fumo:1.0";

  private static final class Orders {
    final List<Role> roles = new ArrayList<>();
    final List<Order> list = new ArrayList<>();

    void add(Role role, Order order) {
      roles.add(role);
      list.add(order);
    }
  }
}
