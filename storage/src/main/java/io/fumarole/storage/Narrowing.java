package io.fumarole.storage;

import io.fumarole.campaign.inventory.Condition;
import io.fumarole.campaign.inventory.Condition.TextField;
import io.fumarole.campaign.inventory.TextPattern;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// A part of a filter that takes in few devices, by an index. A database that does not know how
/// many rows a range has walks over all devices in the order of pages, and looks at each; it is
/// told the few instead. What it takes in is only a part of the filter, and may be more than that
/// part: the whole filter is asked of them all the same.
final class Narrowing {
  /// Few enough to be looked up one by one for each page. Of more than that, a walk meets a page's
  /// worth soon.
  static final int FEW = 2_000;

  /// Looks at an index each.
  private static final int MOST_TRIES = 4;

  private static final List<TextField> INDEXED =
      List.of(TextField.MANUFACTURER, TextField.MODEL, TextField.VERSION, TextField.PROFILE);

  private final FilterTerms terms;

  private Narrowing(FilterTerms terms) {
    this.terms = terms;
  }

  /// The ids of the few, as a query; empty when every part takes in many, or has no index.
  static Optional<FilterSql> of(Handle handle, Condition condition, Instant now) {
    List<Condition> parts = new ArrayList<>();
    flatten(condition, parts);
    int tries = 0;
    for (Condition part : parts) {
      var terms = FilterTerms.ofRanges("n" + tries, now);
      Optional<String> ids = new Narrowing(terms).ids(part);
      if (ids.isEmpty()) continue;
      FilterSql query = terms.saying(ids.get());
      if (isFew(handle, query)) return Optional.of(query);
      if (++tries == MOST_TRIES) return Optional.empty();
    }
    return Optional.empty();
  }

  /// Each of the conditions that must hold is a choice.
  private static void flatten(Condition condition, List<Condition> parts) {
    if (condition instanceof Condition.All(var conditions))
      conditions.forEach(it -> flatten(it, parts));
    else parts.add(condition);
  }

  static String probe(String ids) {
    return "SELECT COUNT(*) FROM (SELECT 1 FROM (" + ids + ") found LIMIT :most) probe";
  }

  private static boolean isFew(Handle handle, FilterSql query) {
    int count =
        query
            .bind(handle.createQuery(probe(query.where())))
            .bind("most", FEW)
            .mapTo(Integer.class)
            .one();
    return count < FEW;
  }

  private Optional<String> ids(Condition condition) {
    return switch (condition) {
      case Condition.All(var conditions) ->
          conditions.stream().flatMap(it -> ids(it).stream()).findFirst();
      case Condition.Any(var conditions) -> union(conditions);
      case Condition.Text(var field, var isWanted, var patterns) ->
          isLookedUp(field, isWanted, patterns)
              ? Optional.of(devices(condition))
              : Optional.empty();
      case Condition.Label(var name, var isWanted, var patterns) ->
          isWanted && patterns.stream().allMatch(Narrowing::hasStart)
              ? Optional.of(labelled(name, patterns))
              : Optional.empty();
      case Condition.Standing _, Condition.Time _ -> Optional.of(devices(condition));
      case Condition.InGroup _ -> Optional.empty();
    };
  }

  private Optional<String> union(List<Condition> conditions) {
    List<String> all = new ArrayList<>();
    for (Condition one : conditions) {
      Optional<String> ids = ids(one);
      if (ids.isEmpty()) return Optional.empty();
      all.add(ids.get());
    }
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" UNION ALL ", all));
  }

  private static boolean isLookedUp(TextField field, boolean isWanted, List<TextPattern> patterns) {
    boolean isUnknown = !isWanted && patterns.size() == 1 && patterns.getFirst().isAny();
    return INDEXED.contains(field)
        && (isUnknown || (isWanted && patterns.stream().allMatch(Narrowing::hasStart)));
  }

  private static boolean hasStart(TextPattern pattern) {
    return pattern.isExact() || !pattern.start().isEmpty();
  }

  private String devices(Condition condition) {
    return "SELECT x.device_id FROM device x WHERE " + terms.of(condition);
  }

  private String labelled(String name, List<TextPattern> patterns) {
    return "SELECT x.device_id FROM device_label x WHERE x.name = %s AND %s"
        .formatted(terms.bound(name), terms.fits("x.value", patterns));
  }
}
