package io.fumarole.campaign.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.catalogue.PackageSelection.Reason;
import io.fumarole.campaign.catalogue.PackageSelection.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which package a device gets, and why.
class PackageSelectionTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  private static FirmwarePackage p(String from, String to) {
    return new FirmwarePackage(
        new PackageId((from.isEmpty() ? "any" : from) + "-" + to),
        "",
        "",
        "M",
        Optional.of(from).filter(it -> !it.isEmpty()),
        to,
        "ab".repeat(32),
        1,
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        NOW);
  }

  private static Running runs(String version) {
    return new Running(
        "device D",
        Optional.of("M"),
        Optional.of(version).filter(it -> !it.isEmpty()),
        Optional.of("H1"));
  }

  private static PackageSelection to(String version, FirmwarePackage... packages) {
    List<FirmwarePackage> all = List.of(packages);
    return new PackageSelection(
        new ReleaseId("M", version),
        all.stream().filter(it -> it.toVersion().equals(version)).toList(),
        all);
  }

  private static List<String> path(Result result) {
    return result instanceof Result.Chosen chosen
        ? chosen.path().stream().map(it -> it.id().value()).toList()
        : List.of();
  }

  private static Result.None none(Result result) {
    return (Result.None) result;
  }

  @Test
  void aDeltaFromTheRunningVersionGoesBeforeTheFullImage() {
    PackageSelection selection = to("2.0", p("", "2.0"), p("1.0", "2.0"), p("1.1", "2.0"));
    assertThat(selection.choose(runs("1.1")))
        .isEqualTo(new Result.Chosen(List.of(p("1.1", "2.0")), "the delta from 1.1"));
    assertThat(selection.choose(runs("1.2")))
        .isEqualTo(new Result.Chosen(List.of(p("", "2.0")), "the full image: no delta from 1.2"));
    assertThat(path(selection.choose(runs("")))).containsExactly("any-2.0");
  }

  @Test
  void theNewestOfEachIsTaken() {
    FirmwarePackage newer = p("1.0", "2.0").withHardware(List.of("H1"));
    assertThat(((Result.Chosen) to("2.0", newer, p("1.0", "2.0")).choose(runs("1.0"))).first())
        .isSameAs(newer);
  }

  @Test
  void theFewestStepsLeadThereWhenNothingElseDoes() {
    PackageSelection selection =
        to(
            "2.0",
            p("1.0", "1.1"),
            p("1.1", "1.2"),
            p("1.2", "1.3"),
            p("1.1", "1.3"),
            p("1.3", "2.0"),
            // In a circle.
            p("1.3", "1.0"));
    Result found = selection.choose(runs("1.0"));
    assertThat(path(found)).containsExactly("1.0-1.1", "1.1-1.3", "1.3-2.0");
    assertThat(found.why())
        .isEqualTo("step 1 of 3, by 1.0-1.1 to 1.1, then 1.1-1.3 to 1.3, then 1.3-2.0 to 2.0");
    assertThat(path(selection.choose(runs("0.9")))).isEmpty();
  }

  @Test
  void aFullImageOfAnotherReleaseIsAStep() {
    PackageSelection selection = to("2.0", p("", "1.5"), p("0.9", "1.5"), p("1.5", "2.0"));
    assertThat(path(selection.choose(runs("1.0")))).containsExactly("any-1.5", "1.5-2.0");
    assertThat(path(selection.choose(runs("0.9")))).containsExactly("0.9-1.5", "1.5-2.0");
    // Where nothing is known of the device, no chain can be told.
    assertThat(none(selection.choose(runs(""))).reason()).isEqualTo(Reason.NO_PACKAGE);
  }

  @Test
  void noStepGoesBackOrOverWhatIsNotReleased() {
    PackageSelection back = to("2.0", p("1.5", "1.0"), p("1.0", "2.0"));
    assertThat(none(back.choose(runs("1.5"))).why())
        .isEqualTo("no package takes device D from version 1.5 to 2.0; there are some from 1.0");
    FirmwarePackage tested =
        p("1.0", "1.5").with(new ReleaseTerms(ReleaseState.TESTED, List.of(), false));
    assertThat(path(to("2.0", tested, p("1.5", "2.0")).choose(runs("1.0")))).isEmpty();
    PackageSelection over = to("2.0", p("1.0", "3.0"), p("3.0", "2.0"));
    assertThat(path(over.choose(runs("1.0")))).as("the last one too").isEmpty();
    FirmwarePackage other = p("1.0", "1.5").withHardware(List.of("H2"));
    assertThat(path(to("2.0", other, p("1.5", "2.0")).choose(runs("1.0")))).isEmpty();
  }

  @Test
  void aChainHasEightStepsAndNoMore() {
    List<FirmwarePackage> chain = new ArrayList<>();
    for (int i = 0; i < 12; i++) chain.add(p("1." + i, "1." + (i + 1)));
    FirmwarePackage[] all = chain.toArray(FirmwarePackage[]::new);
    assertThat(path(to("1.8", all).choose(runs("1.0")))).hasSize(PackageSelection.MOST_STEPS);
    assertThat(path(to("1.9", all).choose(runs("1.0")))).isEmpty();
  }

  /// Every chain begins where the device is, hangs together, and passes no version twice.
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyChainHangsTogether(long seed) {
    var random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      FirmwarePackage[] packages = new FirmwarePackage[random.nextInt(1, 14)];
      for (int i = 0; i < packages.length; i++) packages[i] = p(letter(random), letter(random));
      String start = letter(random);
      Result found = to(letter(random), packages).choose(runs(start));
      if (!(found instanceof Result.Chosen chosen)) continue;
      List<String> passed = new ArrayList<>(List.of(start));
      for (FirmwarePackage step : chosen.path()) {
        assertThat(step.fromVersion()).contains(passed.getLast());
        passed.add(step.toVersion());
      }
      if (chosen.path().size() > 1) assertThat(passed).doesNotHaveDuplicates();
    }
  }

  /// No order is known of letters, so that circles are possible.
  private static String letter(Random random) {
    return String.valueOf((char) ('a' + random.nextInt(6)));
  }

  @Test
  void nothingIsFoundWhereThereIsNothing() {
    assertThat(none(to("2.0").choose(runs("1.0"))))
        .isEqualTo(new Result.None(Reason.NO_PACKAGE, "no package takes model M to version 2.0"));
  }

  @ParameterizedTest
  @EnumSource(
      value = ReleaseState.class,
      names = {"RELEASED"},
      mode = EnumSource.Mode.EXCLUDE)
  void onlyWhatIsReleasedIsGiven(ReleaseState state) {
    FirmwarePackage held = p("", "2.0").with(new ReleaseTerms(state, List.of(), false));
    assertThat(none(to("2.0", held).choose(runs("1.0"))).reason()).isEqualTo(Reason.NOT_RELEASED);
    assertThat(to("2.0", held).mayNotBegin().orElseThrow())
        .contains("release M 2.0 is " + state.word());
    assertThat(PackageSelection.obstacle(held, runs("1.0")).orElseThrow().reason())
        .isEqualTo(Reason.NOT_RELEASED);
  }

  @Test
  void hardwareHasToFit() {
    FirmwarePackage both = p("", "2.0").with(terms(List.of("H1", "H2"), false));
    assertThat(path(to("2.0", both).choose(runs("1.0")))).hasSize(1);
    FirmwarePackage own = both.withHardware(List.of("H2"));
    Result refused = to("2.0", own).choose(runs("1.0"));
    assertThat(none(refused))
        .isEqualTo(
            new Result.None(
                Reason.UNSUITABLE, "package any-2.0 is for hardware H2, that of device D is H1"));
    assertThat(path(to("2.0", own, p("1.0", "2.0")).choose(runs("1.0"))))
        .containsExactly("1.0-2.0");
    var silent = new Running("it", Optional.of("M"), Optional.of("1.0"), Optional.empty());
    assertThat(none(to("2.0", own).choose(silent)).why()).contains("of it is not known yet");
    assertThat(PackageSelection.wrongHardware(own, silent)).isEmpty();
    assertThat(PackageSelection.wrongHardware(own, runs("1.0"))).isPresent();
    assertThat(path(to("2.0", own).whateverHardware().choose(silent))).hasSize(1);
  }

  private static ReleaseTerms terms(List<String> hardware, boolean allowsDowngrade) {
    return new ReleaseTerms(ReleaseState.RELEASED, hardware, allowsDowngrade);
  }

  @Test
  void aDowngradeTakesTheReleasesWord() {
    FirmwarePackage image = p("", "2.0");
    assertThat(none(to("2.0", image).choose(runs("2.1"))))
        .isEqualTo(
            new Result.None(
                Reason.UNSUITABLE,
                "version 2.0 is older than 2.1, which device D runs, and release M 2.0 allows no downgrade"));
    assertThat(path(to("2.0", image.with(terms(List.of(), true))).choose(runs("2.1")))).hasSize(1);
    assertThat(PackageSelection.obstacle(image, runs("2.1"))).isPresent();
    // The same version again, and versions without an order, are no downgrade.
    assertThat(path(to("2.0", image).choose(runs("2.0")))).hasSize(1);
    assertThat(path(to("2.0", image).choose(runs("2.1-beta")))).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "1.9, 1.10, -1",
    "2, 1.9.9, 1",
    "1.0, 1.0.0, 0",
    "V1_2, V1-3, -1",
    "007, 7, 0",
    "99999999999999999999999, 1, 1",
    "V1, R2, ",
    "1.0b, 1.0, ",
    "1..0, 1.0, ",
    "'', 1, "
  })
  void versionsOfNumbersHaveAnOrder(String a, String b, Integer order) {
    assertThat(VersionOrder.compare(a, b).map(Integer::signum))
        .isEqualTo(Optional.ofNullable(order));
    assertThat(VersionOrder.compare(b, a).map(it -> -Integer.signum(it)))
        .isEqualTo(Optional.ofNullable(order));
  }

  @Test
  void aDeviceThatAsksGetsWhatIsOfferedAndFits() {
    FirmwarePackage offer = offered(p("1.0", "2.0"));
    assertThat(offer.isFor(runs("1.0"))).isTrue();
    assertThat(p("1.0", "2.0").isFor(runs("1.0"))).isFalse();
    assertThat(offer.isFor(runs("1.1"))).isFalse();
    assertThat(offer.isFor(runs(""))).isFalse();
    assertThat(offered(p("", "2.0")).isFor(runs(""))).isTrue();
    assertThat(offered(p("", "2.0")).isFor(runs("2.0"))).isFalse();
    assertThat(offered(p("", "2.0")).isFor(runs("3.0"))).isFalse();
    assertThat(offer.withHardware(List.of("H2")).isFor(runs("1.0"))).isFalse();
    assertThat(
            offer
                .with(new ReleaseTerms(ReleaseState.WITHDRAWN, List.of(), false))
                .isFor(runs("1.0")))
        .isFalse();
    var nameless = new Running("it", Optional.empty(), Optional.of("1.0"), Optional.empty());
    assertThat(offer.isFor(nameless)).isFalse();
  }

  private static FirmwarePackage offered(FirmwarePackage p) {
    return new FirmwarePackage(
        p.id(),
        p.name(),
        p.vendor(),
        p.model(),
        p.fromVersion(),
        p.toVersion(),
        p.sha256(),
        p.size(),
        p.contentType(),
        p.isSigned(),
        true,
        p.added());
  }

  /// A device may say anything of itself, as long as a message.
  @Test
  void aVersionWithoutEndHasNoOrder() {
    String endless = "2" + ".1".repeat(100_000);
    assertThat(path(to("1.9", p("", "1.9")).choose(runs(endless)))).containsExactly("any-1.9");
    assertThat(path(to("1.9", p("", "1.9")).choose(runs("2" + ".1".repeat(100))))).isEmpty();
  }
}
