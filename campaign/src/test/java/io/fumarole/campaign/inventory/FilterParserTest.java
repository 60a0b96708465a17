package io.fumarole.campaign.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FilterParserTest {
  private static final Instant NOW = Instant.parse("2026-03-10T00:00:00Z");

  private static final DeviceEntry DEVICE =
      DeviceEntry.of(
          Device.enrolled(
                  new DeviceId("IMEI:1"),
                  "router",
                  Optional.empty(),
                  Optional.empty(),
                  Instant.parse("2026-03-01T08:00:00Z"))
              .withInventory(
                  Map.of("Man", "North wind", "Mod", "NW-410", "version", "2.0", "HwV", "B2")),
          Labels.of(Map.of("ring", "canary", "empty", "")));

  private static boolean test(String filter) throws FilterException {
    return new Selection(DeviceFilter.parse(filter).condition()).test(DEVICE, NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "id==IMEI:1",
        "manufacturer=='North wind'",
        "manufacturer==North*",
        "model==NW-4*;version!=1.0",
        "model==*4*0",
        "model==\"NW-410\" and hardware=in=(A1,B2)",
        "model=out=(NW-420,NW-430*)",
        "(model==x,profile==router);standing==enrolled",
        "model==x , version==2.0",
        "standing=in=(pending,enrolled)",
        "standing!=pending",
        "language!=sv",
        "language!=*",
        "hardware==*",
        "label.ring==canary",
        "label.empty==''",
        "label.empty==*",
        "label.none!=*",
        "label.none!=''",
        "label.ring=in=(beta,can*)",
        "'label.ring'=='canary'",
        "firstSeen<2026-03-01T08:00:00.001Z",
        "firstSeen=ge=2026-03-01T09:00:00+01:00",
        "firstSeen>2026-03-01",
        "firstSeen<=2026-03-02",
        "lastSeen=lt=-P7D",
        "lastSeen>-P10D",
        "lastSeen>=-PT208H",
        "lastSeen=le=P-8DT-16H",
      })
  void takesTheDeviceIn(String filter) throws FilterException {
    assertThat(test(filter)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id==IMEI",
        "model==nw-410",
        "model==NW-4",
        "model==NW-410*0",
        "model==NW-4\\*0",
        "model=='NW-4\\\\*0'",
        "model!=NW*",
        "language==*",
        "language==''",
        "model==NW-410;version==1.0",
        "label.none==*",
        "label.ring!=canary",
        "label.ring=out=(canary)",
        "firstSeen>2026-03-01T08:00:00Z",
        "lastSeen>-P7D",
        "standing==pending",
        "standing=out=(enrolled,pending)",
      })
  void leavesTheDeviceOut(String filter) throws FilterException {
    assertThat(test(filter)).isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "color==red                   | 1  | color       | no such field: known are id, manufacturer, model, version, hardware, language, profile, firstSeen, lastSeen, standing, label.NAME, group",
        "model==x;Model==y            | 10 | Model       | no such field",
        "'a==\"b;c\"';model==x        | 11 |             | cannot be read from here",
        "model==\"a==b;c==d\";color==x | 20 | color      | no such field",
        "(model==x,(color==y))        | 12 | color       | no such field",
        "model=like=x                 | 1  | model       | no operator =like=: known are ==, !=, =in=",
        "model==x;version~2           | 10 | version     | no operator ~: known are ==",
        "model==x;version=2           | 10 | version     | no operator =: known are ==",
        "model==(x,y)                 | 1  | model       | several values go with =in= and =out= only",
        "version<2.0                  | 1  | version     | has no order for",
        "firstSeen==2026-03-01        | 1  | firstSeen   | takes <, <=, > and >=, not ==",
        "lastSeen<P7D                 | 1  | lastSeen    | 'P7D' is no time",
        "lastSeen<-P99999D            | 1  | lastSeen    | is no time",
        "lastSeen<-P99999999999999999D | 1 | lastSeen    | is no time",
        "lastSeen<yesterday           | 1  | lastSeen    | counts back from now like -P7D",
        "lastSeen<+999999999-01-01T00:00:00Z | 1 | lastSeen | is no time",
        "standing==gone               | 1  | standing    | 'gone' is no standing: one of pending, enrolled",
        "label.Ring==x                | 1  | label.Ring  | 'Ring' is no label's name",
        "label.==x                    | 1  | label.      | '' is no label's name",
        "group==A~                    | 8  | A           | no operator ~",
        "group=='a b'                 | 1  | group       | 'a b' is no group's name",
        "model==                      | 8  |             | not complete",
        "model==x;                    | 10 |             | not complete",
        "(model==x                    | 10 |             | not complete",
        "model==x)                    | 9  |             | cannot be read from here",
        "model==a b                   | 10 |             | cannot be read from here",
        "model=='x                    | 10 |             | not complete",
        "model                        | 6  |             | not complete",
        "==x                          | 1  |             | cannot be read from here",
      })
  void saysWhereAndWhatIsWrong(String filter, int position, String field, String words) {
    FilterException broken = refusal(filter);
    assertThat(broken.position()).as(broken.getMessage()).isEqualTo(position);
    assertThat(broken.field()).isEqualTo(Optional.ofNullable(field));
    assertThat(broken.rule()).contains(words);
    assertThat(broken).hasMessageContaining(words).hasMessageContaining("character " + position);
  }

  private static FilterException refusal(String filter) {
    return catchThrowableOfType(FilterException.class, () -> DeviceFilter.parse(filter));
  }

  private static String many(int count, String separator) {
    return IntStream.range(0, count)
        .mapToObj(i -> "model==" + i)
        .collect(Collectors.joining(separator));
  }

  @Test
  void holdsToItsBounds() throws FilterException {
    assertThat(test(many(FilterParser.MOST_COMPARISONS, ","))).isFalse();
    assertThat(refusal(many(FilterParser.MOST_COMPARISONS + 1, ",")).rule()).contains("64 compar");
    assertThat(refusal("id==" + "x".repeat(FilterParser.LONGEST)).rule()).contains("4096");
    String deep = "(".repeat(FilterParser.DEEPEST) + "model==NW*" + ")".repeat(16);
    assertThat(test(deep)).isTrue();
    assertThat(refusal("(" + deep + ")").rule()).contains("16 deep");
    assertThat(refusal("(".repeat(4_000)).rule()).contains("16 deep");
    assertThat(test("model==\"" + "(".repeat(100) + "\"")).isFalse();
    String others = "x,".repeat(FilterParser.MOST_VALUES - 1);
    assertThat(test("model=in=(" + others + "NW-410)")).isTrue();
    assertThat(refusal("model=in=(x," + others + "NW-410)").rule()).contains("at most 500 values");
  }

  @Test
  void refusesWhatIsNoText() {
    assertThat(refusal("model==a\tb").position()).isEqualTo(9);
    assertThat(refusal("model==a\u0000b").rule()).contains("control characters");
    assertThat(refusal("model==\uD83D*").position()).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyTextIsReadOrRefused(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    String signs = "()\"'\\;,=<>!~ *-abmodel.é\uD83D\uDE00\uD83D";
    for (int i = 0; i < 5_000; i++) {
      var text = new StringBuilder(random.nextBoolean() ? "model==" : "");
      for (int length = random.nextInt(20); length > 0; length--)
        text.append(signs.charAt(random.nextInt(signs.length())));
      try {
        DeviceFilter.parse(text.toString());
      } catch (FilterException refused) {
        assertThat(refused.position())
            .as("seed %d, '%s': %s", seed, text, refused.getMessage())
            .isBetween(1, text.length() + 1);
      }
    }
  }
}
