package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

class ConversationTest {
  private static final String WARNING = "! neither a command nor Final";

  private static String message(String code, String rest) {
    return "<SyncML xmlns='SYNCML:SYNCML1.2'><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>"
        + "<SessionID>A4</SessionID><MsgID>1</MsgID><Target><LocURI>IMEI:1</LocURI></Target>"
        + "<Source><LocURI>http://server/dm</LocURI></Source></SyncHdr><SyncBody><Status>"
        + "<CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>"
        + code
        + "</Data></Status>"
        + rest
        + "</SyncBody></SyncML>";
  }

  private static String shown(boolean fromDevice, String rest) {
    Octets octets = Octets.utf8(message("200", rest));
    return new Conversation()
        .add(new Conversation.Said(fromDevice, octets, "now", 1, Optional.empty(), false));
  }

  /// `session show` of a session with one refusal, as the API gives it.
  private static String refused(boolean settled) {
    var json = JsonNodeFactory.instance.objectNode();
    json.putArray("messages")
        .addObject()
        .put("fromDevice", false)
        .put("at", "now")
        .put("length", 1)
        .put("note", "wrong nonce")
        .put("settled", settled)
        .put("octets", message("401", "<Final/>").getBytes(StandardCharsets.UTF_8));
    return Conversation.of(json).text(true);
  }

  @Test
  void aChallengeThatWasAnsweredIsToldCalmly() {
    assertThat(refused(true))
        .contains("401 invalid credentials")
        .contains("not let in at once (wrong nonce): as usual")
        .doesNotContain("!")
        .doesNotContain(" x ");
    assertThat(refused(false))
        .contains("!   Status 1")
        .contains("  ! wrong nonce")
        .contains(" x ")
        .doesNotContain("as usual");
  }

  @Test
  void aMessageOfTheServerThatAsksNothingAndDoesNotEndThePackageIsMarked() {
    assertThat(shown(false, "")).contains(WARNING);
    assertThat(shown(false, "<Final/>")).doesNotContain(WARNING);
    assertThat(shown(false, "<Alert><CmdID>2</CmdID><Data>1222</Data></Alert>"))
        .doesNotContain(WARNING);
    assertThat(shown(true, "")).doesNotContain(WARNING);
  }
}
