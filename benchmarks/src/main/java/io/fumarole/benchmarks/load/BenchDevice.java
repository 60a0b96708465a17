package io.fumarole.benchmarks.load;

import io.fumarole.agent.session.Wire;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DevInfo;
import io.fumarole.protocol.dm.session.ClientAlert;
import io.fumarole.protocol.dm.session.ClientConfig;
import io.fumarole.protocol.dm.session.ClientNonces;
import io.fumarole.protocol.dm.session.ClientSession;
import io.fumarole.protocol.dm.session.Opening;
import io.fumarole.protocol.dm.session.Step;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// A device that costs little: the real client session over a small tree, without disk or slots. It
/// says yes to everything and reports at once in the next session.
public final class BenchDevice {
  public static final String MAKER = "Northwind";
  public static final String MODEL = "NW-410";
  public static final String SERVER_SECRET = "s3rver-Pa55";
  public static final String FIRST_VERSION = "1.0.0";
  private static final long MAX_MSG_SIZE = 16_384;
  private static final long MAX_OBJ_SIZE = 64L << 20;

  private final int number;
  private final ClientConfig config;
  private final Wire wire;
  private final BenchTree tree;
  private ClientNonces nonces = ClientNonces.NONE;
  private int sessions;
  private int fresh;
  private int messages;

  public BenchDevice(int number, URI server, Wire wire) {
    this.number = number;
    this.wire = wire;
    this.tree = new BenchTree(MeasuredServer.SERVER_ID, FIRST_VERSION);
    this.config =
        new ClientConfig(
            id(number),
            server.toString(),
            MeasuredServer.SERVER_ID,
            AuthScheme.MD5,
            Optional.of(client(number).hashOnly()),
            AuthScheme.MD5,
            Optional.of(Account.of(MeasuredServer.SERVER_ID, SERVER_SECRET).hashOnly()),
            Form.WBXML,
            MAX_MSG_SIZE,
            MAX_OBJ_SIZE);
  }

  public static String id(int number) {
    return "IMEI:35000000%07d".formatted(number);
  }

  public String id() {
    return id(number);
  }

  static Account client(int number) {
    return Account.of(user(number), secret(number));
  }

  public static String user(int number) {
    return "device-" + number;
  }

  public static String secret(int number) {
    return "secret of " + number;
  }

  /// A session with nothing to report.
  public void poll() throws IOException, InterruptedException {
    session(List.of());
  }

  /// A session in which the server orders an update, and the one that reports it.
  ///
  /// @param fetcher gets the package, when the server gave an address
  public void update(String version, Fetcher fetcher) throws IOException, InterruptedException {
    poll();
    BenchTree.Ordered ordered =
        tree.takeOrdered()
            .orElseThrow(() -> new IOException(id(number) + ": the server ordered no update"));
    if (ordered.operation() != Operation.UPDATE) fetcher.fetch(URI.create(ordered.url()));
    tree.become(version, FumoState.UPDATE_SUCCESSFUL_NO_DATA);
    Meta meta = Meta.of("int", AlertType.of(ordered.operation()).text()).withMark("informational");
    Item item =
        Item.source(BenchTree.OBJECT.toString(), meta, Data.text(ResultCode.SUCCESS.toString()));
    session(
        List.of(
            new ClientAlert(
                "report", AlertCode.GENERIC_ALERT, ordered.correlator(), List.of(item))));
  }

  /// Gets a package and forgets it.
  public interface Fetcher {
    void fetch(URI url) throws IOException, InterruptedException;
  }

  /// Messages that the server has answered so far.
  public int messages() {
    return messages;
  }

  private void session(List<ClientAlert> alerts) throws IOException, InterruptedException {
    var opening =
        new Opening(
            Integer.toHexString(++sessions),
            false,
            alerts,
            DevInfo.of(id(number), MAKER, MODEL, "1.2", "en").items());
    var session =
        ClientSession.open(
            config, nonces, opening, () -> Octets.utf8("nonce-%d-%d".formatted(number, ++fresh)));
    Step step = session.first();
    while (step instanceof Step.Send(var sending)) {
      Wire.Answer answer = wire.exchange(sending);
      messages++;
      step = session.receive(answer.body(), answer.encoding(), answer.hmac(), tree);
    }
    nonces = session.nonces();
    if (!step.equals(new Step.Ended(Step.Ending.COMPLETE)))
      throw new IOException(id(number) + ": the session ended with " + step);
  }
}
