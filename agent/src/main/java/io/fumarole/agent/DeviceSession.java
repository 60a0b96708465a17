package io.fumarole.agent;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.disk.DeviceState;
import io.fumarole.agent.disk.Report;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.agent.session.SentAwayException;
import io.fumarole.agent.session.Wire;
import io.fumarole.agent.tree.AgentTree;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.DevInfo;
import io.fumarole.protocol.dm.session.ClientAlert;
import io.fumarole.protocol.dm.session.ClientConfig;
import io.fumarole.protocol.dm.session.ClientNonces;
import io.fumarole.protocol.dm.session.ClientSession;
import io.fumarole.protocol.dm.session.Opening;
import io.fumarole.protocol.dm.session.Step;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One session with the server, from package 1 to its end. What a message of the server did is on
/// disk before the answer to it leaves.
final class DeviceSession {
  private static final String REQUEST = "request";

  private final AgentConfig config;
  private final StateStore store;
  private final AgentTree tree;
  private final Wire wire;
  private final ClientSession session;
  private final String sessionId;
  private final int reportsBefore;
  private int messages;

  /// What opens the session.
  ///
  /// @param serverInitiated whether it answers a notification
  /// @param nonces the stored ones, or the default ones if the notification used them
  record Beginning(
      String sessionId,
      boolean serverInitiated,
      Optional<AlertType> request,
      ClientNonces nonces) {}

  DeviceSession(
      AgentConfig config,
      StateStore store,
      AgentTree tree,
      Wire wire,
      ClientNonces.Source fresh,
      DevInfo devInfo,
      Beginning beginning) {
    this.config = config;
    this.store = store;
    this.tree = tree;
    this.wire = wire;
    this.sessionId = beginning.sessionId();
    this.reportsBefore = store.state().reports().size();
    List<ClientAlert> alerts = new ArrayList<>();
    store.state().reports().forEach(report -> alerts.add(alert(report)));
    beginning.request().ifPresent(type -> alerts.add(request(type)));
    var opening = new Opening(sessionId, beginning.serverInitiated(), alerts, devInfo.items());
    this.session = ClientSession.open(clientConfig(config), beginning.nonces(), opening, fresh);
  }

  SessionResult run() throws InterruptedException {
    try {
      Step step = session.first();
      while (step instanceof Step.Send(var sending)) {
        save(false);
        Wire.Answer answer = wire.exchange(sending);
        messages++;
        step = session.receive(answer.body(), answer.encoding(), answer.hmac(), tree);
      }
      save(true);
      return result(step);
    } catch (IOException e) {
      session.drop(tree);
      store.revert();
      keepNonces(e);
      if (e instanceof SentAwayException away)
        return new SessionResult.SentAway(
            sessionId, messages, away.after(), String.valueOf(away.getMessage()));
      return new SessionResult.Failed(sessionId, messages, e.toString());
    }
  }

  private SessionResult result(Step step) {
    return switch (step) {
      case Step.Ended(var ending) -> {
        int acknowledged = reportsBefore - store.state().reports().size();
        yield new SessionResult.Completed(sessionId, ending, messages, acknowledged);
      }
      case Step.Failed(var reason, var detail) ->
          new SessionResult.Failed(sessionId, messages, reason + ": " + detail);
      case Step.Send _ -> throw new IllegalStateException("the session goes on");
    };
  }

  /// New nonces alone are not worth a write before the end: without them the next session costs a
  /// challenge more. Under HMAC every message brings one.
  private void save(boolean atEnd) throws IOException {
    List<Long> acknowledged = new ArrayList<>();
    session
        .answeredAlerts()
        .forEach(
            (id, status) -> {
              if (status.isSuccess() && !id.equals(REQUEST)) acknowledged.add(Long.valueOf(id));
            });
    store.change(state -> state.withoutReports(acknowledged));
    tree.keep();
    if (atEnd || store.isChanged()) changeNonces();
    store.save();
  }

  private void keepNonces(IOException cause) {
    changeNonces();
    try {
      store.save();
    } catch (IOException e) {
      cause.addSuppressed(e);
      store.revert();
    }
  }

  private void changeNonces() {
    ClientNonces nonces = session.nonces();
    store.change(state -> state.withNonces(base64(nonces.client()), base64(nonces.server())));
  }

  /// The nonces that the state holds.
  static ClientNonces nonces(DeviceState state) {
    return new ClientNonces(
        Credentials.nonce(Octets.utf8(state.clientNonce())),
        Credentials.nonce(Octets.utf8(state.serverNonce())));
  }

  private static String base64(Octets nonce) {
    return Credentials.nextNonce(nonce).utf8();
  }

  /// Spec: fumo 6.
  private static ClientAlert alert(Report report) {
    Meta meta = Meta.of("int", report.type().text()).withMark(report.mark());
    Item item = Item.source(report.source(), meta, Data.text(Integer.toString(report.code())));
    return new ClientAlert(
        Long.toString(report.number()),
        AlertCode.GENERIC_ALERT,
        report.correlator().map(Correlator::new),
        List.of(item));
  }

  /// Spec: fumo 8.
  private ClientAlert request(AlertType type) {
    Item item =
        Item.source(config.fumo().uri().toString(), Meta.of("chr", type.text()), Data.empty());
    return new ClientAlert(REQUEST, AlertCode.GENERIC_ALERT, Optional.empty(), List.of(item));
  }

  private static ClientConfig clientConfig(AgentConfig config) {
    AgentConfig.Server server = config.server();
    return new ClientConfig(
        config.device().id(),
        server.url().orElseThrow().toString(),
        server.id(),
        server.device().scheme(),
        account(server.device()),
        server.server().scheme(),
        account(server.server()),
        server.encoding() == Form.Encoding.XML ? Form.XML : Form.WBXML,
        config.limits().message(),
        Math.max(1, config.limits().object()));
  }

  /// The secret itself goes along only where BASIC was chosen: a challenge from a server that
  /// nobody has checked could ask for it.
  private static Optional<Account> account(AgentConfig.Login login) {
    return switch (login.scheme()) {
      case AuthScheme.NONE -> Optional.empty();
      case AuthScheme.BASIC -> Optional.of(login.account());
      case AuthScheme.MD5, AuthScheme.HMAC -> Optional.of(login.account().hashOnly());
    };
  }
}
