package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Message;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is sent to a device for its deployment, and what no more. Spec: DESIGN 5.
class OrdersAtServerTest extends StagedServer {
  /// An operator may cancel, and a deadline may pass, while the device has the URL and no Exec yet.
  @ParameterizedTest
  @ValueSource(strings = {"CANCELLED", "EXPIRED"})
  void sendsNoExecOnceTheDeploymentHasEndedMeanwhile(DeploymentState end) {
    createByAdd = true;
    TestServer server = staged();
    Message first = server.send(message("1", 1, opening()), Form.WBXML).message();
    assertThat(names(first)).contains("Add").doesNotContain("Exec");
    server.store.put(deployment(server).to(end, "ended", server.now()));
    Message reply = server.send(message("1", 2, answers(first, "200")), Form.WBXML).message();
    assertThat(names(reply)).isEmpty();
    assertThat(reply.isFinal()).isTrue();
    assertThat(deployment(server).reason()).isEqualTo("ended");
  }

  /// Sessions that break before the Exec send no Correlator: the next one takes it.
  @Test
  void takesTheCorrelatorOfAnAttemptThatCameToNothing() {
    createByAdd = true;
    TestServer server = staged();
    for (String session : List.of("A", "B", "C"))
      server.send(message(session, 1, opening()), Form.WBXML);
    assertThat(deployment(server).attempts()).hasSize(1);
  }

  /// Some clients refuse a large object and end the session in one message (field-notes).
  @Test
  void takesInARefusalThatComesWithAnAbort() {
    delivery = Delivery.DM;
    operation = Operation.UPDATE;
    TestServer server = staged();
    Message reply = server.send(message("1", 1, opening()), Form.WBXML).message();
    int number = 1;
    while (asked(reply).isEmpty())
      reply =
          server
              .send(message("1", ++number, answers(reply, "", alert(5, "1222"))), Form.WBXML)
              .message();
    server.send(message("1", ++number, answers(reply, "413", alert(9, "1223"))), Form.WBXML);
    assertThat(deployment(server).excluded()).containsExactly(Delivery.DM);
    assertThat(deployment(server).reason()).contains("413");
    server.send(message("2", 1, opening()), Form.WBXML);
    assertThat(deployment(server).state()).isEqualTo(DeploymentState.FAILED);
  }

  /// The node was created by an earlier deployment: Add says 418, and the new address is written.
  @Test
  void givesAnObjectThatWasCreatedEarlierItsNextAddress() {
    createByAdd = true;
    TestServer server = staged();
    var object =
        new FumoObject(
            DmUri.of("./FwUpdate/FwPkg1"),
            EnumSet.of(Part.DOWNLOAD_AND_UPDATE),
            Optional.empty(),
            Map.of(Operation.DOWNLOAD_AND_UPDATE, "https://dl.fota.example/old"));
    server.store.put(ExampleCast.unknown("examples/flow-1-dm-replace").withObject(object));
    Message adds = server.send(message("1", 1, opening()), Form.WBXML).message();
    assertThat(names(adds)).containsExactly("Sequence", "Add", "Add", "Add");
    List<Command> asked = asked(adds);
    Message replace =
        server
            .send(
                message(
                    "1",
                    2,
                    status(1, adds, CmdId.HEADER, "SyncHdr", "200"),
                    status(2, adds, asked.get(0).cmdId(), "Sequence", "200"),
                    status(3, adds, asked.get(1).cmdId(), "Add", "418"),
                    status(4, adds, asked.get(2).cmdId(), "Add", "418"),
                    status(5, adds, asked.get(3).cmdId(), "Add", "418")),
                Form.WBXML)
            .message();
    assertThat(names(replace)).containsExactly("Replace");
    Message exec = server.send(message("1", 3, answers(replace, "200")), Form.WBXML).message();
    assertThat(names(exec)).containsExactly("Exec");
  }
}
