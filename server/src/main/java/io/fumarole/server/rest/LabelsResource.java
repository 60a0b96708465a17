package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.inventory.InventoryStore.Slice;
import io.fumarole.campaign.inventory.LabelChange;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.inventory.Selection;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The labels of one device, and of all that a filter takes in.
public final class LabelsResource implements RestApi.Resource {
  private static final int MOST_TRIES = 10;

  private final InventoryStore inventory;
  private final Groups groups;
  private final InstantSource clock;

  public LabelsResource(InventoryStore inventory, Groups groups, InstantSource clock) {
    this.inventory = inventory;
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/devices/{id}/labels", this::show, Scope.READ)
        .put(RestApi.BASE + "/devices/{id}/labels", this::replace, Scope.OPERATE)
        .patch(RestApi.BASE + "/devices/{id}/labels", this::change, Scope.OPERATE)
        .patch(RestApi.BASE + "/devices", this::changeMany, Scope.OPERATE);
  }

  /// @param labels values by name; a name with null is removed, where labels are changed
  record Given(
      @JsonSetter(contentNulls = Nulls.SET) Optional<Map<String, @Nullable String>> labels) {}

  record Shown(Map<String, String> labels) {
    static Shown of(Labels labels) {
      return new Shown(labels.values());
    }
  }

  /// @param selected how many devices the filter takes in
  /// @param refused how many of them were left alone, because they would have too many labels
  record Changed(long selected, long refused) {}

  private void show(Context context) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    inventory
        .find(id)
        .ifPresentOrElse(
            device -> show(context, device.labels()), () -> DevicesResource.unknown(context, id));
  }

  private static void show(Context context, Labels labels) {
    Shown shown = Shown.of(labels);
    Versions.show(context, shown, Versions.tag(shown));
  }

  private void replace(Context context) {
    Map<String, @Nullable String> given = given(context);
    Labels next =
        made(
            () -> {
              var values = new TreeMap<String, String>();
              given.forEach((name, value) -> values.put(name, notNull(name, value)));
              return Labels.of(values);
            });
    relabel(context, _ -> Optional.of(next));
  }

  private static String notNull(String name, @Nullable String value) {
    if (value == null)
      throw new IllegalArgumentException("label " + name + " has no value: leave it out");
    return value;
  }

  private void change(Context context) {
    LabelChange change = change(given(context));
    relabel(context, change::on);
  }

  private static Map<String, @Nullable String> given(Context context) {
    return Input.json(context, Given.class)
        .labels()
        .orElseThrow(() -> BadRequest.of("labels", "it is missing: an object of names and values"));
  }

  private static LabelChange change(Map<String, @Nullable String> given) {
    var set = new TreeMap<String, String>();
    var removed = new TreeSet<String>();
    given.forEach(
        (name, value) -> {
          if (value == null) removed.add(name);
          else set.put(name, value);
        });
    return made(() -> new LabelChange(set, removed));
  }

  private static <T> T made(java.util.function.Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException refused) {
      throw BadRequest.of("labels", String.valueOf(refused.getMessage()));
    }
  }

  private void relabel(Context context, Function<Labels, Optional<Labels>> change) {
    DeviceId id = Input.id(context.pathParam("id"), DeviceId::new);
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Optional<DeviceEntry> found = inventory.find(id);
      if (found.isEmpty()) {
        DevicesResource.unknown(context, id);
        return;
      }
      Labels asRead = found.get().labels();
      if (!Versions.matches(context, Versions.tag(Shown.of(asRead)))) {
        Versions.stale(context, "the labels of device " + id + " have changed since you read them");
        return;
      }
      Labels next =
          change
              .apply(asRead)
              .orElseThrow(
                  () -> BadRequest.of("labels", "a device has at most " + Labels.MOST + " labels"));
      if (next.equals(asRead) || inventory.relabel(id, asRead, next)) {
        show(context, next);
        return;
      }
    }
    Problem.send(context, HttpStatus.CONFLICT, "device " + id + " keeps changing: try again");
  }

  /// In slices, so that devices are served in between: whoever reads meanwhile sees some changed.
  private void changeMany(Context context) {
    LabelChange change = change(given(context));
    Selection selection = DeviceSearch.needed(context, groups);
    Instant now = clock.instant();
    long selected = 0;
    long refused = 0;
    Optional<String> after = Optional.of("");
    while (after.isPresent()) {
      Slice slice =
          inventory.relabel(selection, now, change, after.get(), InventoryStore.LARGEST_SLICE);
      selected += slice.selected();
      refused += slice.refused();
      after = slice.selected() < InventoryStore.LARGEST_SLICE ? Optional.empty() : slice.last();
    }
    context.json(new Changed(selected, refused));
  }
}
