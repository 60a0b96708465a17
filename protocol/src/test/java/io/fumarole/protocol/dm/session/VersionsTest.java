package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Devices of other versions are answered in their own. Spec: syncml-dm 12.
class VersionsTest {
  private static final Task EXEC =
      new Task.Run(
          1,
          Task.Grouping.PLAIN,
          List.of(
              new Task.Order.Exec("./Vendor/Run", Optional.of(new Correlator("c1"))),
              new Task.Order.Get("./DevDetail/FwV")));

  private final ServerDesk desk = new ServerDesk();

  static Stream<Arguments> forms() {
    return Stream.of(DmVersion.values())
        .flatMap(
            version ->
                Stream.of(
                        Form.XML,
                        Form.WBXML,
                        new Form(Form.Encoding.WBXML, Form.Header.STRING, Form.TextAs.INLINE))
                    .map(form -> Arguments.of(form.speaking(version))));
  }

  private void speaks(DmVersion version) {
    desk.verDtd = version.verDtd();
    desk.verProto = version.verProto();
    desk.form = desk.form.speaking(version);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void everyAnswerIsInTheFormAndVersionThatCame(Form form) throws Exception {
    desk.form = form;
    speaks(form.version());
    desk.tasks = List.of(EXEC);
    desk.say(desk.opening());
    Form answered = Codec.decode(desk.said.body(), form.encoding(), Limits.DEFAULT).form();
    assertThat(answered.header()).isEqualTo(form.header());
    assertThat(answered.version()).isEqualTo(form.version());

    desk.say(desk.answers("200"));

    assertThat(DmVersion.of(desk.reply.header())).contains(form.version());
    assertThat(desk.facts()).contains(new Fact.Answered(1, 0, StatusCode.OK));
  }

  @ParameterizedTest
  @CsvSource({
    "DM_1_1, 029F536A00, SYNCML:SYNCML1.1",
    "DM_1_2, 02A4016A00, SYNCML:SYNCML1.2",
    "DM_1_3, 02A4016A00, SYNCML:SYNCML1.2"
  })
  void theMarkupIsThatOfTheVersion(DmVersion version, String header, String namespace) {
    speaks(version);
    desk.say(desk.opening());
    assertThat(desk.said.body().toHex()).startsWith(header);

    Message message = desk.reply;
    assertThat(Codec.encode(message, Form.XML).utf8())
        .contains("<SyncML xmlns=\"" + namespace + "\">");
  }

  @ParameterizedTest
  @EnumSource(DmVersion.class)
  void anExecHasACorrelatorFromDm12On(DmVersion version) {
    speaks(version);
    desk.tasks = List.of(EXEC);
    desk.say(desk.opening());
    var exec = (Command.Exec) desk.asked().getFirst();
    assertThat(exec.correlator().isPresent()).isEqualTo(version != DmVersion.DM_1_1);
  }

  @Test
  void blanksAroundTheVersionDoNotMatter() throws Exception {
    desk.verDtd = " 1.1\n";
    desk.verProto = "\tDM/1.1 ";
    Octets message = desk.encoded(desk.opening());
    desk.form = Codec.decode(message, desk.form.encoding(), Limits.DEFAULT).form();
    desk.say(desk.opening());
    assertThat(desk.headerStatus().code()).isEqualTo("200");
    assertThat(DmVersion.of(desk.reply.header())).contains(DmVersion.DM_1_1);
  }

  @ParameterizedTest
  @EnumSource(DmVersion.class)
  void aClientTakesItsOwnVersionOnly(DmVersion version) {
    var talk = new Conversation();
    talk.config =
        Conversation.config(
            talk.config.clientScheme(), talk.config.serverScheme(), Form.XML.speaking(version));
    Message said = talk.start();
    assertThat(DmVersion.of(said.header())).contains(version);
    DmVersion other = version == DmVersion.DM_1_2 ? DmVersion.DM_1_1 : DmVersion.DM_1_2;
    talk.verDtd = other.verDtd();
    talk.verProto = other.verProto();

    talk.hears(talk.message(200, Optional.empty(), true));

    assertThat(talk.step)
        .isInstanceOfSatisfying(
            Step.Failed.class,
            failed ->
                assertThat(failed.detail())
                    .contains("speaks " + other.verProto(), "we speak " + version.verProto()));
  }
}
