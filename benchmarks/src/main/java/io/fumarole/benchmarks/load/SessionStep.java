package io.fumarole.benchmarks.load;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DevInfo;
import io.fumarole.protocol.dm.session.ClientConfig;
import io.fumarole.protocol.dm.session.ClientNonces;
import io.fumarole.protocol.dm.session.ClientSession;
import io.fumarole.protocol.dm.session.Heard;
import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.dm.session.Opening;
import io.fumarole.protocol.dm.session.Peer;
import io.fumarole.protocol.dm.session.Plan;
import io.fumarole.protocol.dm.session.Received;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.dm.session.ServerSession;
import io.fumarole.protocol.dm.session.Step;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;
import java.util.Optional;

/// One step of the server's half of a session, octets to octets: package 1 with valid MD5
/// credentials comes, and is answered with the end of the session. No store, no domain.
public final class SessionStep {
  private static final String SERVER = "http://127.0.0.1/dm";
  private static final long SIZE = 16_384;
  private static final Octets NONCE = Octets.utf8("a nonce of MD5..");

  private final Octets package1;
  private final Peer peer;

  public SessionStep() {
    Account server = Account.of(MeasuredServer.SERVER_ID, BenchDevice.SERVER_SECRET).hashOnly();
    Account client = BenchDevice.client(1).hashOnly();
    var config =
        new ClientConfig(
            BenchDevice.id(1),
            SERVER,
            MeasuredServer.SERVER_ID,
            AuthScheme.MD5,
            Optional.of(client),
            AuthScheme.MD5,
            Optional.of(server),
            Form.WBXML,
            SIZE,
            SIZE);
    var opening =
        new Opening(
            "1",
            false,
            List.of(),
            DevInfo.of(BenchDevice.id(1), BenchDevice.MAKER, BenchDevice.MODEL, "1.2", "en")
                .items());
    Step first =
        ClientSession.open(config, new ClientNonces(NONCE, NONCE), opening, () -> NONCE).first();
    if (!(first instanceof Step.Send(Sending sending)))
      throw new IllegalStateException("a session begins with a message, not with " + first);
    this.package1 = sending.body();
    this.peer =
        new Peer(
            SERVER,
            MeasuredServer.SERVER_ID,
            new Peer.Expected(AuthScheme.MD5, Optional.of(client), false),
            AuthScheme.MD5,
            Optional.of(server),
            NONCE,
            1,
            Optional.empty(),
            SIZE,
            SIZE,
            SIZE,
            false);
  }

  /// Nonces that cost nothing: what they cost is the server's, not the session's.
  private static final class OneNonce implements Nonces {
    @Override
    public Octets forSession(String deviceId, long counter) {
      return NONCE;
    }

    @Override
    public Octets forChallenge(String deviceId, long counter, String sessionId, long msgId) {
      return NONCE;
    }
  }

  /// @return the length of the answer
  public int run() throws MalformedMessageException {
    Codec.Decoded read = Codec.decode(package1, Form.Encoding.WBXML, Limits.DEFAULT);
    var received = new Received(read.message(), read.form(), package1, Optional.empty());
    var nonces = new OneNonce();
    Heard heard = ServerSession.receive(Optional.empty(), 0, 0, received, peer, nonces);
    if (!(heard instanceof Heard.Accepted accepted))
      throw new IllegalStateException("the device is not known: " + heard);
    return ServerSession.reply(
            accepted.state(), Plan.NOTHING, peer, nonces, (blob, offset, length) -> new byte[0])
        .body()
        .length();
  }
}
