package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.DeviceFilter;
import io.fumarole.campaign.inventory.DeviceGroup;
import io.fumarole.campaign.inventory.FilterException;
import io.fumarole.campaign.inventory.GroupSet;
import io.fumarole.campaign.inventory.InventoryStore.Slice;
import io.fumarole.campaign.inventory.LabelChange;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.campaign.inventory.Selection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What the stores of labels and groups promise, and that every store reads a filter alike.
public abstract class InventoryContract extends StoreContract {
  private static final int DEVICES = 40;
  private static final int FILTERS = 120;

  private static Selection selection(String filter) {
    try {
      return new Selection(DeviceFilter.parse(filter).condition());
    } catch (FilterException broken) {
      throw new AssertionError(filter, broken);
    }
  }

  private List<String> ids(String filter) {
    return stores().inventory().list(selection(filter), NOW, "", 1_000).stream()
        .map(device -> device.id().value())
        .toList();
  }

  private void add(String id, Map<String, String> labels) {
    Device device = device(new DeviceId(id));
    assertThat(stores().devices().add(device)).isTrue();
    assertThat(stores().inventory().relabel(device.id(), Labels.NONE, Labels.of(labels))).isTrue();
  }

  private Map<String, String> labels(String id) {
    return stores().inventory().find(new DeviceId(id)).orElseThrow().labels().values();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void everyFilterFindsTheDevicesOfItsPureReading(long seed) {
    var random = new RandomFleet(seed, NOW);
    List<DeviceEntry> fleet = new ArrayList<>();
    for (int i = 0; i < DEVICES; i++) {
      Device device = random.device(i);
      Labels labels = random.labels();
      stores().devices().add(device);
      stores().inventory().relabel(device.id(), Labels.NONE, labels);
      fleet.add(DeviceEntry.of(device, labels));
    }
    assertThat(stores().inventory().list(Selection.ALL, NOW, "", DEVICES))
        .containsExactlyInAnyOrderElementsOf(fleet);
    int found = 0;
    for (int i = 0; i < FILTERS; i++) {
      String filter = random.filter();
      Selection selection = selection(filter);
      List<DeviceId> expected =
          fleet.stream().filter(it -> selection.test(it, NOW)).map(DeviceEntry::id).toList();
      assertThat(stores().inventory().list(selection, NOW, "", DEVICES))
          .as("seed %d, filter %d: %s", seed, i, filter)
          .extracting(DeviceEntry::id)
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(stores().inventory().count(selection, NOW)).isEqualTo(expected.size());
      found += expected.size();
    }
    assertThat(found).as("hits of all filters").isBetween(DEVICES, FILTERS * DEVICES - DEVICES);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyDeviceIsListedWithWhatItSaid(long seed) {
    Device device = new RandomValues(seed).any(Device.class);
    stores().devices().add(device);
    reopen();
    assertThat(stores().inventory().list(Selection.ALL, NOW, "", 9))
        .containsExactly(DeviceEntry.of(device, Labels.NONE));
  }

  @Test
  void aDeviceIsFoundByWhatItSaysNow() {
    stores().devices().add(device(DEVICE));
    assertThat(ids("model==M-1;version==1.0;standing==enrolled")).hasSize(1);
    Device asRead = load().device().orElseThrow();
    Device updated =
        asRead
            .withInventory(Map.of("Mod", "M-1", Device.VERSION, "2.0"))
            .seen(NOW.plus(Duration.ofDays(3)));
    assertThat(stores().exchange().commit(load(), changes(updated, session(DEVICE, "k", 1))))
        .isTrue();
    assertThat(ids("version==2.0;lastSeen>" + NOW)).hasSize(1);
    assertThat(ids("version==1.0,lastSeen<=" + NOW)).isEmpty();
    Device moved =
        load().device().orElseThrow().withAccounts("router", Optional.empty(), Optional.empty());
    assertThat(stores().devices().update(moved)).isTrue();
    assertThat(ids("profile==router")).hasSize(1);
    assertThat(stores().exchange().commit(load(), changes(device(DEVICE), session(DEVICE, "k", 2))))
        .isTrue();
    assertThat(ids("profile==strict;version==1.0")).hasSize(1);
  }

  @Test
  void whatIsSeenBehindIsFoundOnceItIsDurable() {
    stores().devices().add(device(DEVICE));
    Device later = device(DEVICE).seen(NOW.plus(Duration.ofDays(2)));
    stores().exchange().behind(new io.fumarole.campaign.exchange.ExchangeStore.Behind(later));
    stores().flush();
    assertThat(ids("lastSeen>" + NOW.plus(Duration.ofDays(1)))).hasSize(1);
    assertThat(ids("lastSeen<" + NOW.plus(Duration.ofDays(1)))).isEmpty();
  }

  @Test
  void thoseSelectedComeInPagesById() {
    for (String id : List.of("e", "c", "a", "d", "b")) add(id, Map.of("ring", "canary"));
    add("bb", Map.of());
    Selection canaries = selection("label.ring==canary");
    assertThat(stores().inventory().list(canaries, NOW, "", 2))
        .extracting(it -> it.id().value())
        .containsExactly("a", "b");
    assertThat(stores().inventory().list(canaries, NOW, "b", 2))
        .extracting(it -> it.id().value())
        .containsExactly("c", "d");
    assertThat(stores().inventory().list(canaries, NOW, "d", 2)).hasSize(1);
    assertThat(stores().inventory().list(canaries, NOW, "e", 2)).isEmpty();
  }

  @Test
  void labelsAreReplacedFromWhatWasReadOnly() {
    add("a", Map.of("ring", "canary", "site", "north"));
    var id = new DeviceId("a");
    Labels asRead = Labels.of(Map.of("ring", "canary", "site", "north"));
    Labels next = Labels.of(Map.of("site", "süd", "empty", ""));
    assertThat(stores().inventory().relabel(id, Labels.NONE, next)).isFalse();
    assertThat(stores().inventory().relabel(id, asRead, next)).isTrue();
    assertThat(stores().inventory().relabel(id, asRead, next)).isFalse();
    assertThat(stores().inventory().relabel(OTHER, Labels.NONE, next)).isFalse();
    reopen();
    assertThat(labels("a")).isEqualTo(next.values());
    assertThat(stores().inventory().find(OTHER)).isEmpty();
  }

  @Test
  void ofTwoWhoRelabelADeviceAtOnceOneIsTold() throws InterruptedException, ExecutionException {
    add("a", Map.of());
    var id = new DeviceId("a");
    List<Callable<Boolean>> works =
        IntStream.range(0, 8)
            .<Callable<Boolean>>mapToObj(
                i ->
                    () ->
                        stores()
                            .inventory()
                            .relabel(id, Labels.NONE, Labels.of(Map.of("n", "" + i))))
            .toList();
    int stored = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Boolean> one : threads.invokeAll(works)) if (one.get()) stored++;
    }
    assertThat(stored).isEqualTo(1);
  }

  @ParameterizedTest // The filter asks for what changes: who is selected is settled before.
  @CsvSource(
      delimiter = '|',
      value = {
        "label.ring!=canary | ring=canary new=1 | old | b: ring=canary new=1 keep=x",
        "label.old==*       | old=2             |     | b: old=2 keep=x",
        "id==*              |                   | old | b: keep=x",
      })
  void labelsOfAllSelectedChangeAtOnce(String filter, String set, String removed, String after) {
    add("a", Map.of("ring", "canary"));
    add("b", Map.of("old", "1", "keep", "x"));
    add("c", Map.of("old", "1"));
    var change = new LabelChange(pairs(set), removed == null ? Set.of() : Set.of(removed));
    Slice first = stores().inventory().relabel(selection(filter), NOW, change, "", 2);
    Slice second =
        stores().inventory().relabel(selection(filter), NOW, change, first.last().orElseThrow(), 2);
    assertThat(first.selected() + second.selected()).isEqualTo(filter.contains("id") ? 3 : 2);
    assertThat(labels("b")).isEqualTo(pairs(after.substring(3)));
    assertThat(labels("a")).containsEntry("ring", "canary").doesNotContainKey("new");
    assertThat(labels("c").get("old")).isEqualTo(removed == null ? "2" : null);
    String end = second.last().orElse("c");
    assertThat(stores().inventory().relabel(selection(filter), NOW, change, end, 2))
        .isEqualTo(Slice.NOTHING);
  }

  private static Map<String, String> pairs(String text) {
    if (text == null) return Map.of();
    return Arrays.stream(text.strip().split(" "))
        .map(pair -> pair.split("=", 2))
        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
  }

  @Test
  void aDeviceWithTooManyLabelsIsLeftAlone() {
    Map<String, String> full =
        IntStream.range(0, Labels.MOST)
            .boxed()
            .collect(Collectors.toMap(i -> "l" + i, i -> "" + i));
    add("full", full);
    add("room", Map.of("l0", "0"));
    var two = new LabelChange(Map.of("new", "1", "l0", "x"), Set.of());
    assertThat(stores().inventory().relabel(Selection.ALL, NOW, two, "", 9))
        .isEqualTo(new Slice(Optional.of("room"), 2, 1));
    assertThat(labels("full")).isEqualTo(full);
    assertThat(labels("room")).isEqualTo(Map.of("l0", "x", "new", "1"));
    var inPlace = new LabelChange(Map.of("new", "1"), Set.of("l1"));
    assertThat(stores().inventory().relabel(selection("id==full"), NOW, inPlace, "", 9).refused())
        .isZero();
    assertThat(labels("full")).hasSize(Labels.MOST).containsKey("new").doesNotContainKey("l1");
  }

  private static DeviceGroup group(String name, String filter) {
    try {
      return new DeviceGroup(name, "about " + name, DeviceFilter.parse(filter), 0);
    } catch (FilterException broken) {
      throw new AssertionError(filter, broken);
    }
  }

  @Test
  void groupsAreChangedFromWhatWasReadOnly() {
    GroupSet none = stores().groups().groups();
    assertThat(none.groups()).isEmpty();
    assertThat(stores().groups().put(none, group("a", "model==M-1"))).isTrue();
    assertThat(stores().groups().put(none, group("b", ""))).isFalse();
    GroupSet one = stores().groups().groups();
    assertThat(stores().groups().put(one, group("b", "group==a"))).isTrue();
    reopen();
    GroupSet two = stores().groups().groups();
    assertThat(two.groups().values())
        .containsExactly(
            group("a", "model==M-1").withRevision(one.revision()),
            group("b", "group==a").withRevision(two.revision()));
    assertThat(stores().groups().put(two, group("a", "model==M-2"))).isTrue();
    assertThat(stores().groups().remove(two, "b")).isFalse();
    GroupSet three = stores().groups().groups();
    assertThat(three.find("a")).contains(group("a", "model==M-2").withRevision(three.revision()));
    assertThat(stores().groups().remove(three, "nobody")).isFalse();
    assertThat(stores().groups().remove(three, "b")).isTrue();
    assertThat(stores().groups().groups().groups()).containsOnlyKeys("a");
  }
}
