package io.fumarole.protocol.dm.session;

import static io.fumarole.protocol.dm.session.Conversation.brief;
import static io.fumarole.protocol.dm.session.Conversation.exec;
import static io.fumarole.protocol.dm.session.Conversation.get;
import static io.fumarole.protocol.dm.session.Conversation.sequence;
import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Objects that come in chunks. Spec: Protocol 7, syncml-dm 7.
class ClientLargeObjectTest {
  private static final String DATA = FirmwareDevice.PACKAGE_DATA.toString();
  private static final Octets FIRMWARE = Octets.utf8("firmware of some length, but not much");
  private static final String BASE64 = Base64.getEncoder().encodeToString(FIRMWARE.toByteArray());
  private static final Meta B64 = Meta.of("b64", "application/octet-stream");

  private final Conversation conversation = new Conversation();

  @BeforeEach
  void start() {
    conversation.start();
  }

  private static Item chunk(Meta meta, String text, boolean more) {
    Item item = Conversation.value(DATA, meta, text);
    return more ? item.withMoreData() : item;
  }

  private static Command replace(Item item) {
    return Conversation.replace(2, item);
  }

  private List<String> more(Item item) {
    return brief(conversation.serverSays(200, Optional.empty(), false, replace(item)));
  }

  private List<String> last(Item item) {
    return brief(conversation.serverSays(replace(item)));
  }

  private Octets stored() {
    return conversation.device.tree().find(FirmwareDevice.PACKAGE_DATA).orElseThrow().value();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 7, 16, 51})
  void base64MayBeCutAnywhere(int length) {
    int at = 0;
    while (at + length < BASE64.length()) {
      Meta meta = at == 0 ? B64.withSize(BASE64.length()) : B64;
      assertThat(more(chunk(meta, BASE64.substring(at, at + length), true)))
          .containsExactly("Replace 2 213 " + DATA, "Alert 1222");
      assertThat(stored()).isEqualTo(Octets.EMPTY);
      at += length;
    }
    assertThat(last(chunk(B64, BASE64.substring(at), false)))
        .containsExactly("Replace 2 200 " + DATA, "Final");
    assertThat(stored()).isEqualTo(FIRMWARE);
  }

  @Test
  void rawOctetsComeInWbxml() {
    conversation.config = Conversation.config(AuthScheme.NONE, AuthScheme.NONE, Form.WBXML);
    conversation.start();
    Meta bin = Meta.of("bin", "application/octet-stream");
    Octets all = Octets.hex("00FF10003D3D80");
    conversation.serverSays(
        200,
        Optional.empty(),
        false,
        replace(Item.target(DATA, bin.withSize(7), Data.octets(all.slice(0, 3))).withMoreData()));
    conversation.serverSays(replace(Item.target(DATA, bin, Data.octets(all.slice(3, 7)))));
    assertThat(stored()).isEqualTo(all);
  }

  @Test
  void anObjectMayBeAddedInChunks() {
    Item first = Conversation.value("./Blob", B64.withSize(8), "AAEC").withMoreData();
    assertThat(
            brief(
                conversation.serverSays(200, Optional.empty(), false, Conversation.add(2, first))))
        .containsExactly("Add 2 213 ./Blob", "Alert 1222");
    assertThat(
            brief(
                conversation.serverSays(
                    Conversation.add(2, Conversation.value("./Blob", B64, "AwQF")))))
        .containsExactly("Add 2 200 ./Blob", "Final");
    assertThat(conversation.device.tree().find(DmUri.of("./Blob")).orElseThrow().value())
        .isEqualTo(Octets.hex("000102030405"));
  }

  @Test
  void aChunkMayComeInsideASequence() {
    assertThat(
            brief(
                conversation.serverSays(
                    200,
                    Optional.empty(),
                    false,
                    sequence(1, replace(chunk(B64.withSize(8), "AAEC", true))))))
        .containsExactly("Sequence 1 200", "Replace 2 213 " + DATA, "Alert 1222");
    assertThat(
            brief(
                conversation.serverSays(
                    sequence(
                        1,
                        replace(chunk(B64, "AwQF", false)),
                        exec(3, "./FwUpdate/FwPkg1/Update")))))
        .containsExactly(
            "Sequence 1 200",
            "Replace 2 200 " + DATA,
            "Exec 3 202 ./FwUpdate/FwPkg1/Update",
            "Final");
  }

  @Test
  void finalOnAChunkDoesNotEndThePackage() {
    assertThat(last(chunk(B64.withSize(8), "AAEC", true)))
        .containsExactly("Replace 2 213 " + DATA, "Alert 1222");
  }

  @Test
  void anObjectShorterThanItsSizeIsNotStored() {
    more(chunk(B64.withSize(12), "AAEC", true));
    assertThat(last(chunk(B64, "AwQF", false))).containsExactly("Replace 2 424 " + DATA, "Final");
    assertThat(stored()).isEqualTo(Octets.EMPTY);
  }

  @Test
  void anObjectLongerThanItsSizeIsStoppedAtOnceAndToTheEnd() {
    more(chunk(B64.withSize(6), "AAEC", true));
    assertThat(more(chunk(B64, "AwQF", true))).contains("Replace 2 424 " + DATA);
    assertThat(more(chunk(B64, "AwQF", true))).contains("Replace 2 424 " + DATA);
    assertThat(last(chunk(B64, "AwQF", false))).containsExactly("Replace 2 424 " + DATA, "Final");
    assertThat(stored()).isEqualTo(Octets.EMPTY);
    assertThat(last(chunk(B64, "AwQF", false))).containsExactly("Replace 2 200 " + DATA, "Final");
  }

  @Test
  void theFirstChunkNeedsASize() {
    assertThat(more(chunk(B64, "AAEC", true))).contains("Replace 2 411 " + DATA);
    assertThat(last(chunk(B64, "AwQF", false))).contains("Replace 2 411 " + DATA);
    assertThat(stored()).isEqualTo(Octets.EMPTY);
  }

  @Test
  void anObjectAboveMaxObjSizeIsRefusedAtItsFirstChunk() {
    assertThat(more(chunk(B64.withSize(1_000_001), "AAEC", true)))
        .containsExactly("Replace 2 413 " + DATA, "Alert 1222");
  }

  @Test
  void anObjectThatTheDeviceRefusesIsRefusedAtItsFirstChunk() {
    Item nowhere = Conversation.value("./No", B64.withSize(8), "AAEC").withMoreData();
    assertThat(more(nowhere)).contains("Replace 2 404 ./No");
  }

  @ParameterizedTest
  @ValueSource(strings = {"AA?C", "A=EC", "AAE"})
  void whatIsNoBase64IsRefused(String text) {
    more(chunk(B64.withSize(4 + text.length()), "AAEC", true));
    assertThat(last(chunk(B64, text, false))).contains("Replace 2 415 " + DATA);
    assertThat(stored()).isEqualTo(Octets.EMPTY);
  }

  @Test
  void aCommandBeforeTheLastChunkDropsTheObjectAndIsExecuted() {
    more(chunk(B64.withSize(8), "AAEC", true));
    Message answer = conversation.serverSays(get(5, "./DevDetail/HwV"));
    assertThat(brief(answer))
        .containsExactly(
            "Get 5 200 ./DevDetail/HwV", "Results 5 ./DevDetail/HwV=B2", "Alert 1225", "Final");
    Command.Alert alert = (Command.Alert) answer.commands().getLast();
    assertThat(alert.code()).isEqualTo(AlertCode.NO_END_OF_DATA);
    assertThat(alert.items()).containsExactly(Item.target(DATA));
    assertThat(last(chunk(B64, "AwQF", false))).contains("Replace 2 200 " + DATA);
    assertThat(stored()).isEqualTo(Octets.hex("030405"));
  }

  @Test
  void anotherObjectBeforeTheLastChunkDropsTheFirst() {
    more(chunk(B64.withSize(8), "AAEC", true));
    Item other = Conversation.value("./FwUpdate/FwPkg1/PkgName", Meta.NONE, "other");
    assertThat(last(other))
        .containsExactly("Replace 2 200 ./FwUpdate/FwPkg1/PkgName", "Alert 1225", "Final");
  }

  @Test
  void aChunkHasNoPlaceInAnAtomic() {
    assertThat(
            brief(
                conversation.serverSays(
                    Conversation.atomic(1, replace(chunk(B64.withSize(8), "AAEC", true))))))
        .containsExactly("Atomic 1 507", "Replace 2 500 " + DATA, "Final");
  }

  @Test
  void severalItemsMayStandBeforeTheChunk() {
    Item name = Conversation.value("./FwUpdate/FwPkg1/PkgName", Meta.NONE, "name");
    assertThat(
            brief(
                conversation.serverSays(
                    200,
                    Optional.empty(),
                    false,
                    new Command.Replace(
                        CmdId.of(2),
                        Meta.NONE,
                        List.of(name, chunk(B64.withSize(8), "AAEC", true))))))
        .containsExactly(
            "Replace 2 200 ./FwUpdate/FwPkg1/PkgName", "Replace 2 213 " + DATA, "Alert 1222");
  }

  @Test
  void anAbortDropsWhatCameSoFar() {
    more(chunk(B64.withSize(8), "AAEC", true));
    conversation.hears(
        conversation.message(
            200, Optional.empty(), true, Conversation.alert(1, AlertCode.SESSION_ABORT)));
    assertThat(conversation.step).isEqualTo(new Step.Ended(Step.Ending.ABORTED_BY_SERVER));
    assertThat(stored()).isEqualTo(Octets.EMPTY);
  }
}
