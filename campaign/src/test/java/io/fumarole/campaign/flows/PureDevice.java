package io.fumarole.campaign.flows;

import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dlota.DownloadOutcome;
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
import io.fumarole.protocol.fumo.FumoEvent;
import io.fumarole.protocol.fumo.FumoMachine.Effect;
import io.fumarole.protocol.fumo.FumoState;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A device made of the real parts: the client's session, its tree, the firmware update machine.
/// Only the network, the slots and the clock are missing: downloads come from a [DownloadSite], an
/// image is its first line, time is told to `passes`.
final class PureDevice {
  static final String ID = "IMEI:990012340056786";
  static final String MODEL = "NW-410";
  static final Account CLIENT = Account.of("nw410-786", "c1ient-Pa55");
  static final Account SERVER = Account.of(TestServer.ID, "s3rver-Pa55");
  private static final Duration DOWNLOAD_TIME = Duration.ofMinutes(4);
  private static final Duration INSTALL_TIME = Duration.ofMinutes(7);

  /// Why a session is opened.
  enum Start {
    POLL,
    NOTIFIED,
    USER_REQUEST,
    DEVICE_REQUEST
  }

  final FumoTree tree;
  final DownloadSite site;
  private final ClientConfig config;
  private final Consumer<Duration> passes;
  private final List<ClientAlert> reports = new ArrayList<>();
  private Optional<ClientSession> open = Optional.empty();
  private Optional<ResultCode> installTrouble = Optional.empty();
  private ClientNonces nonces;
  private int sessions;
  private int reported;
  private int given;

  PureDevice(
      Variant variant,
      DeviceModel model,
      ClientNonces nonces,
      DownloadSite site,
      Consumer<Duration> passes) {
    boolean shows = variant.scheme() != AuthScheme.NONE;
    this.config =
        new ClientConfig(
            ID,
            TestServer.URI,
            TestServer.ID,
            variant.scheme(),
            shows ? Optional.of(CLIENT) : Optional.empty(),
            variant.scheme(),
            shows ? Optional.of(SERVER.hashOnly()) : Optional.empty(),
            variant.form(),
            model.maxMsgSize(),
            model.maxObjSize());
    this.tree = new FumoTree(model, TestServer.ID);
    this.nonces = nonces;
    this.site = site;
    this.passes = passes;
  }

  /// Holds one session, with the reports that wait.
  Transcript session(Start start, Line line) {
    return session(start, line, Break.NEVER);
  }

  /// Where a connection breaks: the device hears so many answers, and its next message does or does
  /// not reach the server.
  record Break(int answers, boolean reachesServer) {
    static final Break NEVER = new Break(Integer.MAX_VALUE, true);
  }

  /// Holds a session whose connection may break.
  Transcript session(Start start, Line line, Break at) {
    sessions++;
    List<ClientAlert> alerts = new ArrayList<>(reports);
    request(start).ifPresent(type -> alerts.add(alert(type, Optional.empty(), "chr", "")));
    var opening =
        new Opening(
            Integer.toHexString(0x40 + sessions),
            start == Start.NOTIFIED,
            alerts,
            DevInfo.of(ID, "Northwind", MODEL, "1.2", "en").items());
    var session =
        ClientSession.open(
            config, nonces, opening, () -> Octets.utf8("device-nonce-%03d".formatted(++given)));
    open = Optional.of(session);
    var transcript = new Transcript(config);
    Step step = session.first();
    int answers = 0;
    while (step instanceof Step.Send(var sending)) {
      if (answers == at.answers() && !at.reachesServer()) break;
      Line.Heard heard = line.send(sending, transcript);
      if (answers++ == at.answers()) break;
      step = session.receive(heard.body(), config.form().encoding(), heard.hmac(), tree);
    }
    open = Optional.empty();
    nonces = session.nonces();
    reports.removeIf(
        report ->
            Optional.ofNullable(session.answeredAlerts().get(report.id()))
                .filter(StatusCode::isSuccess)
                .isPresent());
    if (step instanceof Step.Send) session.drop(tree);
    else transcript.end(step);
    return transcript;
  }

  private static Optional<AlertType> request(Start start) {
    return switch (start) {
      case POLL, NOTIFIED -> Optional.empty();
      case USER_REQUEST -> Optional.of(AlertType.USER_REQUEST);
      case DEVICE_REQUEST -> Optional.of(AlertType.DEVICE_REQUEST);
    };
  }

  /// Carries out what was ordered, to its end.
  void work() {
    Optional<Effect> effect = tree.takeDue();
    while (effect.isPresent()) effect = perform(effect.get());
  }

  /// Performs every Exec before its Status, and reports in the session at hand.
  void worksAtOnce() {
    tree.performAtOnce(this::work);
  }

  /// Starts an update of the package at hand without being told.
  void updatesByItself() {
    Optional<Effect> effect = Optional.of(tree.move(new FumoEvent.UpdateDue(Operation.UPDATE)));
    while (effect.isPresent()) effect = perform(effect.get());
  }

  private Optional<Effect> perform(Effect effect) {
    return switch (effect) {
      case Effect.Rest() -> Optional.empty();
      case Effect.Fetch(var operation, var url) -> fetch(operation, url);
      case Effect.Store(var operation) ->
          Optional.of(tree.move(new FumoEvent.PackageStored(operation)));
      case Effect.GoOn(var operation) -> Optional.of(tree.move(new FumoEvent.UpdateDue(operation)));
      case Effect.Install(var operation) -> Optional.of(tree.move(install(operation)));
      case Effect.Report(var operation, var code) -> {
        report(operation, code);
        yield Optional.empty();
      }
      case Effect.Discard() -> {
        tree.hold(Octets.EMPTY);
        yield Optional.empty();
      }
    };
  }

  private Optional<Effect> fetch(Operation operation, String url) {
    passes.accept(DOWNLOAD_TIME);
    DownloadSite.Fetched fetched = site.fetch(url);
    tree.hold(fetched.content());
    return Optional.of(
        tree.move(
            fetched.outcome() == DownloadOutcome.Ended.STORED
                ? new FumoEvent.DownloadFinished(operation)
                : new FumoEvent.DownloadBroken(operation, fetched.outcome().resultCode())));
  }

  private FumoEvent install(Operation operation) {
    passes.accept(INSTALL_TIME);
    Optional<ResultCode> trouble = installTrouble;
    installTrouble = Optional.empty();
    Optional<String> version = FirmwareImage.versionOf(tree.held());
    if (trouble.isEmpty() && version.isEmpty()) trouble = Optional.of(ResultCode.CORRUPTED_PACKAGE);
    if (trouble.isPresent()) return new FumoEvent.UpdateBroken(operation, trouble.get());
    tree.tree().put(DeviceModel.VERSION, Octets.utf8(version.orElseThrow()));
    return new FumoEvent.UpdateSucceeded(operation);
  }

  private void report(Operation operation, ResultCode code) {
    ClientAlert alert =
        alert(AlertType.of(operation), tree.takeCorrelator(), "int", code.toString());
    reports.add(alert);
    open.ifPresent(session -> session.report(alert));
  }

  private ClientAlert alert(
      AlertType type, Optional<Correlator> correlator, String format, String data) {
    Meta meta = Meta.of(format, type.text()).withMark("informational");
    Item item = Item.source(DeviceModel.OBJECT.toString(), meta, Data.text(data));
    return new ClientAlert(
        "alert-" + ++reported, AlertCode.GENERIC_ALERT, correlator, List.of(item));
  }

  /// Clears the package away once the server knows of the update. Spec: fumo 3.
  void cleansUp() {
    if (tree.state() == FumoState.UPDATE_SUCCESSFUL_HAVE_DATA)
      perform(tree.move(new FumoEvent.PackageRemoved()));
  }

  void failNextInstall(ResultCode code) {
    installTrouble = Optional.of(code);
  }

  /// How many reports the server has not acknowledged.
  int waitingReports() {
    return reports.size();
  }

  String runningVersion() {
    return tree.tree().find(DeviceModel.VERSION).orElseThrow().value().utf8();
  }
}
