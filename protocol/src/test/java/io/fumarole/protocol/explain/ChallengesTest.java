package io.fumarole.protocol.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.explain.SessionArrows.Spoken;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import org.junit.jupiter.api.Test;

class ChallengesTest {
  private static final String REPORT =
      """
      <Alert><CmdID>2</CmdID><Data>1226</Data><Item><Source><LocURI>./FwUpdate</LocURI></Source>\
      <Meta><Type xmlns="syncml:metinf">org.openmobilealliance.dm.firmwareupdate.update</Type></Meta>\
      <Data>410</Data></Item></Alert>
      """;

  private final Challenges challenges = new Challenges();

  /// A message of the device, and the server's answer with this Status for its header.
  private void answered(String code) {
    challenges.next();
    said(Direction.SERVER_TO_DEVICE, code, "");
  }

  private void said(Direction direction, String code, String more) {
    challenges.next();
    challenges.said(new Spoken(direction, message(code, more)));
  }

  private static Message message(String code, String more) {
    String xml =
        """
        <SyncML xmlns="SYNCML:SYNCML1.2"><SyncHdr><VerDTD>1.2</VerDTD><VerProto>DM/1.2</VerProto>\
        <SessionID>1</SessionID><MsgID>1</MsgID><Target><LocURI>d</LocURI></Target>\
        <Source><LocURI>s</LocURI></Source></SyncHdr><SyncBody><Status><CmdID>1</CmdID>\
        <MsgRef>1</MsgRef><CmdRef>0</CmdRef><Cmd>SyncHdr</Cmd><Data>%s</Data></Status>%s<Final/></SyncBody></SyncML>
        """
            .formatted(code, more);
    try {
      return Codec.decode(Octets.utf8(xml), Form.Encoding.XML, Limits.DEFAULT).message();
    } catch (MalformedMessageException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aDeviceThatGetsInAfterAChallengeWasNoIntruder() {
    answered("401");
    answered("212");
    answered("212");
    assertThat(challenges.settled()).containsExactlyInAnyOrder(0, 1);
  }

  @Test
  void oneThatIsChallengedTwiceMayGetInToo() {
    answered("401");
    answered("401");
    answered("200");
    assertThat(challenges.settled()).containsExactlyInAnyOrder(0, 1, 2, 3);
  }

  @Test
  void oneThatNeverGetsInStaysSuspicious() {
    answered("401");
    answered("401");
    answered("403");
    assertThat(challenges.settled()).isEmpty();
  }

  @Test
  void theDeviceMayChallengeTheServerToo() {
    answered("212");
    said(Direction.DEVICE_TO_SERVER, "401", "");
    said(Direction.SERVER_TO_DEVICE, "212", "");
    assertThat(challenges.settled()).isEmpty();
    said(Direction.DEVICE_TO_SERVER, "212", "");
    assertThat(challenges.settled()).containsExactlyInAnyOrder(1, 2);
  }

  @Test
  void aChallengeDoesNotHideWhatElseIsBadInItsMessage() {
    answered("212");
    said(Direction.DEVICE_TO_SERVER, "401", REPORT);
    said(Direction.SERVER_TO_DEVICE, "212", "");
    said(Direction.DEVICE_TO_SERVER, "212", "");
    assertThat(challenges.settled()).containsExactly(1);
  }
}
