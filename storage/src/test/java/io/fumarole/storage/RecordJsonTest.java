package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.contract.RandomValues;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.exchange.Place;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.session.SessionState;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.testing.Seeds;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;

@Tag("slow")
final class RecordJsonTest {
  private static final int RUNS = 200;
  private static final TypeReference<Deployment.Wish> WISH = new TypeReference<>() {};
  private static final String NO_WISH = "{\"operation\":null,\"delivery\":null,\"question\":null}";

  @ParameterizedTest
  @MethodSource("seeds")
  void anySessionStateIsReadAsItWasWritten(long seed) throws UnreadableException {
    roundTrip(new RandomValues(seed).any(SessionState.class), new TypeReference<>() {});
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyPlaceIsReadAsItWasWritten(long seed) throws UnreadableException {
    roundTrip(new RandomValues(seed).any(Place.class), new TypeReference<>() {});
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyObjectIsReadAsItWasWritten(long seed) throws UnreadableException {
    roundTrip(new RandomValues(seed).any(FumoObject.class), new TypeReference<>() {});
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyAttemptsAreReadAsTheyWereWritten(long seed) throws UnreadableException {
    var random = new RandomValues(seed);
    var attempts = List.of(random.any(Attempt.class), random.any(Attempt.class));
    roundTrip(attempts, new TypeReference<List<Attempt>>() {});
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyWishIsReadAsItWasWritten(long seed) throws UnreadableException {
    roundTrip(new RandomValues(seed).any(Deployment.Wish.class), WISH);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anyAccountIsReadAsItWasWritten(long seed) throws UnreadableException {
    roundTrip(new RandomValues(seed).any(Account.class), new TypeReference<>() {});
  }

  static LongStream seeds() {
    return new SplittableRandom(Seeds.fresh("RecordJsonTest")).longs(RUNS);
  }

  private static <T> void roundTrip(T value, TypeReference<T> type) throws UnreadableException {
    assertThat(RecordJson.read(RecordJson.write(value, type), type)).isEqualTo(value);
  }

  @Test // What is in databases out there: a change here needs a new version and a way to read the
  // old.
  void writesTheShapeThatIsOnDisks() throws UnreadableException {
    var wish = new Deployment.Wish(Optional.empty(), Optional.empty(), Optional.of("Now?"));
    String json =
        "{\"version\":1,\"value\":{\"operation\":null,\"delivery\":null,\"question\":\"Now?\"}}";
    assertThat(RecordJson.write(wish, WISH)).isEqualTo(json);
    assertThat(RecordJson.read(json, WISH)).isEqualTo(wish);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"version\":1}",
        "{\"version\":1,\"value\":null}",
        "{\"version\":2,\"value\":" + NO_WISH + "}",
        "{\"value\":" + NO_WISH + "}",
        "{\"version\":1,\"value\":{\"operation\":null,\"delivery\":null}}",
        "{\"version\":1,\"value\":{\"operation\":\"FLY\",\"delivery\":null,\"question\":null}}",
        "{\"version\":1,\"value\":{\"operation\":null,\"delivery\":null,\"question\":null,\"x\":1}}",
        "{\"version\":1,\"value\":" + NO_WISH,
      })
  void refusesWhatItCannotRead(String json) {
    assertThatThrownBy(() -> RecordJson.read(json, WISH)).isInstanceOf(UnreadableException.class);
  }

  @Test
  void refusesAnUnknownVariant() {
    String json = "{\"version\":1,\"value\":{\"activity\":{\"@\":\"Dancing\"},\"nextTask\":1}}";
    assertThatThrownBy(() -> RecordJson.read(json, new TypeReference<Place>() {}))
        .isInstanceOf(UnreadableException.class);
  }
}
