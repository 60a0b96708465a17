package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.DeviceFilter;
import io.fumarole.campaign.inventory.DeviceGroup;
import io.fumarole.campaign.inventory.DeviceImport;
import io.fumarole.campaign.inventory.DeviceImport.Existing;
import io.fumarole.campaign.inventory.DeviceImport.Mistake;
import io.fumarole.campaign.inventory.DeviceImport.Outcome;
import io.fumarole.campaign.inventory.DeviceImport.Terms;
import io.fumarole.campaign.inventory.FilterException;
import io.fumarole.campaign.inventory.GroupSet;
import io.fumarole.campaign.inventory.ImportStore.Moved;
import io.fumarole.campaign.inventory.ImportStore.Row;
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
    assertThat(stores().inventory().labelNames(9)).isEmpty();
    for (String id : List.of("e", "c", "a", "d", "b")) add(id, Map.of("ring", "canary"));
    add("bb", Map.of("site", "x", "a", "y"));
    assertThat(stores().inventory().labelNames(9)).containsExactly("a", "ring", "site");
    assertThat(stores().inventory().labelNames(2)).containsExactly("a", "ring");
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

  private static Row row(long line, String id, Map<String, String> labels) {
    return new Row(line, device(new DeviceId(id)).withInventory(Map.of()), Labels.of(labels));
  }

  private DeviceImport imported(Row... rows) {
    var devices = new DeviceImport(stores().imports(), "i1", NOW);
    for (Row row : rows) devices.add(row);
    return devices;
  }

  private static final Terms PLAIN_TERMS = new Terms(Existing.REFUSE, false);

  @Test
  void anImportComesInWhole() {
    DeviceImport many = imported();
    int count = 2_345;
    for (int i = 1; i <= count; i++)
      many.add(row(i, "d%05d".formatted(i), i % 3 == 0 ? Map.of("third", "" + i) : Map.of()));
    assertThat(many.finish(PLAIN_TERMS)).isEqualTo(new Outcome.Done(count, count, 0));
    assertThat(stores().inventory().count(Selection.ALL, NOW)).isEqualTo(count);
    assertThat(stores().inventory().count(selection("label.third==*"), NOW)).isEqualTo(count / 3);
    reopen();
    assertThat(stores().devices().find(new DeviceId("d00003")))
        .contains(row(3, "d00003", Map.of()).device());
    assertThat(labels("d00003")).isEqualTo(Map.of("third", "3"));
    assertThat(stores().imports().accepted()).isEmpty();
  }

  @Test
  void anImportWithAMistakeLeavesNothing() {
    add("old", Map.of("a", "1"));
    DeviceImport some =
        imported(row(2, "new", Map.of()), row(3, "old", Map.of("a", "2")), row(4, "new", Map.of()));
    some.refuse(new Mistake(5, Optional.of("profile"), "no such profile"));
    some.add(row(6, "late", Map.of()));
    var refused = (Outcome.Refused) some.finish(PLAIN_TERMS);
    assertThat(refused.lines()).isEqualTo(5);
    assertThat(refused.wrong()).isEqualTo(3);
    assertThat(refused.mistakes())
        .containsExactly(
            new Mistake(3, Optional.of("id"), "device old exists already"),
            new Mistake(4, Optional.of("id"), "device new stands on an earlier line"),
            new Mistake(5, Optional.of("profile"), "no such profile"));
    assertThat(stores().imports().clashes("i1", true, 9)).isEmpty();
    assertThat(ids("")).containsExactly("old");
    assertThat(imported(row(1, "new", Map.of())).finish(PLAIN_TERMS))
        .as("nothing of the first one is left aside")
        .isEqualTo(new Outcome.Done(1, 1, 0));
  }

  /// In a moment, and not line by line with every line before.
  @Test
  void anImportOfOneDeviceOverAndOverIsRefused() {
    DeviceImport many = imported();
    for (int i = 1; i <= 8_000; i++) many.add(row(i, "same", Map.of("a", "b")));
    var refused = (Outcome.Refused) many.finish(PLAIN_TERMS);
    assertThat(refused.mistakes()).hasSize(DeviceImport.MOST_ERRORS);
    assertThat(refused.isMore()).isTrue();
    assertThat(stores().imports().clashes("i1", true, 9)).isEmpty();
    assertThat(ids("")).isEmpty();
  }

  @Test
  void anImportKeepsWhatExistsWhenAsked() {
    add("old", Map.of("a", "1"));
    Row[] rows = {row(1, "old", Map.of("a", "2", "b", "3")), row(2, "new", Map.of("a", "2"))};
    assertThat(imported(rows).finish(new Terms(Existing.KEEP, true)))
        .isEqualTo(new Outcome.Fine(2));
    assertThat(ids("")).containsExactly("old");
    assertThat(imported(rows).finish(new Terms(Existing.KEEP, false)))
        .isEqualTo(new Outcome.Done(2, 1, 1));
    assertThat(labels("old")).isEqualTo(Map.of("a", "1"));
    assertThat(labels("new")).isEqualTo(Map.of("a", "2"));
    assertThat(
            imported(row(1, "x", Map.of()), row(2, "x", Map.of()))
                .finish(new Terms(Existing.KEEP, false)))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void whoeverStartsNextBringsInWhatWasAcceptedAndForgetsTheRest() {
    List<Row> rows =
        List.of(row(1, "a", Map.of("x", "1")), row(2, "b", Map.of()), row(7, "c", Map.of()));
    stores().imports().stage("dead", NOW, rows);
    stores().imports().accept("dead");
    assertThat(stores().imports().move("dead", 2)).isEqualTo(new Moved(2, 0, false));
    stores().imports().stage("unfinished", NOW, rows);
    reopen();
    assertThat(stores().imports().accepted()).containsExactly("dead");
    DeviceImport.resume(stores().imports(), NOW.plus(Duration.ofHours(23)));
    assertThat(ids("")).containsExactly("a", "b", "c");
    assertThat(stores().imports().accepted()).isEmpty();
    assertThat(stores().imports().clashes("unfinished", true, 9)).hasSize(3);
    DeviceImport.resume(stores().imports(), NOW.plus(Duration.ofHours(25)));
    assertThat(stores().imports().clashes("unfinished", true, 9)).isEmpty();
    assertThat(stores().imports().move("unfinished", 9)).isEqualTo(new Moved(0, 0, true));
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
