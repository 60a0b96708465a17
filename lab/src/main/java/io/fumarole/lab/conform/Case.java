package io.fumarole.lab.conform;

import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.Step;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One thing that a peer is judged by: what it is, where the standard says so, what must hold
/// before, and the conversation.
///
/// @param id short, unique in the kit
/// @param specs the items of the standard that it stands for
/// @param needs what makes the case not applicable when it does not hold
/// @param wants what makes it inconclusive when it does not hold
/// @param byHand whose credentials the conversation looks after itself
/// @param files what the peer may fetch, by name
public record Case(
    String id,
    String title,
    String group,
    List<String> specs,
    List<Need> needs,
    List<Need> wants,
    ByHand byHand,
    Map<String, Served> files,
    Scenario scenario) {
  /// Whose credentials a case speaks of; the kit looks after the others.
  enum ByHand {
    NOBODY,
    DEVICE,
    SERVER
  }

  public Case {
    specs = List.copyOf(specs);
    needs = List.copyOf(needs);
    wants = List.copyOf(wants);
    files = Map.copyOf(files);
  }

  /// What a person has to do, in the order of the conversation.
  public List<String> hands() {
    return doing().map(List::getLast).toList();
  }

  /// The same in a word each, for programs.
  public List<String> acts() {
    return doing().map(List::getFirst).toList();
  }

  private Stream<List<String>> doing() {
    return scenario.steps().stream()
        .filter(step -> step instanceof Step.Do)
        .map(step -> ((Step.Do) step).words());
  }

  /// Whether the case can only be played when something of this name is given.
  public boolean wants(String name) {
    return wants.stream().anyMatch(want -> want.variable().equals(name));
  }
}
