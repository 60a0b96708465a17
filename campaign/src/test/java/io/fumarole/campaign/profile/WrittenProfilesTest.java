package io.fumarole.campaign.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.profile.WrittenProfile.Origin;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WrittenProfilesTest {
  private static final WrittenProfile ROUTER =
      ShippedProfiles.all().stream()
          .filter(it -> it.name().equals("router"))
          .findFirst()
          .orElseThrow();

  private static String text(String name, String model) {
    return ROUTER
        .text()
        .replace("\"router\"", "\"" + name + "\"")
        .replace("\"matches\": []", "\"matches\": [\"" + model + "\"]");
  }

  private static ProfileRevision revision(String name, long number, Optional<String> text) {
    return new ProfileRevision(name, number, text, Instant.EPOCH, "jo", "");
  }

  private static WrittenProfiles base() throws ProfileException {
    List<WrittenProfile> base = new ArrayList<>(ShippedProfiles.all());
    base.add(WrittenProfile.read("filed.json", text("filed", "M-1"), Origin.FILE));
    base.add(WrittenProfile.read("car.json", text("car", "M-2"), Origin.FILE));
    return WrittenProfiles.of(base, ModelProfiles.STRICT);
  }

  private static Origin origin(WrittenProfiles profiles, String name) {
    return profiles.find(name).orElseThrow().origin();
  }

  @Test
  void aLaterLayerTakesThePlaceOfAnEarlierOne() throws ProfileException {
    assertThat(origin(base(), "router")).isEqualTo(Origin.SHIPPED);
    assertThat(origin(base(), "car")).isEqualTo(Origin.FILE);
    WrittenProfiles stored =
        base().under(List.of(revision("car", 3, Optional.of(text("car", "M-3")))));
    assertThat(origin(stored, "car")).isEqualTo(Origin.STORED);
    assertThat(stored.find("car").orElseThrow().revision()).isEqualTo(3);
    assertThat(stored.base("car").orElseThrow().origin()).isEqualTo(Origin.FILE);
    assertThat(stored.profiles().find("car").orElseThrow().matches()).containsExactly("M-3");
    assertThat(stored.all()).hasSameSizeAs(base().all());
  }

  @Test
  void aRemovalLetsShowWhatIsBelow() throws ProfileException {
    WrittenProfiles stored =
        base()
            .under(
                List.of(
                    revision("car", 1, Optional.of(text("car", "M-3"))),
                    revision("mine", 1, Optional.of(text("mine", "M-4")))));
    WrittenProfiles removed =
        stored.under(
            List.of(revision("car", 2, Optional.empty()), revision("mine", 2, Optional.empty())));
    assertThat(origin(removed, "car")).isEqualTo(Origin.FILE);
    assertThat(removed.find("mine")).isEmpty();
    assertThat(removed.profiles().find("mine")).isEmpty();
  }

  @Test
  void aModelThatTwoNameGetsTheOneThatIsStored() throws ProfileException {
    assertThat(base().profiles().forModel(Optional.of("M-1")).name()).isEqualTo("filed");
    WrittenProfiles stored =
        base().under(List.of(revision("mine", 1, Optional.of(text("mine", "M-1")))));
    ModelProfile chosen = stored.profiles().forModel(Optional.of("M-1"));
    assertThat(chosen.name()).isEqualTo("mine");
  }

  @Test
  void aStoredOneThatCannotBeReadIsNamed() {
    assertThatThrownBy(
            () -> base().under(List.of(revision("mine", 7, Optional.of("{\n\"nam\": 1}")))))
        .isInstanceOf(ProfileException.class)
        .hasMessageContaining("profile mine (revision 7), line 2, column 1, key 'nam'");
  }
}
