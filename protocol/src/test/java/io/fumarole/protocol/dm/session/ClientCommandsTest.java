package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.dm.session.Conversation.add;
import static io.fumarole.protocol.dm.session.Conversation.alert;
import static io.fumarole.protocol.dm.session.Conversation.atomic;
import static io.fumarole.protocol.dm.session.Conversation.brief;
import static io.fumarole.protocol.dm.session.Conversation.delete;
import static io.fumarole.protocol.dm.session.Conversation.exec;
import static io.fumarole.protocol.dm.session.Conversation.get;
import static io.fumarole.protocol.dm.session.Conversation.replace;
import static io.fumarole.protocol.dm.session.Conversation.sequence;
import static io.fumarole.protocol.dm.session.Conversation.value;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a client does with each command. Spec: DM-REP 6.6 and 7, syncml-dm 3.2, 4 and 5.
class ClientCommandsTest {
  private static final String URL = "./FwUpdate/FwPkg1/Download/PkgURL";
  private static final String UPDATE = "./FwUpdate/FwPkg1/Update";

  private final Conversation conversation = new Conversation();
  private final FirmwareDevice device = conversation.device;

  @BeforeEach
  void start() {
    conversation.start();
  }

  private List<String> answersTo(Command... commands) {
    return brief(conversation.serverSays(commands));
  }

  @Test
  void resultsFollowTheStatusOfTheirGet() {
    assertThat(answersTo(get(1, "./DevDetail/FwV"), get(2, "./DevDetail/HwV")))
        .containsExactly(
            "Get 1 200 ./DevDetail/FwV",
            "Results 1 ./DevDetail/FwV=NW410-2.3.1",
            "Get 2 200 ./DevDetail/HwV",
            "Results 2 ./DevDetail/HwV=B2",
            "Final");
  }

  @Test
  void itemsWithDifferentResultsGetStatusesOfTheirOwn() {
    assertThat(answersTo(get(1, "./DevDetail/FwV", "./No", "./DevDetail/HwV", "./Nor")))
        .containsExactly(
            "Get 1 200 ./DevDetail/FwV ./DevDetail/HwV",
            "Get 1 404 ./No ./Nor",
            "Results 1 ./DevDetail/FwV=NW410-2.3.1",
            "Results 1 ./DevDetail/HwV=B2",
            "Final");
  }

  @Test
  void aResultNamesTheAddressAsItWasAskedFor() {
    assertThat(answersTo(get(1, "DevDetail/HwV")))
        .containsExactly("Get 1 200 DevDetail/HwV", "Results 1 DevDetail/HwV=B2", "Final");
  }

  @ParameterizedTest
  @CsvSource({
    "/no//path, 404",
    "./A/../B, 404",
    "./FwUpdate?list=Colour, 406",
    "./FwUpdate?prop=TStamp, 406"
  })
  void anAddressThatLeadsNowhereIsRefused(String uri, int status) {
    assertThat(answersTo(get(1, uri))).contains("Get 1 %d %s".formatted(status, uri));
  }

  @Test
  void aVeryLongAddressIsTooLong() {
    assertThat(answersTo(get(1, "./" + "a".repeat(1_100))).getFirst()).startsWith("Get 1 414");
  }

  @Test
  void commandsWithoutItemsOrTargetsAreIncomplete() {
    assertThat(
            answersTo(
                new Command.Get(CmdId.of(1), Meta.NONE, List.of()),
                new Command.Delete(CmdId.of(2), Meta.NONE, List.of(Item.data("x"))),
                new Command.Exec(CmdId.of(3), Meta.NONE, Optional.empty(), List.of())))
        .containsExactly("Get 1 412", "Delete 2 412", "Exec 3 412", "Final");
  }

  @Test
  void onlyGetAndReplaceKnowTheSuffixOfAnAddress() {
    assertThat(
            answersTo(
                delete(1, "./FwUpdate?prop=Name"),
                exec(2, UPDATE + "?list=Struct"),
                add(3, value("./X?prop=ACL", Meta.NONE, ""))))
        .containsExactly(
            "Delete 1 405 ./FwUpdate?prop=Name",
            "Exec 2 405 ./FwUpdate/FwPkg1/Update?list=Struct",
            "Add 3 405 ./X?prop=ACL",
            "Final");
  }

  @Test
  void copyNamesBothEndsInItsStatus() {
    Item item =
        new Item(
            Optional.of(Location.of("./Copied")),
            Optional.of(Location.of("./DevDetail/HwV")),
            Optional.empty(),
            Optional.empty(),
            Meta.NONE,
            Optional.empty(),
            false);
    var message = conversation.serverSays(new Command.Copy(CmdId.of(1), Meta.NONE, List.of(item)));
    assertThat(message.commands().getLast())
        .isInstanceOfSatisfying(
            Command.Status.class,
            status -> {
              assertThat(status.code()).isEqualTo("200");
              assertThat(status.targetRefs()).containsExactly("./Copied");
              assertThat(status.sourceRefs()).containsExactly("./DevDetail/HwV");
            });
    assertThat(device.text("./Copied")).isEqualTo("B2");
  }

  @Test
  void theMetaOfACommandHoldsForItsItems() {
    var meta = Meta.of("int", "text/plain");
    conversation.serverSays(
        new Command.Add(CmdId.of(1), meta, List.of(value("./N", Meta.NONE, "5"))));
    assertThat(answersTo(get(2, "./N?prop=Format"))).contains("Results 2 ./N?prop=Format=int");
  }

  @Test
  void commandsOfOtherProtocolsAreNotSupported() {
    conversation.config = Conversation.config(AuthScheme.NONE, AuthScheme.NONE, Form.XML);
    conversation.start();
    assertThat(answersTo(new Command.Unsupported(CmdId.of(1), "Search")))
        .containsExactly("Search 1 406", "Final");
  }

  // ---- Sequence and the user

  @Test
  void aFailingCommandDoesNotStopASequence() {
    assertThat(answersTo(sequence(1, replace(2, "./No", "x"), exec(3, UPDATE))))
        .containsExactly("Sequence 1 200", "Replace 2 404 ./No", "Exec 3 202 " + UPDATE, "Final");
  }

  @ParameterizedTest
  @ValueSource(ints = {304, 214, 408, 406})
  void aUserWhoDoesNotSayYesSkipsTheRestOfTheSequence(int said) {
    device.userSays = new StatusCode(said);
    assertThat(
            answersTo(
                sequence(1, confirm(2), exec(3, UPDATE), sequence(4, get(5, "./DevDetail/FwV"))),
                get(6, "./DevDetail/HwV")))
        .containsExactly(
            "Sequence 1 200",
            "Alert 2 " + said,
            "Exec 3 215 " + UPDATE,
            "Sequence 4 215",
            "Get 5 215 ./DevDetail/FwV",
            "Get 6 200 ./DevDetail/HwV",
            "Results 6 ./DevDetail/HwV=B2",
            "Final");
    assertThat(device.executed).isEmpty();
  }

  @Test
  void noInTheBodyHasNoEffectOnOtherCommands() {
    device.userSays = StatusCode.NOT_MODIFIED;
    assertThat(answersTo(confirm(1), exec(2, UPDATE)))
        .containsExactly("Alert 1 304", "Exec 2 202 " + UPDATE, "Final");
  }

  @Test
  void anInteractionCarriesItsOptions() {
    String options = "MINDT=5&MAXDT=120&DR=1&MAXLEN=3&WHAT=ever&MAXDT";
    conversation.serverSays(
        alert(1, AlertCode.CONFIRM, Item.data(options), Item.data("Install now?")),
        alert(2, AlertCode.DISPLAY, Item.data("DR=two+words%21&MINDT=x"), Item.data("Hello")),
        alert(3, AlertCode.DISPLAY, Item.data(""), Item.data("Plain")));
    assertThat(device.asked)
        .containsExactly(
            shown("1101", "Install now?", Optional.of(5), Optional.of(120), Optional.of("1"), 3),
            shown("1100", "Hello", Optional.empty(), Optional.empty(), Optional.of("two words!")),
            shown("1100", "Plain", Optional.empty(), Optional.empty(), Optional.empty()));
  }

  /// What the server writes is what the device reads.
  @ParameterizedTest
  @ValueSource(strings = {"1100", "1101", "1102", "1103", "1104"})
  void anInteractionIsWrittenAsItIsRead(String code) {
    boolean isText = code.equals(AlertCode.TEXT_INPUT);
    boolean isChoice = code.compareTo(AlertCode.TEXT_INPUT) > 0;
    var input = new Interaction.Input(Interaction.InputType.PHONE, Optional.of(12), true);
    var asked =
        new Interaction(
            code,
            "Tea & cake = 1+1?",
            isChoice ? List.of("Tea & cake", "1+1") : List.of(),
            Optional.of(2),
            Optional.of(60),
            Optional.of("+49 1&2=%"),
            isText ? input : Interaction.Input.ANY);
    conversation.serverSays(
        alert(1, code, InteractionText.items(asked).toArray(Item[]::new)),
        alert(2, code, InteractionText.items(plain(asked)).toArray(Item[]::new)));
    assertThat(device.asked).containsExactly(asked, plain(asked));
  }

  private static Interaction plain(Interaction asked) {
    return new Interaction(
        asked.code(),
        asked.text(),
        asked.choices(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Interaction.Input.ANY);
  }

  private static Interaction shown(
      String code,
      String text,
      Optional<Integer> min,
      Optional<Integer> max,
      Optional<String> otherwise,
      Integer... maxLength) {
    var input =
        new Interaction.Input(
            Interaction.InputType.ALPHANUMERIC, Stream.of(maxLength).findFirst(), false);
    return new Interaction(code, text, List.of(), min, max, otherwise, input);
  }

  @Test
  void whatTheUserChoseOrWroteStandsInItemsOfTheStatus() {
    Item[] items = {Item.data("IT=N&ET=P&MAXLEN=4"), Item.data("Which?"), Item.data("one")};
    device.userAnswers = List.of("2", "3");
    Message answer =
        conversation.serverSays(
            alert(1, AlertCode.TEXT_INPUT, items),
            alert(2, AlertCode.SINGLE_CHOICE, items),
            alert(3, AlertCode.MULTIPLE_CHOICE, items));
    assertThat(answer.commands().stream().skip(1).map(Command.Status.class::cast))
        .hasSize(3)
        .allSatisfy(
            status -> {
              assertThat(status.code()).isEqualTo("200");
              assertThat(status.items().stream().map(Item::text)).containsExactly("2", "3");
            });
    assertThat(device.asked.getFirst().input())
        .isEqualTo(new Interaction.Input(Interaction.InputType.NUMERIC, Optional.of(4), true));
    assertThat(device.asked.stream().map(Interaction::choices))
        .containsExactly(List.of(), List.of("one"), List.of("one"));
  }

  @Test
  void anInteractionWithoutTextOrChoicesIsIncomplete() {
    assertThat(
            answersTo(
                alert(1, AlertCode.DISPLAY),
                alert(2, AlertCode.CONFIRM, Item.data("")),
                alert(3, AlertCode.SINGLE_CHOICE, Item.data(""), Item.data("Which?")),
                alert(4, AlertCode.MULTIPLE_CHOICE, Item.data(""), Item.data("Which?")),
                alert(5, "4711")))
        .containsExactly(
            "Alert 1 412", "Alert 2 412", "Alert 3 412", "Alert 4 412", "Alert 5 406", "Final");
    assertThat(device.asked).isEmpty();
  }

  @Test
  void aTextThatIsNotGivenSkipsTheRestOfTheSequence() {
    device.userSays = StatusCode.CANCELLED;
    assertThat(
            answersTo(
                sequence(
                    1,
                    alert(2, AlertCode.TEXT_INPUT, Item.data(""), Item.data("Name?")),
                    exec(3, UPDATE))))
        .containsExactly("Sequence 1 200", "Alert 2 214", "Exec 3 215 " + UPDATE, "Final");
    assertThat(device.executed).isEmpty();
  }

  private static Command confirm(int id) {
    return alert(id, AlertCode.CONFIRM, Item.data("MAXDT=9"), Item.data("Install now?"));
  }

  // ---- Atomic

  @Test
  void anAtomicTakesEffectAsAWhole() {
    assertThat(answersTo(atomic(1, replace(2, URL, "a"), add(3, value("./X", Meta.NONE, "b")))))
        .containsExactly("Atomic 1 200", "Replace 2 200 " + URL, "Add 3 200 ./X", "Final");
    assertThat(device.text("./X")).isEqualTo("b");
  }

  @Test
  void aFailedAtomicLeavesNothingBehind() {
    assertThat(
            answersTo(
                atomic(
                    1,
                    replace(2, URL, "a"),
                    replace(3, value("./No", Meta.NONE, ""), value(URL, Meta.NONE, "b")),
                    delete(4, "./FwUpdate"))))
        .containsExactly(
            "Atomic 1 507",
            "Replace 2 216 " + URL,
            "Replace 3 404 ./No",
            "Replace 3 215 " + URL,
            "Delete 4 215 ./FwUpdate",
            "Final");
    assertThat(device.text(URL)).isEmpty();
  }

  @Test
  void aRollBackThatFailsSaysSo() {
    device.canRollBack = false;
    assertThat(answersTo(atomic(1, replace(2, URL, "a"), delete(3, "./No"))))
        .containsExactly("Atomic 1 507", "Replace 2 516 " + URL, "Delete 3 404 ./No", "Final");
  }

  @Test
  void noInsideAnAtomicFailsIt() {
    device.userSays = StatusCode.NOT_MODIFIED;
    assertThat(answersTo(atomic(1, replace(2, URL, "a"), confirm(3), replace(4, URL, "b"))))
        .containsExactly(
            "Atomic 1 507", "Replace 2 216 " + URL, "Alert 3 304", "Replace 4 215 " + URL, "Final");
    assertThat(device.text(URL)).isEmpty();
  }

  @Test
  void whatCannotBeUndoneHasNoPlaceInAnAtomic() {
    assertThat(
            answersTo(
                atomic(1, replace(2, URL, "a"), get(3, URL)),
                atomic(4, exec(5, UPDATE)),
                atomic(6, sequence(7, replace(8, URL, "a")))))
        .containsExactly(
            "Atomic 1 507",
            "Replace 2 215 " + URL,
            "Get 3 500 " + URL,
            "Atomic 4 507",
            "Exec 5 500 " + UPDATE,
            "Atomic 6 507",
            "Sequence 7 500",
            "Replace 8 500 " + URL,
            "Final");
    assertThat(device.text(URL)).isEmpty();
    assertThat(device.executed).isEmpty();
  }

  // ---- Binary values

  @ParameterizedTest
  @CsvSource({"XML, b64, AP8=", "WBXML, bin, "})
  void aBinaryValueIsReadAsItsCodingCarriesIt(String coding, String format, String text) {
    Form form = coding.equals("XML") ? Form.XML : Form.WBXML;
    conversation.config = Conversation.config(AuthScheme.NONE, AuthScheme.NONE, form);
    device.tree().put(FirmwareDevice.PACKAGE_DATA, Octets.hex("00FF"));
    conversation.start();
    var message = conversation.serverSays(get(1, FirmwareDevice.PACKAGE_DATA.toString()));
    var results = (Command.Results) message.commands().getLast();
    assertThat(results.items().getFirst().meta())
        .isEqualTo(Meta.of(format, "application/octet-stream"));
    assertThat(results.items().getFirst().data())
        .contains(text == null ? Data.octets(Octets.hex("00FF")) : Data.text(text));
  }

  @Test
  void anObjectAboveMaxObjSizeIsTooLarge() {
    conversation.config =
        new ClientConfig(
            "IMEI:1",
            "http://server/dm",
            "fota.example",
            AuthScheme.NONE,
            Optional.empty(),
            AuthScheme.NONE,
            Optional.empty(),
            Form.XML,
            20_000,
            4);
    conversation.start();
    assertThat(answersTo(replace(1, URL, "12345"), replace(2, URL, "1234")))
        .containsExactly("Replace 1 413 " + URL, "Replace 2 200 " + URL, "Final");
  }

  @Test
  void aServersRightsAreThoseOfItsIdentifier() {
    device
        .tree()
        .replace(
            "anyone",
            DmUri.of(UPDATE),
            Optional.of("prop=ACL"),
            Meta.NONE,
            Data.text("Exec=other.example"));
    assertThat(answersTo(exec(1, UPDATE))).containsExactly("Exec 1 425 " + UPDATE, "Final");
  }
}
