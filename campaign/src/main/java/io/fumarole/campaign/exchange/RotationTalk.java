package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.AccountSearch;
import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Carries new secrets to where the device keeps its account: both in one Atomic, because a device
/// that had one of them alone would know only half of whom it talks to. They count from its next
/// session on; the nonces go on as sessions hand them out. Spec: syncml-dm 8 and 11.
final class RotationTalk {
  private final Work work;

  RotationTalk(Work work) {
    this.work = work;
  }

  /// Where to look, when there is something to be sent.
  Optional<AccountSearch> search() {
    boolean isDue =
        work.device().standing() == Device.Standing.ENROLLED
            && work.device().rotation().filter(Rotation::isToBeSent).isPresent();
    return isDue
        ? Optional.of(AccountSearch.of(work.circumstances().settings().serverId()))
        : Optional.empty();
  }

  /// The secrets, as they go to the device; none when they have nowhere to go.
  Optional<Task> write(AccountSearch.Result.Found where, int task) {
    Optional<Rotation> ordered = work.device().rotation().filter(Rotation::isToBeSent);
    // Taken back while the device was read.
    if (ordered.isEmpty()) return Optional.empty();
    Rotation rotation = ordered.get();
    if (rotation.server().isPresent() && where.server().isEmpty()) {
      work.cannotRotate("the device shows no credentials of level SRVCRED");
      return Optional.empty();
    }
    work.put(work.device().sendingRotation());
    List<Task.Order> orders = new ArrayList<>();
    orders.add(replace(where.client(), rotation.client()));
    rotation
        .server()
        .ifPresent(account -> orders.add(replace(where.server().orElseThrow(), account)));
    Task.Grouping grouping = orders.size() == 1 ? Task.Grouping.PLAIN : Task.Grouping.ATOMIC;
    return Optional.of(new Task.Run(task, grouping, orders));
  }

  private static Task.Order replace(DmUri leaf, Account account) {
    return new Task.Order.Replace(
        leaf.toString(), Meta.of("chr", "text/plain"), Data.text(account.secret().orElseThrow()));
  }

  /// What the device says to them; whatever that is, it is let in with either.
  void answered(int task, List<Fact> facts) {
    List<StatusCode> statuses = facts.stream().flatMap(fact -> status(task, fact)).toList();
    Optional<StatusCode> refusal = statuses.stream().filter(it -> !it.isSuccess()).findFirst();
    if (refusal.isPresent())
      work.cannotRotate(
          "the device answered %s (%s)".formatted(refusal.get(), refusal.get().meaning()));
    else if (!statuses.isEmpty())
      work.put(
          work.device()
              .rotationBecause(
                  "the device has taken it, and is to use it from its next session on"));
  }

  private static Stream<StatusCode> status(int task, Fact fact) {
    return switch (fact) {
      case Fact.Answered(var of, _, var status) when of == task -> Stream.of(status);
      case Fact.GroupRefused(var of, var status) when of == task -> Stream.of(status);
      case Fact.Answered _,
          Fact.UserSaid _,
          Fact.GroupRefused _,
          Fact.Unanswered _,
          Fact.ValueRead _,
          Fact.Transferred _,
          Fact.Inventory _,
          Fact.Alerted _,
          Fact.Aborted _ ->
          Stream.empty();
    };
  }
}
