package io.fumarole.campaign.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.inventory.GroupSet.Judged;
import io.fumarole.campaign.inventory.Groups.Outcome;
import io.fumarole.campaign.inventory.Groups.Why;
import io.fumarole.campaign.memory.MemoryGroups;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupsTest {
  private final Groups groups = new Groups(new MemoryGroups());

  private static DeviceFilter filter(String text) {
    try {
      return DeviceFilter.parse(text);
    } catch (FilterException broken) {
      throw new AssertionError(text, broken);
    }
  }

  private Outcome put(String name, String filter) {
    return groups.put(new DeviceGroup(name, "", filter(filter), 0), OptionalLong.empty(), false);
  }

  private String refusal(String name, String filter) {
    return ((Outcome.Refused) put(name, filter)).words();
  }

  @Test
  void whatAGroupAsksStandsInItsPlace() {
    put("north", "label.site==north");
    put("canaries", "label.ring==canary;group==north");
    Condition ring = filter("label.ring==canary").condition();
    Condition site = filter("label.site==north").condition();
    var both = new Condition.All(List.of(ring, new Condition.Any(List.of(site))));
    assertThat(groups.select(filter("group==canaries")))
        .isEqualTo(new Judged.Fine<>(new Selection(new Condition.Any(List.of(both)))));
    assertThat(groups.select(filter("group!=canaries")))
        .isEqualTo(new Judged.Fine<>(new Selection(new Condition.All(List.of(both.opposite())))));
    assertThat(both.opposite())
        .isEqualTo(
            new Condition.Any(
                List.of(
                    filter("label.ring!=canary").condition(),
                    new Condition.All(List.of(filter("label.site!=north").condition())))));
  }

  @Test
  void groupsDoNotReferToEachOtherInACircle() {
    put("a", "model==1");
    put("b", "group==a");
    put("c", "model==2,group=in=(b,a)");
    assertThat(refusal("a", "group!=c")).contains("in a circle: a -> c -> a");
    assertThat(refusal("self", "group==self")).contains("in a circle: self -> self");
    assertThat(refusal("d", "group==nobody")).isEqualTo("there is no group 'nobody'");
    assertThat(groups.all().groups()).containsOnlyKeys("a", "b", "c");
  }

  @Test
  void groupsOfGroupsAreBoundedInDepthAndSize() {
    put("g1", "model==x");
    for (int i = 2; i <= GroupSet.DEEPEST; i++) put("g" + i, "group==g" + (i - 1));
    assertThat(groups.select(filter("group==g8"))).isInstanceOf(Judged.Fine.class);
    assertThat(refusal("g9", "group==g8")).contains("at most 8 deep: g9 -> g8");
    String wide =
        IntStream.range(0, 64).mapToObj(i -> "model==" + i).collect(Collectors.joining(","));
    put("wide", wide);
    assertThat(refusal("wider", "group==wide,".repeat(4) + "model==x")).contains("256 comparisons");
    assertThat(groups.select(filter("group==wide,group==wide;group==wide")))
        .isInstanceOf(Judged.Fine.class);
    put("all", "");
    for (int i = 0; i < 7; i++)
      put("all" + i, ("group==all" + (i == 0 ? "" : i - 1) + ",").repeat(60) + "model==x");
    assertThat(groups.all().groups()).containsKey("all0").doesNotContainKey("all2");
  }

  @Test
  void aGroupThatOthersUseStays() {
    put("a", "model==1");
    put("b", "model==2;(group!=a)");
    assertThat(groups.remove("a", OptionalLong.empty()))
        .isEqualTo(
            new Outcome.Refused(
                Why.CONFLICT, "group a is used by [b]: change or remove those first"));
    assertThat(groups.remove("b", OptionalLong.empty())).isEqualTo(new Outcome.Removed());
    assertThat(groups.remove("a", OptionalLong.empty())).isEqualTo(new Outcome.Removed());
    assertThat(((Outcome.Refused) groups.remove("a", OptionalLong.empty())).why())
        .isEqualTo(Why.UNKNOWN);
  }

  @Test
  void whoeverReadAnEarlierOneIsTold() {
    long first = ((Outcome.Stored) put("a", "model==1")).group().revision();
    put("a", "model==2");
    var stale = new DeviceGroup("a", "", filter("model==3"), 0);
    assertThat(groups.put(stale, OptionalLong.of(first), false))
        .isEqualTo(new Outcome.Refused(Why.STALE, "group a has changed since you read it"));
    assertThat(groups.put(stale, OptionalLong.empty(), true)).isInstanceOf(Outcome.Refused.class);
    assertThat(groups.remove("a", OptionalLong.of(first))).isInstanceOf(Outcome.Refused.class);
    long second = groups.all().find("a").orElseThrow().revision();
    assertThat(groups.put(stale, OptionalLong.of(second), false))
        .isInstanceOf(Outcome.Stored.class);
    groups.remove("a", OptionalLong.empty());
    long third = ((Outcome.Stored) put("a", "model==1")).group().revision();
    assertThat(third).as("one that was removed and made again is another").isGreaterThan(second);
  }

  /// A database takes so many values in one statement, and no more.
  @Test
  void theValuesOfGroupsCountAsOftenAsTheyAreAskedFor() {
    String values = IntStream.range(0, 500).mapToObj(i -> "v" + i).collect(Collectors.joining(","));
    put("many", "model=in=(" + values + ")");
    assertThat(groups.select(filter("group==many,group!=many"))).isInstanceOf(Judged.Fine.class);
    assertThat(groups.select(filter("group==many,group!=many,id==x")))
        .isEqualTo(
            new Judged.Refused<>("together with its groups a filter has at most 1000 values"));
    assertThat(refusal("more", "group==many;group==many;group==many")).contains("1000 values");
  }
}
