package io.fumarole.storage;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.core.type.TypeReference;

/// Deployments as rows of `deployment`, aliased `o`, with their Correlators beside them.
final class DeploymentRows {
  static final String COLUMNS =
      """
      o.device_id AS o_device_id, o.deployment_id AS o_deployment_id, o.package_id AS o_package_id,
      o.to_version AS o_to_version, o.wish AS o_wish, o.state AS o_state, o.reason AS o_reason,
      o.choice AS o_choice, o.package_present AS o_package_present, o.attempts AS o_attempts,
      o.excluded AS o_excluded, o.created AS o_created, o.changed AS o_changed,
      o.deadline AS o_deadline, o.revision AS o_revision
      """;

  /// One open deployment per device: the unique index decides.
  private static final String ADD =
      """
      INSERT INTO deployment (device_id, deployment_id, package_id, to_version, wish, state, is_open,
        reason, choice, package_present, attempts, excluded, created, changed, deadline, revision)
      VALUES (:device, :id, :package, :to, :wish, :state, :open, :reason, :choice, :present, :attempts,
        :excluded, :created, :changed, :deadline, :revision)
      ON CONFLICT DO NOTHING
      """;

  static final String UPDATE =
      """
      UPDATE deployment SET package_id = :package, to_version = :to, wish = :wish, state = :state,
        is_open = :open, reason = :reason, choice = :choice, package_present = :present,
        attempts = :attempts, excluded = :excluded, changed = :changed, deadline = :deadline,
        revision = revision + 1
      WHERE device_id = :device AND deployment_id = :id AND revision = :revision
      """;

  static final String IS_AS_READ =
      """
      SELECT 1 FROM deployment
      WHERE device_id = :device AND deployment_id = :id AND revision = :revision
      """;

  private static final String ADD_CORRELATOR =
      """
      INSERT INTO correlator (device_id, correlator, deployment_id)
      VALUES (:device, :correlator, :id)
      ON CONFLICT (device_id, correlator) DO NOTHING
      """;

  private static final TypeReference<Deployment.Wish> WISH = new TypeReference<>() {};
  private static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};
  private static final TypeReference<List<Delivery>> DELIVERIES = new TypeReference<>() {};
  private static final System.Logger LOG = System.getLogger(DeploymentRows.class.getName());

  private DeploymentRows() {}

  /// False when the device has an open one already, or the id is taken.
  static boolean add(Handle tx, Deployment deployment) {
    boolean added =
        bind(tx.createUpdate(ADD), deployment)
                .bind("created", deployment.created().toEpochMilli())
                .execute()
            == 1;
    if (added) addCorrelators(tx, deployment);
    return added;
  }

  /// False when its revision is no longer the one in `changed`.
  static boolean update(Handle tx, Deployment changed) {
    boolean isUpdated = bind(tx.createUpdate(UPDATE), changed).execute() == 1;
    if (isUpdated) addCorrelators(tx, changed);
    return isUpdated;
  }

  static boolean isAsRead(Handle tx, Deployment asRead) {
    return tx.createQuery(IS_AS_READ)
        .bind("device", asRead.device().value())
        .bind("id", asRead.id().value())
        .bind("revision", asRead.revision())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static void addCorrelators(Handle tx, Deployment deployment) {
    for (Attempt attempt : deployment.attempts()) {
      tx.createUpdate(ADD_CORRELATOR)
          .bind("device", deployment.device().value())
          .bind("correlator", attempt.correlator().text())
          .bind("id", deployment.id().value())
          .execute();
    }
  }

  private static Update bind(Update update, Deployment deployment) {
    return update
        .bind("device", deployment.device().value())
        .bind("id", deployment.id().value())
        .bind("package", deployment.packageId().value())
        .bind("to", deployment.toVersion())
        .bind("wish", RecordJson.write(deployment.wish(), WISH))
        .bind("state", deployment.state().name())
        .bind("open", Column.of(!deployment.state().isEnd()))
        .bind("reason", deployment.reason())
        .bind("choice", deployment.choice())
        .bind("present", Column.of(deployment.packagePresent()))
        .bind("attempts", RecordJson.write(deployment.attempts(), ATTEMPTS))
        .bind("excluded", RecordJson.write(deployment.excluded(), DELIVERIES))
        .bind("changed", deployment.changed().toEpochMilli())
        .bind("deadline", deployment.deadline().toEpochMilli())
        .bind("revision", deployment.revision());
  }

  static Deployment read(ResultSet row) throws SQLException, UnreadableException {
    return new Deployment(
        new DeploymentId(row.getString("o_deployment_id")),
        new DeviceId(row.getString("o_device_id")),
        new PackageId(row.getString("o_package_id")),
        row.getString("o_to_version"),
        RecordJson.read(row.getString("o_wish"), WISH),
        state(row.getString("o_state")),
        row.getString("o_reason"),
        row.getString("o_choice"),
        Column.isTrue(row, "o_package_present"),
        RecordJson.read(row.getString("o_attempts"), ATTEMPTS),
        RecordJson.read(row.getString("o_excluded"), DELIVERIES),
        Column.time(row, "o_created"),
        Column.time(row, "o_changed"),
        Column.time(row, "o_deadline"),
        row.getLong("o_revision"));
  }

  private static DeploymentState state(String name) throws UnreadableException {
    for (DeploymentState state : DeploymentState.values()) {
      if (state.name().equals(name)) return state;
    }
    throw new UnreadableException("unknown state " + name, null);
  }

  /// The deployment of a row that may have none. One that is unreadable is left out and told in the
  /// log: it stays as it is, and neither the device nor the list of the others waits for it.
  static Optional<Deployment> readIfAny(ResultSet row) throws SQLException {
    String id = row.getString("o_deployment_id");
    if (id == null) return Optional.empty();
    try {
      return Optional.of(read(row));
    } catch (UnreadableException unreadable) {
      LOG.log(
          System.Logger.Level.ERROR,
          "deployment={0} is unreadable, start the program that wrote it: {1}",
          id,
          unreadable.getMessage());
      return Optional.empty();
    }
  }
}
