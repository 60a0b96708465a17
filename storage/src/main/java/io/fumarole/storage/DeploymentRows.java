package io.fumarole.storage;

import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Attempt;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Ending;
import io.fumarole.campaign.deployment.Ending.Cause;
import io.fumarole.campaign.deployment.Goal;
import io.fumarole.campaign.deployment.Goal.Leg;
import io.fumarole.campaign.deployment.Goal.Part;
import io.fumarole.campaign.deployment.Progress;
import io.fumarole.campaign.deployment.Progress.Refusal;
import io.fumarole.campaign.deployment.Progress.Tally;
import io.fumarole.campaign.deployment.Stage;
import io.fumarole.campaign.deployment.Stage.For;
import io.fumarole.campaign.deployment.Stage.Waiting;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.syncml.Correlator;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.core.type.TypeReference;

/// Deployments as rows of `deployment`, aliased `o`, with their Correlators beside them.
final class DeploymentRows {
  static final String COLUMNS =
      """
      o.device_id AS o_device_id, o.deployment_id AS o_deployment_id, o.package_id AS o_package_id,
      o.from_version AS o_from_version, o.to_version AS o_to_version, o.wish AS o_wish, o.state AS o_state, o.reason AS o_reason,
      o.choice AS o_choice, o.package_present AS o_package_present, o.attempts AS o_attempts,
      o.excluded AS o_excluded, o.created AS o_created, o.changed AS o_changed,
      o.deadline AS o_deadline, o.revision AS o_revision, o.since AS o_since,
      o.waiting_for AS o_waiting_for, o.waiting_until AS o_waiting_until, o.wake_at AS o_wake_at,
      o.end_stage AS o_end_stage, o.end_cause AS o_end_cause, o.end_code AS o_end_code,
      o.notifications AS o_notifications, o.absences AS o_absences,
      o.broken_transfers AS o_broken_transfers, o.stalls AS o_stalls,
      o.campaign_id AS o_campaign_id, o.phase AS o_phase, o.step AS o_step,
      o.steps_left AS o_steps_left, o.postponements AS o_postponements
      """;

  /// One open deployment per device: the unique index decides.
  private static final String ADD =
      """
      INSERT INTO deployment (device_id, deployment_id, package_id, to_version, wish, state, is_open,
        reason, choice, package_present, attempts, excluded, created, changed, deadline, revision,
        since, waiting_for, waiting_until, wake_at, end_stage, end_cause, end_code, notifications,
        absences, broken_transfers, stalls, campaign_id, phase, from_version, step, steps_left, postponements)
      VALUES (:device, :id, :package, :to, :wish, :state, :open, :reason, :choice, :present, :attempts,
        :excluded, :created, :changed, :deadline, :revision, :since, :waitingFor, :waitingUntil,
        :wake, :endStage, :endCause, :endCode, :notifications, :absences, :broken, :stalls,
        :campaign, :phase, :from, :step, :stepsLeft,
        :postponements)
      ON CONFLICT DO NOTHING
      """;

  static final String UPDATE =
      """
      UPDATE deployment SET package_id = :package, to_version = :to, wish = :wish, state = :state,
        is_open = :open, reason = :reason, choice = :choice, package_present = :present,
        attempts = :attempts, excluded = :excluded, changed = :changed, deadline = :deadline,
        since = :since, waiting_for = :waitingFor, waiting_until = :waitingUntil, wake_at = :wake,
        end_stage = :endStage, end_cause = :endCause, end_code = :endCode,
        notifications = :notifications, absences = :absences, broken_transfers = :broken,
        stalls = :stalls, postponements = :postponements, revision = revision + 1
      WHERE device_id = :device AND deployment_id = :id AND revision = :revision
      """;

  static final String IS_AS_READ =
      """
      SELECT 1 FROM deployment
      WHERE device_id = :device AND deployment_id = :id AND revision = :revision <locked>
      """;

  private static final String ADD_CORRELATOR =
      """
      INSERT INTO correlator (device_id, correlator, deployment_id)
      VALUES (:device, :correlator, :id)
      ON CONFLICT (device_id, correlator) DO NOTHING
      """;

  private static final TypeReference<Deployment.Wish> WISH = new TypeReference<>() {};
  static final TypeReference<List<Attempt>> ATTEMPTS = new TypeReference<>() {};
  private static final TypeReference<List<Refusal>> REFUSALS = new TypeReference<>() {};
  private static final System.Logger LOG = System.getLogger(DeploymentRows.class.getName());

  private DeploymentRows() {}

  /// False when the device has an open one already, or the id is taken.
  static boolean add(Handle tx, Deployment deployment) {
    boolean added = bindNew(tx.createUpdate(ADD), deployment).execute() == 1;
    if (added) addCorrelators(tx, deployment, List.of());
    return added;
  }

  /// False when its revision is no longer the one in `changed`.
  static boolean update(Handle tx, Deployment changed) {
    return update(tx, changed, List.of());
  }

  /// The same for a row that was just read: the Correlators that it had then are there.
  static boolean update(Handle tx, Deployment was, Deployment changed) {
    return update(tx, changed, was.attempts());
  }

  private static boolean update(Handle tx, Deployment changed, List<Attempt> known) {
    boolean isUpdated = bind(tx.createUpdate(UPDATE), changed).execute() == 1;
    if (isUpdated) addCorrelators(tx, changed, known);
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

  private static void addCorrelators(Handle tx, Deployment deployment, List<Attempt> known) {
    Set<Correlator> there = known.stream().map(Attempt::correlator).collect(Collectors.toSet());
    for (Attempt attempt : deployment.attempts()) {
      if (there.contains(attempt.correlator())) continue;
      tx.createUpdate(ADD_CORRELATOR)
          .bind("device", deployment.device().value())
          .bind("correlator", attempt.correlator().text())
          .bind("id", deployment.id().value())
          .execute();
    }
  }

  /// How a deployment stands in its column for which nothing was prepared yet.
  static String noAttempts() {
    return RecordJson.write(List.of(), ATTEMPTS);
  }

  /// With what never changes.
  static Update bindNew(Update update, Deployment deployment) {
    return bind(update, deployment)
        .bind("from", deployment.fromVersion().orElse(null))
        .bind("created", deployment.created().toEpochMilli())
        .bind("campaign", deployment.part().map(p -> p.campaign().value()).orElse(null))
        .bind("phase", deployment.part().map(Part::phase).orElse(null))
        .bind("step", deployment.leg().number())
        .bind("stepsLeft", deployment.leg().left());
  }

  private static Update bind(Update update, Deployment deployment) {
    Tally tally = deployment.tally();
    return bind(update, deployment.stage())
        .bind("device", deployment.device().value())
        .bind("id", deployment.id().value())
        .bind("package", deployment.packageId().value())
        .bind("to", deployment.toVersion())
        .bind("wish", RecordJson.write(deployment.wish(), WISH))
        .bind("choice", deployment.choice())
        .bind("present", Column.of(deployment.packagePresent()))
        .bind("attempts", RecordJson.write(deployment.attempts(), ATTEMPTS))
        .bind("excluded", RecordJson.write(deployment.refusals(), REFUSALS))
        .bind("notifications", tally.notifications())
        .bind("absences", tally.absences())
        .bind("broken", tally.brokenTransfers())
        .bind("stalls", tally.stalls())
        .bind("postponements", tally.postponements())
        .bind("deadline", deployment.deadline().toEpochMilli())
        .bind("revision", deployment.revision());
  }

  private static Update bind(Update update, Stage stage) {
    return update
        .bind("state", stage.state().name())
        .bind("open", Column.of(!stage.state().isEnd()))
        .bind("reason", stage.reason())
        .bind("since", stage.since().toEpochMilli())
        .bind("changed", stage.changed().toEpochMilli())
        .bind("waitingFor", stage.waiting().map(w -> w.what().name()).orElse(null))
        .bind("waitingUntil", stage.waiting().map(w -> w.until().toEpochMilli()).orElse(null))
        .bind("wake", stage.wakeAt().map(Instant::toEpochMilli).orElse(null))
        .bind("endStage", stage.ending().map(e -> e.stage().name()).orElse(null))
        .bind("endCause", stage.ending().map(e -> e.cause().name()).orElse(null))
        .bind("endCode", stage.ending().flatMap(Ending::code).orElse(null));
  }

  static Deployment read(ResultSet row) throws SQLException, UnreadableException {
    return new Deployment(
        new DeploymentId(row.getString("o_deployment_id")),
        new DeviceId(row.getString("o_device_id")),
        new Goal(
            new PackageId(row.getString("o_package_id")),
            Column.text(row, "o_from_version"),
            row.getString("o_to_version"),
            RecordJson.recall(row.getString("o_wish"), WISH),
            Column.time(row, "o_created"),
            Column.time(row, "o_deadline"),
            part(row),
            new Leg(row.getInt("o_step"), row.getInt("o_steps_left"))),
        stage(row),
        new Progress(
            row.getString("o_choice"),
            Column.isTrue(row, "o_package_present"),
            RecordJson.recall(row.getString("o_attempts"), ATTEMPTS),
            RecordJson.recall(row.getString("o_excluded"), REFUSALS),
            new Tally(
                row.getInt("o_notifications"),
                row.getInt("o_absences"),
                row.getInt("o_broken_transfers"),
                row.getInt("o_stalls"),
                row.getInt("o_postponements"))),
        row.getLong("o_revision"));
  }

  private static Optional<Part> part(ResultSet row) throws SQLException {
    Optional<String> campaign = Column.text(row, "o_campaign_id");
    Optional<Long> phase = Column.number(row, "o_phase");
    return campaign.isEmpty() || phase.isEmpty()
        ? Optional.empty()
        : Optional.of(new Part(new CampaignId(campaign.get()), phase.get().intValue()));
  }

  private static Stage stage(ResultSet row) throws SQLException, UnreadableException {
    Optional<String> waitingFor = Column.text(row, "o_waiting_for");
    Optional<String> endCause = Column.text(row, "o_end_cause");
    return new Stage(
        word(DeploymentState.values(), row.getString("o_state")),
        row.getString("o_reason"),
        Column.time(row, "o_since"),
        Column.time(row, "o_changed"),
        waitingFor.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Waiting(
                    word(For.values(), waitingFor.get()), Column.time(row, "o_waiting_until"))),
        Column.number(row, "o_wake_at").map(Instant::ofEpochMilli),
        endCause.isEmpty()
            ? Optional.empty()
            : Optional.of(
                new Ending(
                    word(DeploymentState.values(), row.getString("o_end_stage")),
                    word(Cause.values(), endCause.get()),
                    Column.number(row, "o_end_code").map(Long::intValue))));
  }

  private static <E extends Enum<E>> E word(E[] known, String name) throws UnreadableException {
    for (E one : known) {
      if (one.name().equals(name)) return one;
    }
    throw new UnreadableException("unknown " + name, null);
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
