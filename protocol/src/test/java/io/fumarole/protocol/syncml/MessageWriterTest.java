package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.testing.RandomMessages;
import io.fumarole.protocol.testing.RandomMessages.Content;
import io.fumarole.protocol.testing.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class MessageWriterTest {
  private static final int RUNS = 500;

  static final List<Form> FORMS =
      List.of(
          Form.XML,
          Form.WBXML,
          new Form(Form.Encoding.WBXML, Form.Header.STRING, Form.TextAs.INLINE));

  @ParameterizedTest
  @FieldSource("FORMS")
  void fitsToTheOctetAndLeavesNoTraceOfWhatDidNotFit(Form form) {
    long seed = Seeds.fresh("MessageWriterTest " + form);
    var random = new SplittableRandom(seed);
    var messages = new RandomMessages(seed, Content.TEXT);
    for (int run = 0; run < RUNS; run++) {
      SyncHdr header = messages.header();
      long maxOctets = random.nextInt(600, 4_000);
      var writer = new MessageWriter(header, form, maxOctets);
      List<Command> added = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        Command command = messages.command(0);
        long before = writer.size();
        if (writer.tryAdd(command)) added.add(command);
        else assertThat(writer.size()).isEqualTo(before);
      }
      int size = writer.size();
      assertThat(writer.room()).isEqualTo(Math.max(0, maxOctets - size));
      Octets finished = writer.finish(true);
      assertThat(finished.length()).as("seed %d, run %d", seed, run).isEqualTo(size);
      if (!added.isEmpty()) assertThat((long) size).isLessThanOrEqualTo(maxOctets);
      assertThat(finished).isEqualTo(Codec.encode(new Message(header, added, true), form));
    }
  }

  @ParameterizedTest
  @FieldSource("FORMS")
  void takesACommandThatFillsTheMessageAndRefusesOneOctetMore(Form form) {
    var header = new RandomMessages(1, Content.PLAIN).header();
    Command command =
        new Command.Get(CmdId.of(1), Meta.format("chr"), List.of(Item.target("./DevInfo/DevId")));
    int exact = Codec.encode(new Message(header, List.of(command), true), form).length();
    assertThat(new MessageWriter(header, form, exact).tryAdd(command)).isTrue();
    assertThat(new MessageWriter(header, form, exact - 1).tryAdd(command)).isFalse();
  }

  @ParameterizedTest
  @FieldSource("FORMS")
  void keepsARestAndAddsWhatMustBeSaid(Form form) {
    var header = new RandomMessages(1, Content.PLAIN).header();
    Command command =
        new Command.Get(CmdId.of(1), Meta.format("chr"), List.of(Item.target("./DevInfo/DevId")));
    Octets whole = Codec.encode(new Message(header, List.of(command), true), form);
    var exact = new MessageWriter(header, form, whole.length());
    assertThat(exact.size() + exact.sizeOf(command)).isEqualTo(whole.length());
    assertThat(exact.tryAdd(command, 1)).isFalse();
    assertThat(exact.tryAdd(command, 0)).isTrue();
    var small = new MessageWriter(header, form, 10);
    assertThat(small.tryAdd(command)).isFalse();
    small.add(command);
    assertThat(small.finish(true)).isEqualTo(whole);
  }

  @Test
  void hasNoRoomWhenTheHeaderAloneIsTooLarge() {
    var header = new RandomMessages(1, Content.PLAIN).header();
    assertThat(new MessageWriter(header, Form.WBXML, 10).room()).isZero();
  }

  @Test
  void isUsedUpOnceFinished() {
    var writer = new MessageWriter(new RandomMessages(1, Content.PLAIN).header(), Form.XML, 5_000);
    writer.finish(false);
    assertThatThrownBy(() -> writer.finish(true)).isInstanceOf(IllegalStateException.class);
  }
}
