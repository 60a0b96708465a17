package io.fumarole.scenario;

import io.fumarole.protocol.dm.Account;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A conversation as data: what one side says, and what it expects of the other.
///
/// @param file where it was read from, for errors
/// @param covers what it shows, such as the line of the field notes that it stands for
/// @param plays the side that the scenario speaks for
/// @param codings the codings it is played in, one after the other
/// @param given what must hold before it is played, for whoever sets the stage
/// @param accounts by name; the player computes credentials from them
/// @param asked names of accounts whose secrets the file does not hold, with the user's name
/// @param variables at the start
/// @param each variables with several values: the scenario is played once with each
/// @param always what every message that is heard must meet
/// @param nodes the scripted device's tree, from which `answers` is filled
public record Scenario(
    String file,
    String title,
    List<String> covers,
    Side plays,
    List<Coding> codings,
    Map<String, String> given,
    Map<String, Account> accounts,
    Map<String, String> asked,
    Map<String, String> variables,
    Map<String, List<String>> each,
    List<Row> always,
    Map<String, Leaf> nodes,
    List<Step> steps) {
  public Scenario {
    covers = List.copyOf(covers);
    codings = List.copyOf(codings);
    given = Map.copyOf(given);
    accounts = Map.copyOf(accounts);
    asked = Map.copyOf(asked);
    variables = Map.copyOf(variables);
    each = Map.copyOf(each);
    always = List.copyOf(always);
    nodes = Map.copyOf(nodes);
    steps = List.copyOf(steps);
  }

  public enum Side {
    CLIENT,
    SERVER
  }

  /// A node of the scripted device.
  ///
  /// @param value the value of a leaf; names of children, separated by `/`, of an interior node
  /// @param format `chr`, `node` …
  public record Leaf(String value, String format, String type) {}

  /// The same scenario with other values for some variables, such as the device's name in a fleet.
  public Scenario with(Map<String, String> values) {
    Map<String, String> merged = new LinkedHashMap<>(variables);
    merged.putAll(values);
    return copy(file, codings, accounts, asked, merged, each);
  }

  /// The same scenario with the secrets that its file does not hold.
  public Scenario withSecrets(Map<String, String> secrets) {
    Map<String, Account> merged = new LinkedHashMap<>(accounts);
    Map<String, String> left = new LinkedHashMap<>(asked);
    secrets.forEach(
        (account, secret) -> {
          String user = left.remove(account);
          if (user == null)
            throw new IllegalArgumentException(
                file + " asks for no secret of '" + account + "': it asks for " + asked.keySet());
          merged.put(account, Account.of(user, secret));
        });
    return copy(file, codings, merged, left, variables, each);
  }

  /// The same scenario with accounts that its file does not name.
  public Scenario withAccounts(Map<String, Account> others) {
    Map<String, Account> merged = new LinkedHashMap<>(accounts);
    merged.putAll(others);
    return copy(file, codings, merged, asked, variables, each);
  }

  /// The same scenario in another coding.
  public Scenario in(Coding coding) {
    return copy(file, List.of(coding), accounts, asked, variables, each);
  }

  /// One scenario for every value of the variables that have several.
  public List<Scenario> variants() {
    List<Scenario> variants = new ArrayList<>(List.of(this));
    for (var entry : new TreeMap<>(each).entrySet()) {
      List<Scenario> more = new ArrayList<>();
      for (Scenario variant : variants) {
        for (String value : entry.getValue()) more.add(variant.one(entry.getKey(), value));
      }
      variants = more;
    }
    return variants;
  }

  private Scenario one(String variable, String value) {
    String name = file + " with " + variable + " " + (value.isEmpty() ? "empty" : value);
    return copy(name, codings, accounts, asked, variables, Map.of()).with(Map.of(variable, value));
  }

  private Scenario copy(
      String name,
      List<Coding> inCodings,
      Map<String, Account> withAccounts,
      Map<String, String> stillAsked,
      Map<String, String> withVariables,
      Map<String, List<String>> withEach) {
    return new Scenario(
        name,
        title,
        covers,
        plays,
        inCodings,
        given,
        withAccounts,
        stillAsked,
        withVariables,
        withEach,
        always,
        nodes,
        steps);
  }

  @Override
  public String toString() {
    return file;
  }
}
