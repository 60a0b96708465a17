package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.profile.ProfileRevision;
import io.fumarole.campaign.profile.ProfileStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What the stores promise of operators' profiles.
public abstract class ProfileStoreContract extends StoreContract {
  private ProfileStore profiles() {
    return stores().profiles();
  }

  private static ProfileRevision revision(String name, long number, String text) {
    return new ProfileRevision(
        name,
        number,
        Optional.of(text).filter(it -> !it.isEmpty()),
        NOW.plusSeconds(number),
        "jö",
        "because of " + number);
  }

  private static ProfileRevision removal(String name, long number) {
    return revision(name, number, "");
  }

  @Test
  void whatIsStoredIsThereAsItWasWritten() {
    ProfileRevision first = revision("router", 1, "{\n  \"näme\": 1\r\n}\t");
    assertThat(profiles().add(first)).isTrue();
    reopen();
    assertThat(profiles().current()).containsExactly(first);
    assertThat(profiles().find("router", 1)).contains(first);
    assertThat(profiles().last("router")).contains(first);
    assertThat(profiles().find("router", 2)).isEmpty();
    assertThat(profiles().last("Router")).isEmpty();
  }

  @Test
  void theLastOfEachNameHoldsAlsoWhenItIsARemoval() {
    for (ProfileRevision it :
        List.of(
            revision("b", 1, "one"),
            revision("a", 1, "x"),
            revision("b", 2, "two"),
            revision("C", 1, "y"),
            removal("C", 2))) assertThat(profiles().add(it)).isTrue();
    assertThat(profiles().current())
        .containsExactly(removal("C", 2), revision("a", 1, "x"), revision("b", 2, "two"));
    assertThat(profiles().add(revision("C", 3, "z"))).isTrue();
    assertThat(profiles().last("C")).contains(revision("C", 3, "z"));
  }

  @Test
  void revisionsComeInPagesTheNewestFirst() {
    for (int i = 1; i <= 5; i++) assertThat(profiles().add(revision("a", i, "t" + i))).isTrue();
    assertThat(profiles().add(revision("b", 1, "other"))).isTrue();
    List<ProfileRevision> page = profiles().revisions("a", Long.MAX_VALUE, 2);
    assertThat(page).extracting(ProfileRevision::number).containsExactly(5L, 4L);
    assertThat(profiles().revisions("a", 4, 10))
        .extracting(ProfileRevision::number)
        .containsExactly(3L, 2L, 1L);
    assertThat(profiles().revisions("none", Long.MAX_VALUE, 2)).isEmpty();
  }

  @Test
  void aRevisionThatDoesNotFollowTheLastIsNotStored() {
    assertThat(profiles().add(revision("a", 2, "too far"))).isFalse();
    assertThat(profiles().add(revision("a", 1, "one"))).isTrue();
    assertThat(profiles().add(revision("a", 1, "another one"))).isFalse();
    assertThat(profiles().add(revision("a", 3, "too far"))).isFalse();
    assertThat(profiles().current()).containsExactly(revision("a", 1, "one"));
    assertThat(profiles().changes()).isEqualTo(1);
  }

  @Test
  void changesGrowWithEachRevision() {
    assertThat(profiles().changes()).isZero();
    assertThat(profiles().add(revision("a", 1, "one"))).isTrue();
    assertThat(profiles().add(removal("a", 2))).isTrue();
    assertThat(profiles().changes()).isEqualTo(2);
    reopen();
    assertThat(profiles().changes()).isEqualTo(2);
  }

  @Test
  void ofSeveralWhoFollowTheSameOneIsFirst() throws Exception {
    int rivals = 6;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> tried =
          IntStream.range(0, rivals)
              .mapToObj(i -> threads.submit(() -> profiles().add(revision("a", 1, "by " + i))))
              .toList();
      int stored = 0;
      for (Future<Boolean> it : tried) if (it.get()) stored++;
      assertThat(stored).isEqualTo(1);
    }
    assertThat(profiles().changes()).isEqualTo(1);
  }

  @Test
  void aProfileThatADeviceHasIsNotRemovedWhereThatIsAskedFor() {
    assertThat(profiles().add(revision("strict", 1, "one"))).isTrue();
    assertThat(profiles().add(revision("free", 1, "one"))).isTrue();
    stores().devices().add(device(DEVICE));
    assertThat(profiles().addUnlessUsed(removal("strict", 2))).isFalse();
    assertThat(profiles().last("strict")).contains(revision("strict", 1, "one"));
    assertThat(profiles().addUnlessUsed(removal("free", 2))).isTrue();
    assertThat(profiles().addUnlessUsed(removal("free", 2))).isFalse();
    assertThat(profiles().add(removal("strict", 2))).isTrue();
  }

  @Test
  void devicesAreCountedByTheNameOfTheirProfile() {
    assertThat(profiles().devices()).isEmpty();
    stores().devices().add(device(DEVICE));
    stores().devices().add(device(OTHER));
    assertThat(profiles().devices()).isEqualTo(Map.of("strict", 2L));
    assertThat(profiles().devices("strict")).isEqualTo(2);
    assertThat(profiles().devices("Strict")).isZero();
  }
}
