package io.fumarole.storage;

import io.fumarole.campaign.inventory.Selection;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/// A [Selection] as the `WHERE` of a statement on `device`, aliased `d`. Nothing of a filter stands
/// in the text: its values are bound.
///
/// @param where in parentheses where it needs some
record FilterSql(String where, Map<String, Object> values) {
  /// How `lastSeen` is indexed.
  static final long MILLIS_PER_DAY = 86_400_000;

  FilterSql {
    values = Map.copyOf(values);
  }

  /// As the filter says it.
  static FilterSql of(Selection selection, Instant now) {
    var terms = FilterTerms.ofDevices(now);
    String where = terms.of(selection.condition());
    return terms.saying(where);
  }

  /// The same, beginning with the few devices that it can take in, where they are few.
  static FilterSql of(Handle handle, Selection selection, Instant now) {
    FilterSql filter = of(selection, now);
    Optional<FilterSql> few = Narrowing.of(handle, selection.condition(), now);
    return few.map(filter::among).orElse(filter);
  }

  private FilterSql among(FilterSql ids) {
    Map<String, Object> both = new HashMap<>(values);
    both.putAll(ids.values);
    return new FilterSql("d.device_id IN (" + ids.where + ") AND " + where, both);
  }

  <S extends SqlStatement<S>> S bind(S statement) {
    return statement.bindMap(values);
  }
}
