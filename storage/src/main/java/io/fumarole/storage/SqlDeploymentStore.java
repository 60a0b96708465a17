package io.fumarole.storage;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentStore;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import io.fumarole.storage.Engine.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.statement.Query;

/// [DeploymentStore] in the database.
final class SqlDeploymentStore implements DeploymentStore {
  private static final String SELECT = "SELECT " + DeploymentRows.COLUMNS + " FROM deployment o ";
  private static final String NEWEST =
      Pages.condition("o.created", "o.deployment_id") + Pages.order("o.created", "o.deployment_id");
  static final String FIND = SELECT + "WHERE o.deployment_id = :id";
  static final String LIST = SELECT + "WHERE " + NEWEST;
  static final String LIST_OF_DEVICE = SELECT + "WHERE o.device_id = :device AND " + NEWEST;
  static final String OPEN =
      SELECT
          + """
          WHERE o.is_open = 1 AND o.package_id = :package AND o.device_id > :after
          ORDER BY o.device_id LIMIT :limit
          """;
  static final String STOPPED =
      SELECT
          + "WHERE o.state IN ('CANCELLED', 'EXPIRED') AND (o.changed, o.deployment_id) > (:since, :after) "
          + "AND o.attempts <> :none ORDER BY o.changed, o.deployment_id LIMIT :limit";
  private static final String IS_DUE = "is_open = 1 AND wake_at <= :now ";
  private static final String DUE = "FROM deployment WHERE " + IS_DUE;
  static final String IS_ANY_DUE = "SELECT 1 " + DUE + "LIMIT 1";

  /// The rows are taken by being put off: whoever comes second finds none of them due, and looks
  /// once more when it has waited for the first.
  static final String CLAIM =
      Engine.due("SELECT deployment_id " + DUE + "ORDER BY wake_at LIMIT :limit")
          + "UPDATE deployment SET wake_at = :lease WHERE deployment_id IN (SELECT * FROM due) AND "
          + IS_DUE
          + "RETURNING "
          // SQLite knows no alias there.
          + DeploymentRows.COLUMNS.replace("o.", "");

  private static final String EVENTS = "SELECT " + EventRows.COLUMNS + " FROM event e ";
  static final String ALL_EVENTS =
      EVENTS + "ORDER BY e.at DESC, e.device_id DESC, e.number DESC LIMIT :limit";
  static final String EVENTS_OF_DEVICE =
      EVENTS + "WHERE e.device_id = :device ORDER BY e.number DESC LIMIT :limit";
  static final String EVENTS_OF_DEPLOYMENT =
      EVENTS
          + "WHERE e.deployment_id = :deployment ORDER BY e.device_id DESC, e.number DESC LIMIT :limit";
  static final String EVENTS_OF_BOTH =
      EVENTS
          + """
          WHERE e.deployment_id = :deployment AND e.device_id = :device
          ORDER BY e.number DESC LIMIT :limit
          """;

  static final String EVENTS_OF_DEPLOYMENTS =
      EVENTS + "WHERE e.deployment_id IN (<ids>) ORDER BY e.device_id, e.number";

  private final Database database;

  SqlDeploymentStore(Database database) {
    this.database = database;
  }

  @Override
  public boolean add(Deployment deployment, Event event) {
    return database.write(
        "adding deployment " + deployment.id(),
        tx -> {
          if (!DeploymentRows.add(tx, deployment)) return Verdict.undo(false);
          EventRows.add(tx, List.of(event));
          return Verdict.keep(true);
        });
  }

  @Override
  public Optional<Deployment> find(DeploymentId id) {
    return list("reading deployment " + id, FIND, query -> query.bind("id", id.value())).stream()
        .findFirst();
  }

  @Override
  public List<Deployment> list(Optional<DeviceId> device, Before before, int limit) {
    return list(
        "listing deployments",
        device.isPresent() ? LIST_OF_DEVICE : LIST,
        query -> {
          device.ifPresent(id -> query.bind("device", id.value()));
          Pages.bind(query, before, limit);
        });
  }

  @Override
  public List<Deployment> open(PackageId packageId, String after, int limit) {
    return list(
        "listing open deployments of " + packageId,
        OPEN,
        query ->
            query.bind("package", packageId.value()).bind("after", after).bind("limit", limit));
  }

  @Override
  public List<Deployment> stopped(Instant since, String after, int limit) {
    return list(
        "listing stopped deployments",
        STOPPED,
        query ->
            query
                .bind("since", since.toEpochMilli())
                .bind("after", after)
                .bind("none", DeploymentRows.noAttempts())
                .bind("limit", limit));
  }

  @Override
  public boolean update(Deployment changed, Event event) {
    return database.write(
        "storing deployment " + changed.id(),
        tx -> {
          if (!DeploymentRows.update(tx, changed)) return Verdict.undo(false);
          EventRows.add(tx, List.of(event));
          return Verdict.keep(true);
        });
  }

  @Override
  public List<Deployment> update(List<Change> changes) {
    return database.write(
        "storing what time has changed",
        tx -> {
          List<Deployment> stored = new ArrayList<>();
          List<Event> events = new ArrayList<>();
          for (Change change : changes) {
            if (!DeploymentRows.update(tx, change.changed())) continue;
            change.event().ifPresent(events::add);
            stored.add(change.changed());
          }
          EventRows.add(tx, events);
          return Verdict.keep(stored);
        });
  }

  /// Looks before it claims: most of the time nothing is due, and the one writer is left alone.
  @Override
  public List<Deployment> claim(Instant now, Instant lease, int limit) {
    boolean isAnyDue =
        database.read(
            "looking for due deployments",
            handle ->
                handle
                    .createQuery(IS_ANY_DUE)
                    .bind("now", now.toEpochMilli())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    if (!isAnyDue) return List.of();
    return database.write(
        "claiming due deployments",
        tx ->
            Verdict.keep(
                tx
                    .createQuery(CLAIM)
                    .bind("now", now.toEpochMilli())
                    .bind("lease", lease.toEpochMilli())
                    .bind("limit", limit)
                    .map((row, context) -> DeploymentRows.readIfAny(row))
                    .list()
                    .stream()
                    .flatMap(Optional::stream)
                    .toList()));
  }

  @Override
  public List<Event> events(
      Optional<DeviceId> device, Optional<DeploymentId> deployment, int limit) {
    return database.read(
        "reading events",
        handle -> {
          Query query = handle.createQuery(eventSql(device.isPresent(), deployment.isPresent()));
          device.ifPresent(id -> query.bind("device", id.value()));
          deployment.ifPresent(id -> query.bind("deployment", id.value()));
          return query
              .bind("limit", limit)
              .map((row, context) -> EventRows.read(row))
              .list()
              .reversed();
        });
  }

  @Override
  public List<Event> events(List<DeploymentId> deployments) {
    if (deployments.isEmpty()) return List.of();
    return database.list(
        "reading events of deployments",
        EVENTS_OF_DEPLOYMENTS,
        query -> query.bindList("ids", deployments.stream().map(DeploymentId::value).toList()),
        EventRows::read);
  }

  private static String eventSql(boolean ofDevice, boolean ofDeployment) {
    if (ofDevice) return ofDeployment ? EVENTS_OF_BOTH : EVENTS_OF_DEVICE;
    return ofDeployment ? EVENTS_OF_DEPLOYMENT : ALL_EVENTS;
  }

  private List<Deployment> list(String doing, String sql, Consumer<Query> bindings) {
    return database.list(doing, sql, bindings, DeploymentRows::readIfAny).stream()
        .flatMap(Optional::stream)
        .toList();
  }
}
