package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Octets of deployed clients at our server, which is open: their secrets are not known. They
/// answered another server, so that their statuses answer nothing of ours; yet each message has to
/// be understood, and each of its commands answered.
class CapturesAtServerTest {
  static Stream<String> captures() {
    return Golden.folders().stream().filter(folder -> folder.startsWith("captures/"));
  }

  @ParameterizedTest
  @MethodSource("captures")
  void answersEveryCommandOfADeployedClientInTheFormThatCame(String folder)
      throws MalformedMessageException {
    var server = open();
    for (Golden file : clientMessages(folder)) {
      Codec.Decoded sent = Codec.decode(file.octets(), file.encoding(), Limits.DEFAULT);
      TestServer.Reply reply = server.send(file.octets(), file.encoding(), Optional.empty());

      assertThat(reply.form().encoding()).as(file.path()).isEqualTo(sent.form().encoding());
      assertThat(reply.form().header()).as(file.path()).isEqualTo(sent.form().header());
      assertThat(reply.message().header().sessionId())
          .isEqualTo(sent.message().header().sessionId());
      assertThat(answered(reply.message()))
          .as(file.path())
          .startsWith("0 SyncHdr")
          .containsExactlyElementsOf(toBeAnswered(sent.message()));
      assertThat(statuses(reply.message()))
          .as(file.path())
          .allMatch(s -> s.statusCode().isSuccess());
      assertThat(reply.message().header().meta().maxMsgSize()).isPresent();
    }
  }

  /// The challenged clients repeat package 1 in message 2: it is taken as their session's start.
  @ParameterizedTest
  @MethodSource("captures")
  void challengesADeployedClientWhoseSecretItDoesNotKnow(String folder)
      throws MalformedMessageException {
    var server =
        new TestServer(
            TestProfiles.standard(Dialect.STRICT, AuthScheme.MD5),
            PinnedNonces.NONE,
            UnknownDevices.REFUSE);
    Golden first = clientMessages(folder).getFirst();
    Codec.Decoded sent = Codec.decode(first.octets(), first.encoding(), Limits.DEFAULT);
    server.store.put(
        io.fumarole.campaign.device.Device.enrolled(
            new io.fumarole.campaign.device.DeviceId(sent.message().header().source().locUri()),
            "test",
            Optional.of(io.fumarole.protocol.dm.Account.of("someone", "else").hashOnly()),
            Optional.empty(),
            TestServer.START));
    int before = server.store.commits();
    for (Golden file : clientMessages(folder).stream().limit(2).toList()) {
      TestServer.Reply reply = server.send(file.octets(), file.encoding(), Optional.empty());
      assertThat(reply.message().commands()).as(file.path()).allMatch(c -> c instanceof Status);
      assertThat(reply.message().isFinal()).isTrue();
    }
    assertThat(server.store.commits()).as("nothing stored for a stranger").isEqualTo(before);
  }

  private static TestServer open() {
    return new TestServer(
        TestProfiles.standard(Dialect.STRICT, AuthScheme.NONE),
        PinnedNonces.NONE,
        UnknownDevices.OPEN);
  }

  private static List<Golden> clientMessages(String folder) {
    boolean isWbxml = !Golden.messages(folder, Form.Encoding.WBXML).isEmpty();
    return Golden.messages(folder, isWbxml ? Form.Encoding.WBXML : Form.Encoding.XML).stream()
        .filter(Golden::isFromClient)
        .toList();
  }

  private static List<Status> statuses(Message reply) {
    return reply.commands().stream().filter(c -> c instanceof Status).map(c -> (Status) c).toList();
  }

  private static List<String> answered(Message reply) {
    return statuses(reply).stream().map(s -> s.cmdRef().text() + " " + s.cmd()).toList();
  }

  private static List<String> toBeAnswered(Message message) {
    List<String> expected = new ArrayList<>(List.of("0 SyncHdr"));
    for (Command command : message.commands())
      if (!(command instanceof Status) && !(command instanceof Command.Results))
        expected.add(command.cmdId().text() + " " + command.name());
    return expected;
  }
}
