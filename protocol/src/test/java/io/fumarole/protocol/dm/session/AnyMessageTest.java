package io.fumarole.protocol.dm.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.Golden;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Whatever arrives, the client answers, ends or fails with a reason; it never throws.
class AnyMessageTest {
  static Stream<Golden> messages() {
    return Golden.messages().stream().filter(golden -> !golden.isFromClient());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void everyMessageOfAServerIsTaken(Golden golden) {
    Step step = taken(golden.octets(), golden.encoding(), sessionId(golden));
    if (step instanceof Step.Failed failed)
      assertThat(failed.reason()).isNotEqualTo(Step.Reason.MALFORMED);
  }

  @Test
  void messagesWithDamagedOctetsAreTakenOrRefused() {
    var random = new Random(20_061_026);
    List<Golden> all = messages().toList();
    for (int round = 0; round < 300; round++) {
      Golden golden = all.get(random.nextInt(all.size()));
      byte[] octets = golden.octets().toByteArray();
      for (int hit = 0; hit <= random.nextInt(4); hit++)
        octets[random.nextInt(octets.length)] = (byte) random.nextInt(256);
      assertThat(taken(Octets.wrap(octets), golden.encoding(), sessionId(golden)))
          .as("round %d, %s", round, golden)
          .isNotNull();
    }
  }

  private static String sessionId(Golden golden) {
    try {
      return Codec.decode(golden.octets(), golden.encoding(), Limits.DEFAULT)
          .message()
          .header()
          .sessionId();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  private static Step taken(Octets octets, Form.Encoding encoding, String sessionId) {
    Form form = encoding == Form.Encoding.XML ? Form.XML : Form.WBXML;
    ClientSession session =
        ClientSession.open(
            Conversation.config(AuthScheme.NONE, AuthScheme.NONE, form),
            ClientNonces.NONE,
            new Opening(sessionId, false, List.of(), Conversation.opening().devInfo()),
            () -> Octets.utf8("fresh"));
    session.first();
    return session.receive(octets, encoding, Optional.empty(), new FirmwareDevice());
  }
}
