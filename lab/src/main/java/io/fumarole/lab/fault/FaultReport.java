package io.fumarole.lab.fault;

import io.fumarole.lab.fault.Promises.Broken;
import io.fumarole.lab.fault.ServerRecord.OfDeployment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// What the faults of a run have come to.
///
/// @param faults that were asked for
/// @param compared acknowledged reports that were looked for in the server's record
/// @param unread why the server's record was not looked at, if so
public record FaultReport(
    List<OfFault> faults, List<Broken> broken, long compared, Optional<String> unread) {
  public static final FaultReport NONE = new FaultReport(List.of(), List.of(), 0, Optional.empty());

  /// @param devices that were to meet it
  /// @param met devices that did
  /// @param strikes of all of them
  /// @param ends how those that met it stand at the end, in words
  public record OfFault(
      String fault,
      String what,
      long devices,
      long met,
      long strikes,
      SortedMap<String, Long> ends) {
    public OfFault {
      ends = Collections.unmodifiableSortedMap(new TreeMap<>(ends));
    }
  }

  public FaultReport {
    faults = List.copyOf(faults);
    broken = List.copyOf(broken);
  }

  /// From what the devices know alone.
  public static FaultReport of(List<DeviceLedger> ledgers, String unread) {
    return new FaultReport(
        faults(ledgers, Map.of()), Promises.brokenByDevices(ledgers), 0, Optional.of(unread));
  }

  /// From both sides.
  ///
  /// @param byServer what the record does not bear out
  public static FaultReport of(
      List<DeviceLedger> ledgers, ServerRecord record, List<Broken> byServer) {
    List<Broken> all = new ArrayList<>(Promises.brokenByDevices(ledgers));
    all.addAll(byServer);
    long compared = ledgers.stream().mapToLong(each -> each.acknowledged().size()).sum();
    return new FaultReport(faults(ledgers, Promises.last(record)), all, compared, Optional.empty());
  }

  private static List<OfFault> faults(
      List<DeviceLedger> ledgers, Map<String, OfDeployment> deployments) {
    List<OfFault> faults = new ArrayList<>();
    for (Fault fault : Fault.values()) {
      List<DeviceLedger> dealt =
          ledgers.stream().filter(each -> each.dealt().contains(fault)).toList();
      if (dealt.isEmpty()) continue;
      List<DeviceLedger> met =
          dealt.stream().filter(each -> each.struck().containsKey(fault)).toList();
      SortedMap<String, Long> ends = new TreeMap<>();
      for (DeviceLedger each : met) ends.merge(end(each, deployments), 1L, Long::sum);
      long strikes = met.stream().mapToLong(each -> each.struck().getOrDefault(fault, 0)).sum();
      faults.add(new OfFault(fault.word(), fault.what(), dealt.size(), met.size(), strikes, ends));
    }
    return faults;
  }

  private static String end(DeviceLedger ledger, Map<String, OfDeployment> deployments) {
    return Optional.ofNullable(deployments.get(ledger.device()))
        .map(OfDeployment::state)
        .orElse("runs " + ledger.version());
  }
}
