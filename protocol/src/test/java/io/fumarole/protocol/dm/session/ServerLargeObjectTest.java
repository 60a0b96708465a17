package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Replace;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Content for the device, chunk by chunk. Spec: syncml-dm 7, field-notes.
class ServerLargeObjectTest {
  private static final String PKG_DATA = "./FwUpdate/FwPkg1/Update/PkgData";
  private final ServerDesk desk = new ServerDesk();

  @ParameterizedTest
  @CsvSource({"WBXML, false", "WBXML, true", "XML, false"})
  void splitsExactlyAndNeverExceedsTheDevicesMessages(Form.Encoding encoding, boolean base64) {
    int smallest = encoding == Form.Encoding.XML ? 1_600 : 512;
    for (int size = smallest; size <= 6_000; size += 61) {
      var each = new ServerDesk();
      each.form = encoding == Form.Encoding.XML ? Form.XML : Form.WBXML;
      each.base64 = base64;
      each.serverScheme = AuthScheme.MD5;
      each.meta = Meta.NONE.withLimits(size, 1 << 20);
      assertThat(transfer(each, 7_000, size)).as("MaxMsgSize " + size).isEqualTo(each.content);
    }
  }

  /// The device answers all chunks as the specification says; returns what it got. Chunks have one
  /// size: a device that takes less amid them cannot be sent the rest.
  @Test
  void stopsWhenTheDeviceTakesLessOnTheWay() {
    offer(desk, 20_000);
    desk.say(desk.opening());
    Command chunk = desk.asked().getFirst();
    desk.metaLater = Meta.NONE.withLimits(4_000, 1 << 20);
    desk.isFinal = false;
    desk.say(
        desk.header("200", Optional.empty()),
        desk.status(2, chunk, "213"),
        ServerDesk.nextMessage(3));
    assertThat(desk.asked()).isEmpty();
    assertThat(transferred()).isEqualTo(StatusCode.TOO_LARGE);
  }

  /// In one piece, so that nothing is left to be sent when the device says less.
  @Test
  void aTransferThatIsThroughIsNotStopped() {
    offer(desk, 3_000);
    desk.say(desk.opening());
    desk.metaLater = Meta.NONE.withLimits(2_000, 1 << 20);
    desk.say(desk.answers("200"));
    assertThat(transferred()).isEqualTo(StatusCode.OK);
  }

  /// Ours is larger here: what the device said first holds. Where ours is smaller it is no less
  /// true.
  @ParameterizedTest
  @ValueSource(longs = {5_000, 25_000})
  void goesOnWhenTheDeviceRepeatsItsSizeOrOurs(long itsOwn) {
    desk.meta = Meta.NONE.withLimits(itsOwn, 1 << 20);
    offer(desk, 80_000);
    desk.say(desk.opening());
    int chunkOctets = desk.said.body().length();
    for (long size : new long[] {itsOwn, 20_000}) {
      Command chunk = desk.asked().getFirst();
      desk.metaLater = Meta.NONE.withLimits(size, 1 << 20);
      desk.isFinal = false;
      desk.say(
          desk.header("200", Optional.empty()),
          desk.status(2, chunk, "213"),
          ServerDesk.nextMessage(3));
      assertThat(desk.asked()).hasSize(1).allMatch(c -> c instanceof Replace);
      assertThat((long) desk.said.body().length()).isBetween(chunkOctets - 200L, itsOwn);
    }
  }

  private static byte[] transfer(ServerDesk desk, int length, int maxMsgSize) {
    offer(desk, length);
    desk.say(desk.opening());
    var all = new ByteArrayOutputStream();
    boolean isFirst = true;
    for (int i = 0; i < 200; i++) {
      assertThat(desk.said.body().length()).as("octets").isLessThanOrEqualTo(maxMsgSize);
      List<Command> asked = desk.asked();
      if (asked.isEmpty()) {
        if (desk.reply.isFinal()) return all.toByteArray();
        desk.isFinal = false;
        desk.say(desk.header("212", Optional.empty()), ServerDesk.nextMessage(2));
        continue;
      }
      Item item = ((Replace) asked.getFirst()).items().getFirst();
      boolean isBase64 = item.meta().format().equals(Optional.of("b64"));
      int wire = isBase64 ? (length + 2) / 3 * 4 : length;
      assertThat(item.meta().size())
          .isEqualTo(isFirst ? Optional.of(Integer.toString(wire)) : Optional.empty());
      assertThat(item.targetUri()).contains(PKG_DATA);
      assertThat(item.meta().type()).contains("application/octet-stream");
      all.writeBytes(octets(item, isBase64));
      isFirst = false;
      assertThat(desk.reply.isFinal()).isEqualTo(!item.moreData());
      desk.isFinal = !item.moreData();
      if (item.moreData()) {
        desk.say(
            desk.header("200", Optional.empty()),
            desk.status(2, asked.getFirst(), "213"),
            ServerDesk.nextMessage(3));
        assertThat(desk.statuses()).endsWith("Alert/3 200");
      } else {
        desk.say(desk.answers("200"));
        assertThat(desk.facts())
            .containsExactly(new Fact.Transferred(1, StatusCode.OK, StatusCode.OK.meaning()));
      }
    }
    throw new AssertionError("no end of the transfer");
  }

  private static void offer(ServerDesk desk, int length) {
    desk.content = new byte[length];
    new Random(1).nextBytes(desk.content);
    desk.tasks =
        List.of(new Task.Send(1, PKG_DATA, "application/octet-stream", new Task.Blob("b", length)));
  }

  private static byte[] octets(Item item, boolean isBase64) {
    Octets octets = ((Data.Value) item.data().orElseThrow()).octets();
    return isBase64 ? Base64.getDecoder().decode(octets.utf8()) : octets.toByteArray();
  }

  @Test
  void sendsWhatFitsInOneMessageWithoutMoreData() {
    offer(desk, 96);
    desk.say(desk.opening());
    Item item = ((Replace) desk.asked().getFirst()).items().getFirst();
    assertThat(item.moreData()).isFalse();
    assertThat(item.meta().size()).contains("96");
    assertThat(desk.reply.isFinal()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void doesNotSendWhatTheDeviceSaysItCannotTake(boolean isTooLarge) {
    desk.meta = Meta.NONE.withLimits(5_000, isTooLarge ? 9_999 : 10_000);
    offer(desk, 10_000);
    desk.say(desk.opening());
    assertThat(desk.asked().isEmpty()).isEqualTo(isTooLarge);
    assertThat(desk.said.facts().stream().map(f -> ((Fact.Transferred) f).status()))
        .isEqualTo(isTooLarge ? List.of(StatusCode.TOO_LARGE) : List.of());
  }

  /// 413 to a chunk, 200 from a client that keeps only the last one, or no Status at all.
  @ParameterizedTest
  @CsvSource({"413, 413", "200, 413", "500, 500", "'', -1", "0, 0"})
  void stopsAtAnythingBut213ToAChunk(String code, int expected) {
    offer(desk, 20_000);
    desk.say(desk.opening());
    Command chunk = desk.asked().getFirst();
    desk.isFinal = false;
    if (code.isEmpty()) {
      desk.say(desk.header("200", Optional.empty()), ServerDesk.nextMessage(3));
    } else {
      desk.say(
          desk.header("200", Optional.empty()),
          desk.status(2, chunk, code),
          ServerDesk.nextMessage(3));
    }
    assertThat(desk.asked()).isEmpty();
    assertThat(transferred()).isEqualTo(new StatusCode(expected));
  }

  @ParameterizedTest
  @ValueSource(strings = {"213", "424", "", "202"})
  void tellsHowTheLastChunkWasTaken(String code) {
    offer(desk, 96);
    desk.say(desk.opening());
    if (code.isEmpty()) desk.say(desk.header("200", Optional.empty()));
    else desk.say(desk.answers(code));
    assertThat(transferred().isSuccess()).isEqualTo(code.equals("202"));
    assertThat(desk.asked()).isEmpty();
    assertThat(desk.reply.isFinal()).isTrue();
  }

  @Test
  void tellsOfARefusalThatComesWithAnAbort() {
    offer(desk, 20_000);
    desk.say(desk.opening());
    desk.say(desk.answers("413", ServerDesk.alert(3, "1223")));
    assertThat(transferred()).isEqualTo(StatusCode.TOO_LARGE);
    assertThat(desk.facts()).anyMatch(f -> f instanceof Fact.Aborted);
    assertThat(desk.said.state().isOver()).isTrue();
    assertThat(desk.statuses()).containsExactly("SyncHdr/0 200", "Alert/3 200");
  }

  @Test
  void tellsOfAnObjectThatTheDeviceReportsBroken() {
    offer(desk, 20_000);
    desk.say(desk.opening());
    desk.say(desk.answers("213", ServerDesk.alert(3, "1225")));
    assertThat(transferred()).isEqualTo(StatusCode.INCOMPLETE);
  }

  @Test
  void neverEndsInTheMiddleOfAChunkWhateverElseTheDeviceSays() {
    offer(desk, 20_000);
    desk.target = "http://server/dm?" + "x".repeat(500);
    start();
    Command[] more = new Command[40];
    for (int i = 0; i < 39; i++) more[i] = ServerDesk.alert(3 + i, "1224");
    more[39] = ServerDesk.nextMessage(99);
    desk.target = desk.target + "x".repeat(500);
    desk.say(desk.answers("213", more));
    assertThat(desk.said.body().length()).isLessThanOrEqualTo(5_000);
    assertThat(desk.asked()).hasSize(1);
    assertThat(desk.said.state().queue()).as("said after the last chunk").hasSize(39);
  }

  /// Nothing of a chunk is stored, yet the next one follows from the message's number alone.
  @ParameterizedTest
  @EnumSource(Form.Encoding.class)
  void answersARepeatedChunkMessageWithTheSameChunk(Form.Encoding encoding) {
    desk.form = encoding == Form.Encoding.XML ? Form.XML : Form.WBXML;
    offer(desk, 20_000);
    start();
    Optional<SessionState> stored = desk.state;
    for (int i = 0; i < 2; i++) {
      Command[] answers = desk.answers("213", ServerDesk.nextMessage(3));
      desk.say(answers);
      Octets first = desk.said.body();
      desk.again(answers);
      assertThat(desk.said.body()).isEqualTo(first);
      assertThat(desk.state).isEqualTo(stored);
    }
  }

  /// Until the first chunk is out: the first message may have no room for one.
  private void start() {
    desk.say(desk.opening());
    desk.isFinal = false;
    if (desk.asked().isEmpty()) desk.say(desk.answers("", ServerDesk.nextMessage(3)));
  }

  private StatusCode transferred() {
    return desk.facts().stream()
        .filter(f -> f instanceof Fact.Transferred)
        .map(f -> ((Fact.Transferred) f).status())
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing transferred: " + desk.facts()));
  }
}
