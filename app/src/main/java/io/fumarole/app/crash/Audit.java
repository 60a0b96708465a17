package io.fumarole.app.crash;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Compares the devices' ledgers with what the server says after its restart.
final class Audit {
  /// Facts looked at before a kill are not looked at after each of the next ones, only at the end.
  private final Map<CrashDevice, Integer> checked = new HashMap<>();

  private final Operator operator;
  private int facts;

  Audit(Operator operator) {
    this.operator = operator;
  }

  /// Comparisons made.
  int facts() {
    return facts;
  }

  /// What was acknowledged since the audit before.
  void news(List<CrashDevice> devices) throws InterruptedException, CrashTrouble {
    for (CrashDevice device : devices) {
      int from = checked.getOrDefault(device, 0);
      List<Ledger.Fact> fresh = device.ledger().since(from);
      check(device, fresh);
      checked.put(device, from + fresh.size());
    }
  }

  /// All that was ever acknowledged; and that nothing is left open.
  void everything(List<CrashDevice> devices) throws InterruptedException, CrashTrouble {
    for (CrashDevice device : devices) {
      check(device, device.ledger().since(0));
      Optional<String> open = operator.open(device);
      if (open.isPresent())
        throw new CrashTrouble(device.id() + ": deployment " + open.get() + " is still open");
    }
  }

  private void check(CrashDevice device, List<Ledger.Fact> all)
      throws InterruptedException, CrashTrouble {
    Map<String, JsonNode> read = new HashMap<>();
    for (Ledger.Fact fact : all) {
      facts++;
      switch (fact) {
        case Ledger.Fact.Ordered(var id) -> deployment(device, fact, id, read);
        case Ledger.Fact.Reported(var correlator, var code) ->
            reported(device, fact, attempt(device, fact, correlator, read), code);
        case Ledger.Fact.Executed(var correlator) ->
            executed(device, fact, attempt(device, fact, correlator, read));
        case Ledger.Fact.Requested(var before) -> requested(device, fact, before);
      }
    }
  }

  private JsonNode deployment(
      CrashDevice device, Ledger.Fact fact, String id, Map<String, JsonNode> read)
      throws InterruptedException, CrashTrouble {
    Optional<JsonNode> known = Optional.ofNullable(read.get(id));
    if (known.isPresent()) return known.get();
    JsonNode found =
        operator
            .deployment(id)
            .orElseThrow(() -> lost(device, fact, "there is no deployment " + id));
    read.put(id, found);
    return found;
  }

  private JsonNode attempt(
      CrashDevice device, Ledger.Fact fact, String correlator, Map<String, JsonNode> read)
      throws InterruptedException, CrashTrouble {
    JsonNode deployment = deployment(device, fact, Ledger.deploymentOf(correlator), read);
    for (JsonNode attempt : deployment.path("attempts"))
      if (attempt.path("correlator").asString().equals(correlator)) return attempt;
    throw lost(device, fact, "there is no such attempt in " + deployment);
  }

  private static void reported(CrashDevice device, Ledger.Fact fact, JsonNode attempt, int code)
      throws CrashTrouble {
    boolean isThere =
        attempt.path("step").asString().equals("reported")
            && attempt.path("result").asInt() == code;
    if (!isThere) throw lost(device, fact, "the attempt is " + attempt);
  }

  private static void executed(CrashDevice device, Ledger.Fact fact, JsonNode attempt)
      throws CrashTrouble {
    boolean isThere =
        switch (attempt.path("step").asString()) {
          case "accepted", "reported" -> true;
          default -> false;
        };
    if (!isThere) throw lost(device, fact, "the attempt is " + attempt);
  }

  private void requested(CrashDevice device, Ledger.Fact fact, Set<String> before)
      throws InterruptedException, CrashTrouble {
    Set<String> now = new HashSet<>(operator.deployments(device));
    now.removeAll(before);
    if (now.isEmpty()) throw lost(device, fact, "no deployment has come of it");
  }

  private static CrashTrouble lost(CrashDevice device, Ledger.Fact fact, String found) {
    return new CrashTrouble(device.id() + " was told " + fact + ", but " + found);
  }
}
