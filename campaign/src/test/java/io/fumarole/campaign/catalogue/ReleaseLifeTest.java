package io.fumarole.campaign.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.catalogue.ReleaseDetails.UpdateClass;
import io.fumarole.campaign.catalogue.ReleaseLife.Move;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReleaseLifeTest {
  private static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(60);

  private static Release in(ReleaseState state) {
    return Release.fresh(new ReleaseId("M", "2.0"), state, NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "DRAFT, TESTED",
    "TESTED, RELEASED",
    "TESTED, DRAFT",
    "DRAFT, WITHDRAWN",
    "TESTED, WITHDRAWN",
    "RELEASED, WITHDRAWN"
  })
  void goesItsWay(ReleaseState from, ReleaseState to) {
    var moved = (Move.Moved) ReleaseLife.move(in(from), to, 1, LATER);
    assertThat(moved.release().state()).isEqualTo(to);
    assertThat(moved.release().since()).isEqualTo(LATER);
    assertThat(moved.release().created()).isEqualTo(NOW);
    assertThat(moved.release().sweepAt().isPresent()).isEqualTo(to == ReleaseState.WITHDRAWN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DRAFT | DRAFT | release M 2.0 is draft already",
        "DRAFT | RELEASED | is a draft: say first that it is tested",
        "RELEASED | DRAFT | is out: withdraw it",
        "RELEASED | TESTED | is released already",
        "WITHDRAWN | RELEASED | is withdrawn, and that is for ever",
        "WITHDRAWN | WITHDRAWN | is withdrawn, and that is for ever"
      })
  void refusesOtherWaysAndSaysWhy(ReleaseState from, ReleaseState to, String words) {
    var refused = (Move.Refused) ReleaseLife.move(in(from), to, 1, LATER);
    assertThat(refused.words()).contains(words);
  }

  @Test
  void nothingIsTestedOrReleasedWithoutAPackage() {
    assertThat(ReleaseLife.move(in(ReleaseState.DRAFT), ReleaseState.TESTED, 0, LATER))
        .isEqualTo(new Move.Refused("release M 2.0 has no package: add one first"));
    assertThat(ReleaseLife.move(in(ReleaseState.TESTED), ReleaseState.RELEASED, 0, LATER))
        .isInstanceOf(Move.Refused.class);
    assertThat(ReleaseLife.move(in(ReleaseState.DRAFT), ReleaseState.WITHDRAWN, 0, LATER))
        .isInstanceOf(Move.Moved.class);
  }

  @ParameterizedTest
  @CsvSource({
    "DRAFT, true, true",
    "TESTED, false, true",
    "RELEASED, false, true",
    "WITHDRAWN, false, false"
  })
  void packagesJoinDraftsOnlyUnlessReleasesAreMadeReleased(
      ReleaseState state, boolean isOpen, boolean isOpenWithAuto) {
    assertThat(ReleaseLife.isOpen(state, false)).isEqualTo(isOpen);
    assertThat(ReleaseLife.isOpen(state, true)).isEqualTo(isOpenWithAuto);
  }

  private static ReleaseDetails details(String notes, String advisory, List<String> hardware) {
    return new ReleaseDetails(
        UpdateClass.SECURITY,
        notes,
        Optional.of(advisory).filter(it -> !it.isEmpty()),
        hardware,
        false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.com/1", "https://", "https:///x", "ftp://a", "https://a b", "x"})
  void anAdvisoryIsAnHttpsAddress(String text) {
    assertThatThrownBy(() -> details("", text, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'advisory' is an https address");
    assertThat(details("", "https://example.com/CVE?id=1#top", List.of()).advisory()).isPresent();
  }

  @Test
  void whatIsSaidIsBounded() {
    assertThat(details("n".repeat(10_000), "", List.of()).notes()).hasSize(10_000);
    assertThatThrownBy(() -> details("n".repeat(10_001), "", List.of()))
        .hasMessageContaining("at most 10000 characters, not 10001");
    assertThatThrownBy(() -> details("", "", Collections.nCopies(65, "H")))
        .hasMessageContaining("at most 64 versions");
    for (String bad : List.of(" ", "a\nb", "h".repeat(129)))
      assertThatThrownBy(() -> details("", "", List.of(bad)))
          .hasMessageContaining("1 to 128 characters");
  }
}
