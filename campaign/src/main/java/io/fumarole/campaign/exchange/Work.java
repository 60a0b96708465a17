package io.fumarole.campaign.exchange;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentLife;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.deployment.Hold;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.campaign.exchange.ExchangeStore.Changes;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.SessionChange;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Fact;
import io.fumarole.protocol.dm.session.SessionState.Trust;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.fumo.ResultCode;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.StatusCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one message changes: the device, its deployments, and the events that tell why.
final class Work {
  /// Devices have words in it, such as an alert's type: they must not fill the history.
  private static final int LONGEST_TEXT = 1_000;

  private final ModelProfile profile;
  private final Loaded loaded;
  private final Circumstances circumstances;
  private final Instant now;
  private final Map<String, Deployment> deployments = new LinkedHashMap<>();
  private final Map<String, Deployment> changed = new LinkedHashMap<>();
  private final Map<Long, NodeOrder> orders = new LinkedHashMap<>();
  private final Map<Long, NodeOrder> changedOrders = new LinkedHashMap<>();
  private final List<Event> events = new ArrayList<>();
  private final Map<Fact.AlertRef, StatusCode> verdicts = new HashMap<>();
  private Device device;
  private boolean deviceChanged;
  private boolean wantsCheck;
  private boolean reportIsCertain;
  private boolean isAsked;
  private Optional<AlertType> unmetRequest = Optional.empty();

  Work(
      Device device,
      ModelProfile profile,
      Loaded loaded,
      Circumstances circumstances,
      Instant now) {
    this.device = device.seen(now);
    this.profile =
        loaded.rule().map(rule -> profile.with(rule.over(profile.patience()))).orElse(profile);
    this.loaded = loaded;
    this.circumstances = circumstances;
    this.now = now;
    for (Deployment d : loaded.deployments()) deployments.put(d.id().value(), d);
    for (NodeOrder order : loaded.orders()) orders.put(order.number(), order);
    if (loaded.device().isEmpty()) {
      deviceChanged = true;
      event(
          Optional.empty(),
          "enrolled",
          "the device made itself known: "
              + device.standing().name().toLowerCase(java.util.Locale.ROOT)
              + ", profile "
              + profile.name());
    }
  }

  Device device() {
    return device;
  }

  ModelProfile profile() {
    return profile;
  }

  Instant now() {
    return now;
  }

  Circumstances circumstances() {
    return circumstances;
  }

  Map<Fact.AlertRef, StatusCode> verdicts() {
    return verdicts;
  }

  /// Whether a report made it worth reading State and version in this session.
  boolean wantsCheck() {
    return wantsCheck;
  }

  /// Whether the report named its Exec: one without a Correlator may be about another.
  boolean reportIsCertain() {
    return reportIsCertain;
  }

  /// Whether the device or its user asked in this message: what was put off for them is not any
  /// more.
  boolean isAsked() {
    return isAsked;
  }

  /// A request of the user that nothing can be done for now.
  Optional<AlertType> unmetRequest() {
    return unmetRequest;
  }

  boolean hasChanged() {
    return deviceChanged || !changed.isEmpty() || !changedOrders.isEmpty() || !events.isEmpty();
  }

  Changes changes(SessionChange session) {
    List<Deployment> planned =
        changed.values().stream().map(d -> DeploymentLife.planned(d, profile, now)).toList();
    return new Changes(
        Optional.of(device), session, planned, List.copyOf(changedOrders.values()), events);
  }

  /// What keeps the open deployment from beginning now.
  Optional<Hold> hold() {
    return loaded.rule().flatMap(rule -> rule.hold(device, now));
  }

  Optional<Deployment> open() {
    return Exchange.open(List.copyOf(deployments.values()));
  }

  Optional<Deployment> deployment(String id) {
    return Optional.ofNullable(deployments.get(id));
  }

  Optional<FirmwarePackage> packageOf(Deployment deployment) {
    return loaded.packages().stream()
        .filter(p -> p.id().equals(deployment.packageId()))
        .findFirst();
  }

  void put(Deployment deployment) {
    Deployment was = deployments.get(deployment.id().value());
    if (deployment.equals(was)) return;
    deployments.put(deployment.id().value(), deployment);
    changed.put(deployment.id().value(), deployment);
    boolean tells =
        was == null
            || was.state() != deployment.state()
            || !was.reason().equals(deployment.reason());
    if (tells) event(Optional.of(deployment), deployment.state().word(), deployment.reason());
  }

  /// In the order in which they were given.
  List<NodeOrder> orders() {
    return List.copyOf(orders.values());
  }

  Optional<NodeOrder> order(long number) {
    return Optional.ofNullable(orders.get(number));
  }

  void put(NodeOrder order) {
    orders.put(order.number(), order);
    changedOrders.put(order.number(), order);
    order
        .answer()
        .ifPresent(
            answer ->
                event(Optional.empty(), "node", order.request().words() + ": " + answer.words()));
  }

  void put(Device value) {
    if (value.equals(device)) return;
    device = value;
    deviceChanged = true;
  }

  void event(Optional<Deployment> deployment, String kind, String text) {
    String kept = text.length() > LONGEST_TEXT ? text.substring(0, LONGEST_TEXT) + "…" : text;
    events.add(new Event(device.id(), deployment.map(Deployment::id), now, kind, kept));
  }

  /// The nonces of both sides, as the session left them. A late message of an older session must
  /// not make one valid again that was used up since, in a session that stored nothing else.
  void remember(Trust trust) {
    if (trust.nonceCounter() < device.nonceCounter()) return;
    device = device.withNonces(trust.serverNonce(), trust.nonceCounter());
  }

  /// The device came because it was notified.
  void answersNotification() {
    put(device.withNotificationId(0));
  }

  /// The device has shown the secret that was sent to it: the old one is void from here.
  void hasShownNewSecret() {
    put(device.rotated());
    event(Optional.empty(), "credentials", "the device uses its new secret");
  }

  /// Once the device has taken the credentials of the server too, nothing is kept in mind any more.
  ///
  /// @param before this message, in this session
  void hears(Optional<Trust> before, Trust after) {
    boolean waits = device.rotation().filter(Rotation::isShown).isPresent();
    boolean isTakenEachTime =
        after.serverScheme() == AuthScheme.HMAC
            && before.isPresent()
            && after.serverRejections() == 0;
    if (waits && (after.serverAccepted() || isTakenEachTime))
      put(device.serverTaken(before.map(Trust::serverRejections).orElse(0)));
  }

  /// New secrets that have not reached the device are dropped where they cannot; others stay.
  void cannotRotate(String words) {
    boolean isOut = device.rotation().filter(Rotation::isOut).isPresent();
    put(isOut ? device.rotationBecause(words) : device.withRotation(Optional.empty()));
    event(Optional.empty(), "credentials", "not rotated: " + words);
  }

  /// A new session: what the one before it left undone. A package that was amid its transfer starts
  /// anew, or goes another way when that happens too often. What a restart of the server may have
  /// broken is not held against the device.
  void takeUp(Optional<StoredSession> earlier) {
    for (NodeOrder order : orders())
      if (order.state() == NodeOrder.State.SENT) put(order.unanswered(now));
    if (earlier.isEmpty()) return;
    boolean mayBeOurs = earlier.get().started().isBefore(circumstances.settings().since());
    Optional<Deployment> left = leftAmidPackage(earlier.get().place());
    left.ifPresent(
        d ->
            put(
                mayBeOurs
                    ? DeploymentLife.interrupted(d, now)
                    : DeploymentLife.brokenOff(d, Delivery.DM, profile, now)));
  }

  /// The device went away where the talk stood: it matters when a package was on its way.
  void brokeOff(Place place) {
    leftAmidPackage(place)
        .ifPresent(d -> put(DeploymentLife.brokenOff(d, Delivery.DM, profile, now)));
  }

  private Optional<Deployment> leftAmidPackage(Place place) {
    if (!place.isDelivering()) return Optional.empty();
    if (!(place.activity() instanceof Place.Activity.Working(var id, var job, _)))
      return Optional.empty();
    return deployment(id.value())
        .filter(d -> !d.state().isEnd() && !d.packagePresent())
        .filter(d -> d.last().filter(a -> isUnsent(a, job.correlator())).isPresent());
  }

  private static boolean isUnsent(Attempt attempt, Correlator correlator) {
    return attempt.correlator().equals(correlator) && attempt.step() == Attempt.Step.PREPARED;
  }

  /// Takes in what the device says about itself and its operations.
  void hear(List<Fact> facts) {
    // The model first, wherever it stands in the message: a request is answered by it.
    for (Fact fact : facts) if (fact instanceof Fact.Inventory(var items)) inventory(items);
    for (Fact fact : facts) {
      switch (fact) {
        case Fact.Inventory _ -> {}
        case Fact.Alerted alerted -> alerted(alerted);
        case Fact.Aborted(var words) -> event(open(), "aborted", words);
        case Fact.Answered _,
            Fact.UserSaid _,
            Fact.GroupRefused _,
            Fact.Unanswered _,
            Fact.ValueRead _,
            Fact.Transferred _ -> {}
      }
    }
  }

  private static final List<String> DEV_INFO = List.of("Man", "Mod", "DmV", "Lang");

  private void inventory(List<Item> items) {
    Map<String, String> more = new HashMap<>(device.inventory());
    for (Item item : items) {
      String uri = item.sourceUri().or(item::targetUri).orElse("");
      String name = uri.substring(uri.lastIndexOf('/') + 1);
      String text = item.text().replace("\0", "").strip();
      boolean isLeaf = item.meta().format().filter("node"::equals).isEmpty();
      boolean isDirect = uri.endsWith("DevInfo/" + name);
      if (isLeaf && isDirect && DEV_INFO.contains(name) && text.length() <= 255)
        more.put(name, text);
    }
    put(device.withInventory(more));
  }

  private void alerted(Fact.Alerted alerted) {
    Optional<AlertType> type = alerted.item().meta().type().flatMap(AlertType::parse);
    if (type.isEmpty()) {
      verdicts.put(alerted.ref(), StatusCode.UNSUPPORTED_FORMAT);
      event(
          Optional.empty(),
          "alert",
          "a generic alert of unknown type: " + alerted.item().meta().type().orElse("none"));
      return;
    }
    if (type.get().isRequest()) {
      verdicts.put(alerted.ref(), request(type.get()));
    } else {
      report(type.get(), alerted);
    }
  }

  /// 200 when something will be done in this session, 202 when not. Spec: fumo 8.
  private StatusCode request(AlertType type) {
    isAsked = true;
    String who = type == AlertType.USER_REQUEST ? "the user" : "the device";
    event(open(), "request", who + " asked for an update");
    if (device.standing() != Device.Standing.ENROLLED) return StatusCode.ACCEPTED;
    if (open().isEmpty()) offered().ifPresent(p -> put(created(p, who)));
    if (open().isPresent()) return StatusCode.OK;
    if (type == AlertType.USER_REQUEST) unmetRequest = Optional.of(type);
    return StatusCode.ACCEPTED;
  }

  private Optional<FirmwarePackage> offered() {
    return loaded.packages().stream().filter(p -> p.isFor(device.running())).findFirst();
  }

  private Deployment created(FirmwarePackage p, String who) {
    Deployment created =
        Deployment.scheduled(
                circumstances.newDeploymentId().get(),
                device.id(),
                p.id(),
                p.toVersion(),
                Deployment.Wish.NONE,
                now,
                now.plus(circumstances.settings().deploymentLife()))
            .from(device.version());
    return created.to(created.state(), who + " asked, and package " + p.id() + " is offered", now);
  }

  /// By Correlator first, then by device, alert type and Source. Spec: fumo 11, field-notes 4. An
  /// empty Correlator is none.
  private void report(AlertType type, Fact.Alerted alerted) {
    Operation operation = operation(type);
    ResultCode code = code(alerted.item().text());
    wantsCheck = true;
    Optional<Correlator> correlator =
        alerted
            .correlator()
            .map(c -> new Correlator(c.text().strip()))
            .filter(c -> !c.text().isEmpty());
    Optional<Deployment> owner =
        correlator.flatMap(
            c -> deployments.values().stream().filter(d -> d.attempt(c).isPresent()).findFirst());
    if (owner.isPresent()) {
      reportIsCertain = true;
      Attempt attempt = owner.get().attempt(correlator.orElseThrow()).orElseThrow();
      reported(owner.get(), attempt, code);
      return;
    }
    boolean isOurs = isAboutOurObject(alerted.item());
    Optional<Attempt> attempt =
        open().filter(_ -> isOurs).flatMap(d -> unreported(d, operation, correlator));
    if (attempt.isPresent()) {
      correlator.ifPresent(
          c ->
              event(
                  open(),
                  "report",
                  "Correlator "
                      + c
                      + " belongs to no Exec: taken for "
                      + attempt.get().correlator()
                      + ", the only Exec of "
                      + operation.node()));
      reported(open().orElseThrow(), attempt.get(), code);
    } else if (open().isPresent() && isOurs && correlator.isEmpty()) {
      event(
          open(),
          "report",
          "without a Correlator, " + operation.node() + ": " + code + " (" + code.meaning() + ")");
      put(DeploymentLife.reportedByItself(open().orElseThrow(), operation, code, profile, now));
    } else {
      event(open(), "report", unmatched(operation, code, correlator, alerted.item()));
    }
  }

  /// The Exec that a report must be about although it does not name it. One with a Correlator of
  /// nobody's may be an old one come again: it counts only where no other Exec of its operation was
  /// ever sent.
  private static Optional<Attempt> unreported(
      Deployment deployment, Operation operation, Optional<Correlator> correlator) {
    if (correlator.isPresent()) return deployment.onlyInFlight(operation);
    return deployment
        .last()
        .filter(a -> a.operation() == operation && a.step() != Attempt.Step.REPORTED);
  }

  private String unmatched(
      Operation operation, ResultCode code, Optional<Correlator> correlator, Item item) {
    return "a report that belongs to no deployment: "
        + operation.node()
        + " "
        + code
        + " ("
        + code.meaning()
        + ")"
        + correlator.map(c -> ", Correlator " + c).orElse("")
        + item.sourceUri().map(uri -> ", Source " + uri).orElse("")
        + open()
            .flatMap(Deployment::last)
            .map(a -> "; the last Exec is " + a.operation().node() + " with " + a.correlator())
            .orElse("");
  }

  /// Whether Source is the object, a node below it, or nothing at all: some devices leave it out. A
  /// report about another object of the same device is not about our deployment.
  private boolean isAboutOurObject(Item item) {
    String source = item.sourceUri().orElse("").strip();
    if (source.isEmpty() || device.object().isEmpty()) return true;
    return DmUri.parse(source)
        .filter(uri -> uri.isAtOrUnder(device.object().get().root()))
        .isPresent();
  }

  private void reported(Deployment deployment, Attempt attempt, ResultCode code) {
    Deployment after = DeploymentLife.reported(deployment, attempt, code, profile, now);
    if (after.equals(deployment)) return;
    event(
        Optional.of(deployment),
        "report",
        attempt.operation().node() + ": " + code + " (" + code.meaning() + ")");
    put(after);
    // Its end stands, but who asks later must find the truth.
    if (deployment.state().isEnd())
      event(
          Optional.of(deployment),
          "late",
          "reported after its end as " + deployment.state().word() + "; the end stands");
  }

  private static Operation operation(AlertType type) {
    return switch (type) {
      case DOWNLOAD -> Operation.DOWNLOAD;
      case UPDATE -> Operation.UPDATE;
      case DOWNLOAD_AND_UPDATE -> Operation.DOWNLOAD_AND_UPDATE;
      case USER_REQUEST, DEVICE_REQUEST -> throw new IllegalArgumentException("a request: " + type);
    };
  }

  /// Deployed devices add blanks; what is no number is an undefined error.
  private static ResultCode code(String text) {
    int value = StatusCode.parse(text.replace("\0", "")).value();
    return value < 0 ? ResultCode.UNDEFINED : new ResultCode(value);
  }
}
