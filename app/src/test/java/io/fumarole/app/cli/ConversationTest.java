package io.fumarole.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private static final String WARNING = "! neither a command nor Final";

  private static String shown(boolean fromDevice, String rest) {
    String message =
        "<SyncML xmlns='SYNCML:SYNCML1.2'><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>"
            + "<SessionID>A4</SessionID><MsgID>1</MsgID><Target><LocURI>IMEI:1</LocURI></Target>"
            + "<Source><LocURI>http://server/dm</LocURI></Source></SyncHdr><SyncBody><Status>"
            + "<CmdID>1</CmdID><MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd>"
            + "<Data>200</Data></Status>"
            + rest
            + "</SyncBody></SyncML>";
    return new Conversation().add(fromDevice, Octets.utf8(message), "now", 1, Optional.empty());
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
