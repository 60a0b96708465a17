package io.fumarole.storage;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.exchange.StoredSession;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.notification.DeviceNotification;
import io.fumarole.campaign.plan.Rule;
import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/// [ExchangeStore] in the database. A message costs one statement to read, a second one only when
/// the device reports, asks or is unknown, an operator has asked something of its nodes, or its
/// campaign has a precondition, and one commit.
final class SqlExchangeStore implements ExchangeStore {
  /// From a row of its own, because a session may stand without a device, and either without the
  /// other.
  static final String LOAD =
      "SELECT "
          + DeviceRows.COLUMNS
          + ", "
          + SessionRows.COLUMNS
          + ", "
          + DeploymentRows.COLUMNS
          + ", "
          + PackageRows.COLUMNS
          + """
          , c.plan AS c_plan, c.state AS c_state,
          CASE WHEN o.campaign_id IS NULL THEN NULL ELSE (SELECT l.value FROM device_label l
            WHERE l.device_id = q.id AND l.name = 'zone') END AS c_zone,
          """
          + NodeOrderRows.HAS_OPEN
          + """
          FROM (SELECT CAST(:device AS TEXT) AS id) q
          LEFT JOIN device d ON d.device_id = q.id
          LEFT JOIN session s ON s.device_id = q.id
          LEFT JOIN deployment o ON o.device_id = q.id AND o.is_open = 1
          LEFT JOIN firmware_package p ON p.package_id = o.package_id
          LEFT JOIN campaign c ON c.campaign_id = o.campaign_id
          """
          + ReleaseRows.OF_PACKAGE;

  static final String BY_CORRELATOR =
      "SELECT DISTINCT "
          + DeploymentRows.COLUMNS
          + ", "
          + PackageRows.COLUMNS
          + """
          FROM correlator c
          JOIN deployment o ON o.device_id = c.device_id AND o.deployment_id = c.deployment_id
          LEFT JOIN firmware_package p ON p.package_id = o.package_id
          LEFT JOIN firmware_release r ON r.model = p.model AND r.version = p.to_version
          WHERE c.device_id = :device AND c.correlator IN (<correlators>)
          """;

  private static final String OFFERED =
      "SELECT "
          + PackageRows.COLUMNS
          + """
          FROM firmware_package p
          JOIN firmware_release r ON r.model = p.model AND r.version = p.to_version
          WHERE p.is_offered = 1 AND r.state = 'RELEASED'
          """;

  static final String OFFERED_TO_MODEL =
      OFFERED + " AND p.model = :model ORDER BY p.added DESC LIMIT :limit";

  /// For a device that has not told its model yet: it may do so in this very message.
  static final String OFFERED_TO_ANY = OFFERED + " ORDER BY p.added DESC LIMIT :limit";

  /// Entries of an index, and no more of them than the bound.
  static final String STRANGERS =
      """
      SELECT COUNT(*) FROM (
        SELECT 1 FROM device WHERE standing = :standing AND client_account IS NULL LIMIT :most
      ) strangers
      """;

  static final String IS_DEVICE_AS_READ =
      "SELECT 1 FROM device WHERE device_id = :device AND revision = :revision <locked>";

  /// A message reports on the few operations that its device has run since the last session.
  private static final int MOST_CORRELATORS = 64;

  private static final int MOST_OFFERED = 200;

  private final Database database;
  private final DeviceRows devices;
  private final SessionRows sessions;
  private final BehindWriter behind;

  SqlExchangeStore(
      Database database, DeviceRows devices, SessionRows sessions, BehindWriter behind) {
    this.database = database;
    this.devices = devices;
    this.sessions = sessions;
    this.behind = behind;
  }

  @Override
  public Loaded load(DeviceId device, Lookup lookup) {
    List<NodeOrderRows.Row> orders = new ArrayList<>();
    Loaded loaded =
        database.read("reading device " + device, handle -> load(handle, device, lookup, orders));
    if (orders.stream().anyMatch(row -> row.order().isEmpty())) refuse(device, orders);
    return loaded;
  }

  private void refuse(DeviceId device, List<NodeOrderRows.Row> orders) {
    database.write(
        "refusing unreadable orders to nodes of device " + device,
        tx -> {
          NodeOrderRows.refuse(tx, orders);
          return Verdict.keep(true);
        });
  }

  /// @param read takes in the rows of the orders
  private Loaded load(Handle handle, DeviceId device, Lookup lookup, List<NodeOrderRows.Row> read) {
    Row row =
        handle
            .createQuery(LOAD)
            .bind("device", device.value())
            .map((columns, context) -> row(columns))
            .one();
    List<Deployment> deployments = new ArrayList<>();
    List<FirmwarePackage> packages = new ArrayList<>();
    Stream<Work> others =
        lookup.correlators().isEmpty()
            ? Stream.empty()
            : byCorrelator(handle, device, lookup.correlators());
    Stream.concat(Stream.of(row.open()), others)
        .forEach(
            work -> {
              work.deployment().ifPresent(d -> addNew(deployments, d));
              work.firmwarePackage().ifPresent(p -> addNew(packages, p));
            });
    Optional<Device> known = row.device().map(behind::overlay);
    if (lookup.offers()) offered(handle, known).forEach(p -> addNew(packages, p));
    int strangers = known.isPresent() ? 0 : lookup.strangers().map(s -> count(handle, s)).orElse(0);
    if (row.hasNodeOrders()) read.addAll(NodeOrderRows.open(handle, device));
    List<NodeOrder> orders = read.stream().flatMap(it -> it.order().stream()).toList();
    Optional<Rule> rule =
        row.rule().map(it -> it.precondition().isPresent() ? labelled(handle, device, it) : it);
    return new Loaded(known, row.session(), deployments, packages, orders, rule, strangers);
  }

  private static Rule labelled(Handle handle, DeviceId device, Rule rule) {
    return rule.with(LabelRows.find(handle, device.value()));
  }

  private static int count(Handle handle, Strangers strangers) {
    return handle
        .createQuery(STRANGERS)
        .bind("standing", strangers.standing().name())
        .bind("most", strangers.most())
        .mapTo(Integer.class)
        .one();
  }

  private static <T> void addNew(List<T> list, T one) {
    if (!list.contains(one)) list.add(one);
  }

  /// A deployment and its package.
  private record Work(Optional<Deployment> deployment, Optional<FirmwarePackage> firmwarePackage) {
    static Work of(ResultSet row) throws SQLException {
      return new Work(DeploymentRows.readIfAny(row), PackageRows.readIfAny(row));
    }
  }

  private record Row(
      Optional<Device> device,
      Optional<StoredSession> session,
      Work open,
      Optional<Rule> rule,
      boolean hasNodeOrders) {}

  private Row row(ResultSet row) throws SQLException {
    Optional<Device> device =
        row.getString("d_device_id") == null ? Optional.empty() : Optional.of(devices.read(row));
    Work open = Work.of(row);
    Optional<Rule> rule =
        open.deployment().flatMap(Deployment::part).isEmpty()
            ? Optional.empty()
            : CampaignRows.rule(row, open.deployment().get().part().orElseThrow().campaign());
    return new Row(
        device, sessions.readIfAny(row), open, rule, Column.isTrue(row, "has_node_orders"));
  }

  private static Stream<Work> byCorrelator(
      Handle handle, DeviceId device, Set<String> correlators) {
    return handle
        .createQuery(BY_CORRELATOR)
        .bind("device", device.value())
        .bindList("correlators", correlators.stream().sorted().limit(MOST_CORRELATORS).toList())
        .map((row, context) -> Work.of(row))
        .list()
        .stream();
  }

  private static List<FirmwarePackage> offered(Handle handle, Optional<Device> device) {
    Optional<String> model = device.flatMap(Device::model);
    var query = handle.createQuery(model.isPresent() ? OFFERED_TO_MODEL : OFFERED_TO_ANY);
    model.ifPresent(name -> query.bind("model", name));
    return query.bind("limit", MOST_OFFERED).map((row, context) -> PackageRows.read(row)).list();
  }

  @Override
  public boolean commit(Loaded asRead, Changes changes) {
    if (changes.isEmpty()) return true;
    DeviceId device = deviceOf(asRead, changes);
    return database.write(
        "storing a message of device " + device,
        tx -> Verdict.keepIf(apply(tx, device, asRead, changes)));
  }

  private static DeviceId deviceOf(Loaded asRead, Changes changes) {
    return changes
        .device()
        .or(asRead::device)
        .map(Device::id)
        .or(() -> changes.deployments().stream().map(Deployment::device).findFirst())
        .or(() -> changes.events().stream().map(Event::device).findFirst())
        .orElseGet(
            () ->
                switch (changes.session()) {
                  case SessionChange.Put(var next) -> new DeviceId(next.state().deviceId());
                  case SessionChange.Keep() ->
                      throw new IllegalArgumentException("changes of no device");
                });
  }

  /// Everything that was read is still so, and everything that changed is written; false as soon as
  /// something is not as read, and the caller undoes the rest.
  private boolean apply(Handle tx, DeviceId id, Loaded asRead, Changes changes) {
    return applyDevice(tx, id, asRead, changes)
        && applySession(tx, id, asRead, changes.session())
        && applyDeployments(tx, asRead.deployments(), changes.deployments())
        && changes.orders().stream().allMatch(order -> NodeOrderRows.update(tx, order))
        && applyEvents(tx, changes.events())
        && applyAnswer(tx, id, changes.answer(asRead));
  }

  private boolean applyDevice(Handle tx, DeviceId id, Loaded asRead, Changes changes) {
    if (changes.device().isEmpty())
      return asRead.device().isEmpty() || isAsRead(tx, asRead.device().get());
    if (!changes.device().get().id().equals(id))
      throw new IllegalArgumentException("a message of " + id + " changes another device");
    return asRead.device().isPresent()
        ? devices.update(tx, asRead.device().get(), changes.device().get())
        : devices.add(tx, changes.device().get());
  }

  private static boolean isAsRead(Handle tx, Device asRead) {
    return tx.createQuery(IS_DEVICE_AS_READ)
        .bind("device", asRead.id().value())
        .bind("revision", asRead.revision())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private boolean applySession(Handle tx, DeviceId device, Loaded asRead, SessionChange change) {
    return switch (change) {
      case SessionChange.Keep() -> sessions.isAsRead(tx, device, asRead.session());
      case SessionChange.Put(var next) -> sessions.put(tx, device, asRead.session(), next);
    };
  }

  /// Changed ones first: one that ends makes room for the next open one.
  private static boolean applyDeployments(
      Handle tx, List<Deployment> asRead, List<Deployment> changed) {
    Set<String> known = new HashSet<>();
    for (Deployment was : asRead) {
      known.add(was.id().value());
      Optional<Deployment> now = changed.stream().filter(d -> d.id().equals(was.id())).findFirst();
      boolean isSame =
          now.isPresent()
              ? DeploymentRows.update(tx, was, now.get().withRevision(was.revision()))
              : DeploymentRows.isAsRead(tx, was);
      if (!isSame) return false;
    }
    for (Deployment deployment : changed) {
      boolean isNew = !known.contains(deployment.id().value());
      if (isNew && !DeploymentRows.add(tx, deployment)) return false;
    }
    return true;
  }

  private static boolean applyEvents(Handle tx, List<Event> events) {
    EventRows.add(tx, events);
    return true;
  }

  private static boolean applyAnswer(
      Handle tx, DeviceId device, Optional<DeviceNotification.Answer> answer) {
    answer.ifPresent(it -> NotificationRows.answer(tx, device, it));
    return true;
  }

  @Override
  public void behind(Behind changes) {
    behind.seen(changes.device());
  }
}
