package io.fumarole.campaign.audit;

import io.fumarole.campaign.audit.AuditStore.Linked;
import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks whether the audit is as it was written: entry by entry in order, then against a head that
/// was kept elsewhere.
public final class AuditCheck {
  /// So many are named; whoever has changed all is seen by the first.
  private static final int MOST_NAMED = 100;

  /// A number and the chain's value there.
  public record Head(long number, Octets chain) {}

  /// What is wrong, at an entry.
  public record Fault(long number, String words) {}

  /// @param entries that there are
  /// @param faults empty: it is as it was written
  public record Result(long entries, Optional<Head> head, List<Fault> faults) {}

  private final AuditChain chain;
  private final Optional<Head> kept;
  private final List<Fault> faults = new ArrayList<>();
  private Octets before = AuditChain.START;
  private long entries;
  private long last;

  /// @param kept what the head was once
  public AuditCheck(AuditChain chain, Optional<Head> kept) {
    this.chain = chain;
    this.kept = kept;
  }

  /// The next one in order of numbers.
  public void next(Linked linked) {
    long number = linked.entry().number();
    boolean isNext = number == last + 1;
    if (!isNext) gap(number);
    // Behind a gap the value before is not known: the entry itself is held to those that follow.
    else if (!chain.value(before, linked.entry()).equals(linked.chain()))
      fault(number, "is not as it was written: changed, put in, or in another's place");
    kept.filter(it -> it.number() == number && !it.chain().equals(linked.chain()))
        .ifPresent(it -> fault(number, "is another than when the head was kept"));
    before = linked.chain();
    last = number;
    entries++;
  }

  private void gap(long number) {
    long from = last + 1;
    fault(
        from,
        from == number - 1 ? "is missing" : "and those up to %d are missing".formatted(number - 1));
  }

  private void fault(long number, String words) {
    if (faults.size() < MOST_NAMED) faults.add(new Fault(number, words));
  }

  public Result end() {
    kept.filter(it -> it.number() > last)
        .ifPresent(
            it ->
                fault(
                    last + 1,
                    "is missing, and all up to %d, where the head was kept"
                        .formatted(it.number())));
    Optional<Head> head = last == 0 ? Optional.empty() : Optional.of(new Head(last, before));
    return new Result(entries, head, List.copyOf(faults));
  }
}
