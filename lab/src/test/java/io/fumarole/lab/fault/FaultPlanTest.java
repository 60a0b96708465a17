package io.fumarole.lab.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.lab.fault.FaultPlan.Chance;
import io.fumarole.lab.fault.FaultPlan.Scripted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultPlanTest {
  private static final int DEVICES = 10_000;

  private static List<List<Dealt>> all(FaultPlan plan, long seed) {
    return IntStream.range(0, DEVICES)
        .mapToObj(number -> plan.of(number, "SIM:" + number, seed))
        .toList();
  }

  @Test
  void theSameSeedDealsTheSameAndAnotherFaultChangesNothing() {
    long seed = new Random().nextLong();
    var lies = new Chance(Fault.LIES, 0.1);
    List<List<Dealt>> alone = all(new FaultPlan(List.of(lies), List.of()), seed);
    List<List<Dealt>> among = all(new FaultPlan(FaultPlan.everyFault(0.1), List.of()), seed);
    for (int number = 0; number < DEVICES; number++)
      assertThat(among.get(number).stream().filter(it -> it.fault() == Fault.LIES).toList())
          .as("seed %d, device %d", seed, number)
          .isEqualTo(alone.get(number));
    assertThat(all(new FaultPlan(List.of(lies), List.of()), seed + 1)).isNotEqualTo(alone);
  }

  @Test
  void eachFaultHasItsShareAndTwoOfThemMeetByChance() {
    long seed = new Random().nextLong();
    List<List<Dealt>> dealt = all(new FaultPlan(FaultPlan.everyFault(0.2), List.of()), seed);
    for (Fault fault : Fault.values())
      assertThat(dealt.stream().filter(of -> has(of, fault)).count())
          .as("seed %d, %s", seed, fault)
          .isBetween(1_700L, 2_300L);
    assertThat(
            dealt.stream().filter(of -> has(of, Fault.LIES) && has(of, Fault.REPORT_LOST)).count())
        .as("seed %d", seed)
        .isBetween(300L, 500L);
  }

  private static boolean has(List<Dealt> dealt, Fault fault) {
    return dealt.stream().anyMatch(it -> it.fault() == fault);
  }

  @Test
  void whereTheScriptHasAFaultChanceHasNoPartInIt() {
    List<Scripted> script = script("7 report-lost times=3");
    var plan = new FaultPlan(List.of(new Chance(Fault.REPORT_LOST, 1)), script);
    assertThat(plan.of(7, "SIM:7", 1)).singleElement().extracting(Dealt::times).isEqualTo(3);
    assertThat(plan.of(8, "SIM:8", 1)).singleElement().extracting(Dealt::times).isEqualTo(1);
  }

  private static List<Scripted> script(String... lines) {
    return FaultScript.parse(
        List.of(lines), number -> number < 100, which -> which.is(17, "SIM:000017"));
  }

  @Test
  void aScriptSaysWhoWhatWhenAndWhere() {
    List<Scripted> read =
        script(
            "# a storm, then one device",
            "",
            "0-99 storm after=30s for=1m",
            "SIM:00001* power-cut-download at=40000 skip=1 # the second download",
            "SIM:000017 clock-skew at=-5");
    assertThat(read)
        .extracting(Scripted::dealt)
        .extracting(Dealt::fault)
        .containsExactly(Fault.STORM, Fault.POWER_CUT_DOWNLOAD, Fault.CLOCK_SKEW);
    Dealt storm = read.get(0).dealt();
    assertThat(storm.after()).isEqualTo(Optional.of(Duration.ofSeconds(30)));
    assertThat(storm.lasts()).isEqualTo(Optional.of(Duration.ofMinutes(1)));
    assertThat(read.get(1).dealt().at()).isEqualTo(OptionalLong.of(40_000));
    assertThat(read.get(1).dealt().skip()).isEqualTo(1);
    assertThat(read.get(0).which().is(99, "SIM:000099")).isTrue();
    assertThat(read.get(0).which().is(100, "SIM:000100")).isFalse();
    assertThat(read.get(1).which().is(17, "SIM:000017")).isTrue();
    assertThat(read.get(1).which().is(27, "SIM:000027")).isFalse();
    assertThat(read.get(2).which().is(17, "SIM:000017")).isTrue();
    assertThat(read.get(2).which().is(18, "SIM:000018")).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "storm                      | write which devices, then which fault",
        "0 thunder                  | no fault 'thunder'; there are power-cut-download",
        "100 storm                  | the fleet has no device 100",
        "OTHER:1 storm              | the fleet has no device OTHER:1",
        "9-3 storm                  | 9-3: the lower one first",
        "S*M storm                  | a star stands at the end",
        "0 storm soon               | 'soon' is no setting: there are after=",
        "0 storm when=5s            | 'when=5s' is no setting",
        "0 storm for=long           | for: 'long' is no time: write such as 500ms",
        "0 storm for=1m for=2m      | for stands there twice",
        "0 lies times=often         | times: 'often' is no number",
        "0 lies times=0             | times is 1 to",
        "0 truncated at=end         | at: 'end' is no number",
        "0 truncated at=-1          | at is not below 0",
      })
  void aMistakeInAScriptIsRefusedWithItsLine(String line, String why) {
    assertThatThrownBy(() -> script("# first", line))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("line 2: ")
        .hasMessageContaining(why);
  }

  @Test
  void strikesAtTheOccasionsThatItSays() {
    var struck = new ArrayList<Fault>();
    var now = new AtomicReference<>(Duration.ZERO);
    List<Dealt> dealt =
        script("17 report-lost skip=1 times=2 after=10s").stream().map(Scripted::dealt).toList();
    var misfortunes = new Misfortunes(dealt, now::get, struck::add);
    assertThat(misfortunes.strikes(Fault.REPORT_LOST)).as("too early").isFalse();
    now.set(Duration.ofSeconds(10));
    assertThat(misfortunes.strikes(Fault.LIES)).isFalse();
    assertThat(
            List.of(
                misfortunes.strikes(Fault.REPORT_LOST),
                misfortunes.strikes(Fault.REPORT_LOST),
                misfortunes.strikes(Fault.REPORT_LOST),
                misfortunes.strikes(Fault.REPORT_LOST)))
        .containsExactly(false, true, true, false);
    assertThat(struck).containsExactly(Fault.REPORT_LOST, Fault.REPORT_LOST);
    assertThat(misfortunes.struck()).containsEntry(Fault.REPORT_LOST, 2);
  }

  @Test
  void whatHoldsEndsWithTheUpdate() {
    List<Dealt> dealt = script("17 storage-full").stream().map(Scripted::dealt).toList();
    var misfortunes = new Misfortunes(dealt, () -> Duration.ZERO, _ -> {});
    assertThat(misfortunes.holds(Fault.STORAGE_FULL)).isTrue();
    assertThat(misfortunes.holds(Fault.STORAGE_FULL)).isTrue();
    misfortunes.updateEnded();
    assertThat(misfortunes.holds(Fault.STORAGE_FULL)).isFalse();
    assertThat(misfortunes.struck()).containsEntry(Fault.STORAGE_FULL, 1);
  }
}
