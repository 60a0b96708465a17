package io.fumarole.campaign.inventory;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// All groups at one time: they refer to each other, so that a change is judged by all of them.
///
/// @param revision counts the changes of any group, for compare-and-set
/// @param advisories by id: a filter names them as it names groups
public record GroupSet(
    long revision, SortedMap<String, DeviceGroup> groups, Map<String, Advisory> advisories) {
  /// Before the id of an advisory where a condition names it; no group's name has it.
  private static final String ADVISORY = "advisory:";

  public static final int MOST = 1_000;

  /// How many comparisons a filter may come to with what its groups ask.
  public static final int MOST_COMPARISONS = 256;

  /// The same of values: each database takes only so many in a statement.
  public static final int MOST_VALUES = 1_000;

  public static final GroupSet EMPTY = new GroupSet(0, new TreeMap<>());

  static final int DEEPEST = 8;

  public GroupSet {
    groups = Collections.unmodifiableSortedMap(new TreeMap<>(groups));
    advisories = Map.copyOf(advisories);
  }

  public GroupSet(long revision, SortedMap<String, DeviceGroup> groups) {
    this(revision, groups, Map.of());
  }

  static String nameOf(String advisory) {
    return ADVISORY + advisory;
  }

  /// The same with all advisories that there are.
  public GroupSet knowing(List<Advisory> all) {
    Map<String, Advisory> byId = new HashMap<>();
    for (Advisory advisory : all) byId.put(advisory.id(), advisory);
    return new GroupSet(revision, groups, byId);
  }

  /// The groups whose filters name an advisory.
  public Set<String> usersOf(String advisory) {
    return users(nameOf(advisory));
  }

  public static GroupSet of(long revision, List<DeviceGroup> groups) {
    var byName = new TreeMap<String, DeviceGroup>();
    for (DeviceGroup group : groups) byName.put(group.name(), group);
    return new GroupSet(revision, byName);
  }

  public Optional<DeviceGroup> find(String name) {
    return Optional.ofNullable(groups.get(name));
  }

  /// What comes of a wish to change something.
  public sealed interface Judged<T> {
    record Fine<T>(T value) implements Judged<T> {}

    record Refused<T>(String words) implements Judged<T> {}
  }

  /// The devices that a filter takes in, with what its groups ask in their places.
  public Judged<Selection> select(DeviceFilter filter) {
    try {
      return new Judged.Fine<>(
          new Selection(new Resolver().resolve(filter.condition(), List.of())));
    } catch (UnresolvableException no) {
      return new Judged.Refused<>(String.valueOf(no.getMessage()));
    }
  }

  /// The same with `group` added or changed.
  public Judged<GroupSet> with(DeviceGroup group) {
    var next = new TreeMap<>(groups);
    next.put(group.name(), group);
    if (next.size() > MOST) return new Judged.Refused<>("there are at most " + MOST + " groups");
    var all = new GroupSet(revision, next, advisories);
    Optional<String> why = all.unusable(group.name());
    if (why.isPresent()) return new Judged.Refused<>(why.get());
    // Those that refer to it have grown with it.
    for (String name : next.keySet()) {
      Optional<String> other = all.unusable(name);
      if (other.isPresent()) return new Judged.Refused<>("group " + name + ": " + other.get());
    }
    return new Judged.Fine<>(all);
  }

  private Optional<String> unusable(String name) {
    var use = new DeviceFilter("", new Condition.InGroup(true, Set.of(name)));
    return select(use) instanceof Judged.Refused(var words) ? Optional.of(words) : Optional.empty();
  }

  /// The same without a group, unless others refer to it.
  public Judged<GroupSet> without(String name) {
    Set<String> users = users(name);
    if (!users.isEmpty())
      return new Judged.Refused<>(
          "group %s is used by %s: change or remove those first".formatted(name, users));
    var next = new TreeMap<>(groups);
    next.remove(name);
    return new Judged.Fine<>(new GroupSet(revision, next, advisories));
  }

  private Set<String> users(String name) {
    Set<String> users = new TreeSet<>();
    for (DeviceGroup group : groups.values())
      if (refersTo(group.filter().condition(), name)) users.add(group.name());
    return users;
  }

  private static boolean refersTo(Condition condition, String name) {
    return switch (condition) {
      case Condition.All(var conditions) -> conditions.stream().anyMatch(c -> refersTo(c, name));
      case Condition.Any(var conditions) -> conditions.stream().anyMatch(c -> refersTo(c, name));
      case Condition.InGroup(_, var names) -> names.contains(name);
      case Condition.Text _, Condition.Label _, Condition.Standing _, Condition.Time _ -> false;
    };
  }

  private static final class UnresolvableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnresolvableException(String words) {
      super(words);
    }
  }

  /// Counts on its way: groups of groups could come to any size.
  private final class Resolver {
    private int comparisons;
    private int values;

    /// @param path the groups that led here
    Condition resolve(Condition condition, List<String> path) throws UnresolvableException {
      return switch (condition) {
        case Condition.All(var conditions) -> new Condition.All(each(conditions, path));
        case Condition.Any(var conditions) -> new Condition.Any(each(conditions, path));
        case Condition.InGroup(var isWanted, var names) -> {
          List<Condition> asked = new ArrayList<>();
          for (String name : new TreeSet<>(names)) asked.add(group(name, path));
          var any = new Condition.Any(asked);
          yield isWanted ? any : any.opposite();
        }
        case Condition.Text text -> counted(text, text.patterns().size());
        case Condition.Label label -> counted(label, label.patterns().size());
        case Condition.Standing _, Condition.Time _ -> counted(condition, 1);
      };
    }

    private List<Condition> each(List<Condition> conditions, List<String> path)
        throws UnresolvableException {
      List<Condition> resolved = new ArrayList<>();
      for (Condition one : conditions) resolved.add(resolve(one, path));
      return resolved;
    }

    private Condition group(String name, List<String> path) throws UnresolvableException {
      count();
      List<String> here = new ArrayList<>(path);
      here.add(name);
      if (path.contains(name))
        throw new UnresolvableException(
            "groups refer to each other in a circle: " + String.join(" -> ", here));
      if (here.size() > DEEPEST)
        throw new UnresolvableException(
            "groups refer to each other at most %d deep: %s"
                .formatted(DEEPEST, String.join(" -> ", here)));
      if (name.startsWith(ADVISORY)) return advisory(name.substring(ADVISORY.length()), here);
      DeviceGroup group = groups.get(name);
      if (group == null) throw new UnresolvableException("there is no group '" + name + "'");
      return resolve(group.filter().condition(), here);
    }

    private Condition advisory(String id, List<String> path) throws UnresolvableException {
      Advisory advisory = advisories.get(id);
      if (advisory == null) throw new UnresolvableException("there is no advisory '" + id + "'");
      return resolve(advisory.condition(), path);
    }

    private Condition counted(Condition condition, int more) throws UnresolvableException {
      count();
      values += more;
      if (values > MOST_VALUES)
        throw new UnresolvableException(
            "together with its groups a filter has at most " + MOST_VALUES + " values");
      return condition;
    }

    private void count() throws UnresolvableException {
      if (++comparisons > MOST_COMPARISONS)
        throw new UnresolvableException(
            "together with its groups a filter has at most " + MOST_COMPARISONS + " comparisons");
    }
  }
}
