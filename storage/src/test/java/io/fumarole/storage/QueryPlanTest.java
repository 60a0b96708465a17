package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.audit.AuditStore.Wanted;
import io.fumarole.campaign.inventory.DeviceFilter;
import io.fumarole.campaign.inventory.FilterException;
import io.fumarole.campaign.inventory.Selection;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// No statement of the device path reads a table from end to end.
final class QueryPlanTest {
  private static Optional<Stores> stores = Optional.empty();

  @BeforeAll
  static void open(@TempDir Path directory) {
    stores = Optional.of(Database.open(directory, Settings.DEFAULT));
  }

  @AfterAll
  static void close() {
    stores.orElseThrow().close();
  }

  /// What a statement brings along: the one row that the reading of a device starts from, the
  /// events to add with the number of the last, and, each found by an index and up to a bound, the
  /// strangers and the deployments that a campaign lets go.
  private static final Set<String> ROWS_OF_THE_STATEMENT =
      Set.of(
          "SCAN q",
          "SCAN stored",
          "SCAN told",
          "SCAN strangers",
          "SCAN released",
          "SCAN due",
          "SCAN (subquery-3)",
          "SCAN CONSTANT ROW");

  private static Wanted wanted(String actor, String subject) {
    return new Wanted(
        Optional.of(actor).filter(it -> !it.isEmpty()),
        Optional.of(subject).filter(it -> !it.isEmpty()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Stream<String> statements() {
    return Stream.of(
        SqlExchangeStore.LOAD,
        SqlExchangeStore.BY_CORRELATOR.replace("<correlators>", ":correlator"),
        SqlExchangeStore.OFFERED_TO_MODEL,
        SqlExchangeStore.STRANGERS,
        SqlExchangeStore.IS_DEVICE_AS_READ,
        SessionRows.FIND,
        SessionRows.REPLACE,
        DeviceRows.UPDATE,
        DeviceRows.UPDATE_UNSEARCHED,
        LabelRows.LOCK.replace("<locked>", ""),
        LabelRows.FIND,
        LabelRows.REMOVE,
        SqlInventoryStore.FIND,
        SqlImportStore.CLASHES,
        ImportStep.FIRST,
        ImportStep.ADD,
        DeviceRows.SEEN,
        DeploymentRows.UPDATE,
        DeploymentRows.IS_AS_READ,
        EventRows.ADD.replace("<events>", EventRows.row(0) + " UNION ALL " + EventRows.row(1)),
        EventRows.TRIM,
        TraceRows.ADD,
        TraceRows.DELETE_MESSAGES,
        TraceRows.DELETE_SESSION,
        SqlDeviceStore.FIND,
        SqlDeviceStore.LIST,
        SqlPackageStore.FIND,
        SqlPackageStore.FIND_BY_TARGET,
        SqlPackageStore.RELEASED,
        SqlPackageStore.USE,
        SqlPackageStore.OPEN_USE,
        ContentTrash.LET_GO,
        ContentTrash.IS_IN_USE,
        ReleaseRows.STATE,
        ReleaseRows.UPDATE,
        SqlReleaseStore.FIND,
        SqlReleaseStore.LIST_OF_MODEL,
        SqlReleaseStore.IS_ANY_DUE,
        SqlReleaseStore.CLAIM,
        SqlReleaseStore.SWEEP_AT,
        SqlDeploymentStore.OPEN,
        SqlDeploymentStore.FIND,
        SqlDeploymentStore.LIST_OF_DEVICE,
        SqlDeploymentStore.STOPPED,
        SqlDeploymentStore.IS_ANY_DUE,
        SqlDeploymentStore.CLAIM.replace("<skip_locked>", ""),
        NodeOrderRows.OPEN,
        NodeOrderRows.UPDATE,
        NodeOrderRows.REFUSE,
        SqlNodeOrderStore.COUNT_OPEN,
        SqlNodeOrderStore.LAST,
        SqlNodeOrderStore.FORGET,
        SqlNodeOrderStore.FIND,
        SqlNodeOrderStore.LATE,
        NotificationRows.UPDATE,
        NotificationRows.ANSWER,
        SqlNotificationStore.IS_ANY_DUE,
        SqlNotificationStore.CLAIM.replace("<skip_locked>", ""),
        SqlNotificationStore.BY_MESSAGE.replace("<messages>", ":message"),
        SqlNotificationStore.LIST,
        SqlNotificationStore.UNANSWERED,
        SqlNotificationStore.FORGET,
        SqlCampaignStore.FIND,
        SqlCampaignStore.OF_DEVICE,
        SqlCampaignStore.MEMBER,
        SqlCampaignStore.MEMBERS,
        ParticipationRows.PAGE,
        SqlTokenStore.FIND,
        SqlUserStore.FIND,
        SqlUserStore.UPDATE,
        SqlUserStore.REMOVE,
        SqlSignInStore.END_OLDEST,
        SqlSignInStore.FIND,
        SqlSignInStore.USED,
        SqlSignInStore.END,
        SqlSignInStore.IS_ANY_OLD,
        SqlSignInStore.EXPIRE,
        SqlAdvisoryStore.FIND,
        SqlAdvisoryStore.UPDATE,
        SqlAdvisoryStore.REMOVE,
        SqlRehearsalStore.FIND,
        SqlRehearsalStore.PLAYED,
        SqlRehearsalStore.ENDED,
        SqlRehearsalStore.FORGET,
        SqlProfileStore.FIND,
        SqlProfileStore.REVISIONS,
        SqlProfileStore.LAST,
        SqlProfileStore.IS_USED,
        SqlProfileStore.DEVICES_OF_NAME,
        SqlConformanceStore.FIND,
        SqlConformanceStore.LIST,
        SqlConformanceStore.LATE,
        SqlConformanceStore.KEEP,
        SqlConformanceStore.CANCEL,
        SqlConformanceStore.END,
        SqlConformanceStore.REPORT,
        SqlConformanceStore.OLD_OF_DEVICE,
        SqlConformanceStore.FORGET,
        SqlConformanceStore.FORGET_REPORT,
        SqlNewsStore.RUNS,
        SqlApprovalStore.FIND,
        SqlApprovalStore.WAITING,
        SqlApprovalStore.MAKE_ROOM,
        SqlApprovalStore.LIST_OF_STATE,
        SqlApprovalStore.ABOUT,
        SqlApprovalStore.DECIDE,
        SqlApprovalStore.FAILED,
        SqlApprovalStore.DONE,
        SqlAuditStore.FROM,
        SqlAuditStore.list(wanted("jo", "")),
        SqlAuditStore.list(wanted("", "devices/a")),
        SqlNewsStore.EVENTS,
        SqlNewsStore.SESSIONS,
        SqlNewsStore.MESSAGES,
        SqlNewsStore.CAMPAIGNS,
        SqlNewsStore.PROFILES,
        SqlNewsStore.NEW_DEVICES,
        SqlNewsStore.EVENTS_AFTER,
        SqlNewsStore.SESSIONS_AFTER,
        SqlNewsStore.CAMPAIGNS_AFTER,
        SqlNewsStore.NEW_DEVICES_AFTER,
        WebhookRows.UPDATE,
        WebhookRows.PROGRESS,
        SqlWebhookStore.FIND,
        SqlWebhookStore.REMOVE,
        SqlWebhookStore.CLEAR,
        SqlWebhookStore.WELL,
        SqlWebhookStore.FAILING,
        SqlWebhookStore.SWITCH_OFF,
        SqlWebhookStore.IS_ANY_DUE,
        SqlWebhookStore.CLAIM.replace("<skip_locked>", ""),
        SqlWebhookStore.FIND_DELIVERY,
        SqlWebhookStore.DELIVERIES,
        SqlWebhookStore.DELIVERIES_OF_STATE,
        SqlWebhookStore.AGAIN,
        SqlWebhookStore.COUNTS,
        SqlWebhookStore.IS_ANY_OLD,
        SqlWebhookStore.FORGET,
        SqlWebhookStore.WHO_LOOKS,
        SqlWebhookStore.LOOK,
        SqlWebhookStore.LOOKED,
        SqlNewsStore.DEVICES.replace("<ids>", ":id"),
        SqlCallStore.FORGET_OLD,
        SqlCallStore.FIND,
        SqlCallStore.ANSWERED,
        SqlCallStore.FORGET,
        SqlCallStore.IS_ANY_OLD,
        SqlCallStore.EXPIRE,
        SqlCampaignStore.IS_ANY_DUE,
        SqlCampaignStore.COUNT_MEMBERS,
        SqlCampaignStore.COUNT_DEPLOYMENTS,
        CampaignMoves.TAKE,
        SqlCampaignStore.KINDS,
        CampaignMoves.LINK,
        CampaignMoves.PUT_OUT_HELD,
        CampaignMoves.PUT_OUT_AWAY,
        CampaignMoves.RELEASE,
        CampaignMoves.TELL_CANCELLED,
        CampaignMoves.LET_GO,
        CampaignMoves.CANCEL,
        SqlCampaignStore.BEGUN,
        CampaignMoves.TRY_AGAIN,
        CampaignMoves.FORGET,
        CampaignMoves.GO_FARTHER,
        CampaignMoves.LEAVE_BEHIND,
        CampaignRows.UPDATE,
        SqlDeploymentStore.EVENTS_OF_DEVICE,
        SqlDeploymentStore.EVENTS_OF_DEPLOYMENT,
        SqlDeploymentStore.EVENTS_OF_BOTH,
        SqlDeploymentStore.EVENTS_OF_DEPLOYMENTS.replace("<ids>", ":id"),
        SqlTraceStore.SESSIONS_OF_DEVICE,
        SqlTraceStore.MESSAGES);
  }

  /// Lists of everything read in an index's order, up to their limit.
  static Stream<String> lists() {
    return Stream.of(
        SqlExchangeStore.OFFERED_TO_ANY,
        SqlPackageStore.LIST,
        SqlReleaseStore.LIST,
        SqlAdvisoryStore.LIST,
        SqlTokenStore.LIST,
        SqlWebhookStore.LIST,
        SqlUserStore.LIST,
        SqlAuditStore.HEAD,
        SqlApprovalStore.LIST,
        SqlAuditStore.list(wanted("", "")),
        SqlDeploymentStore.LIST,
        SqlDeploymentStore.ALL_EVENTS,
        SqlTraceStore.SESSIONS,
        TraceTrim.OLDEST);
  }

  @ParameterizedTest
  @MethodSource("statements")
  void searchesByIndex(String sql) {
    assertThat(plan(sql))
        .anyMatch(step -> step.startsWith("SEARCH"))
        .filteredOn(step -> !ROWS_OF_THE_STATEMENT.contains(step))
        .noneMatch(step -> step.startsWith("SCAN") && !step.contains("USING INDEX"));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void listsInTheOrderOfAnIndex(String sql) {
    assertThat(plan(sql))
        .noneMatch(step -> step.startsWith("SCAN") && !step.contains("INDEX"))
        .noneMatch(step -> step.equals("USE TEMP B-TREE FOR ORDER BY"));
  }

  /// The common searches, each by its index and in the order of pages.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "model==M                 | device_by_model (model=? AND device_id>?)",
        "model==M;version==1.0    | device_by_model_and_version (model=? AND version=? AND device_id>?)",
        "version==1.0             | device_by_version (version=? AND device_id>?)",
        "manufacturer==V          | device_by_manufacturer (manufacturer=? AND device_id>?)",
        "profile==router          | device_by_profile (profile=? AND device_id>?)",
        "standing==pending        | device_by_standing (standing=? AND device_id>?)",
        "model==M;hardware!=B*    | device_by_model (model=? AND device_id>?)",
        "id==IMEI:00*             | sqlite_autoindex_device_1 (device_id>? AND device_id<?)",
        "label.ring==canary       | device_label_by_value (name=? AND value=? AND device_id=?)",
        "label.ring==can*         | sqlite_autoindex_device_label_1 (device_id=? AND name=?)",
      })
  void searchesDevicesByTheFittingIndex(String filter, String index) throws FilterException {
    assertThat(plan(SqlInventoryStore.list(where(filter))))
        .anyMatch(step -> step.startsWith("SEARCH") && step.endsWith(index))
        .noneMatch(step -> step.startsWith("SCAN") && !step.startsWith("SCAN d"))
        .doesNotContain("USE TEMP B-TREE FOR ORDER BY");
    assertThat(plan(SqlInventoryStore.count(where(filter)))).noneMatch("SCAN d"::equals);
  }

  private static String where(String filter) throws FilterException {
    return FilterSql.of(new Selection(DeviceFilter.parse(filter).condition()), Instant.EPOCH)
        .where();
  }

  @Test
  void aScanWouldBeSeen() {
    assertThat(plan("SELECT * FROM device WHERE address = 'x'")).containsExactly("SCAN device");
  }

  private static List<String> plan(String sql) {
    return stores
        .orElseThrow()
        .database()
        .read(
            "explaining",
            handle ->
                handle
                    .createQuery("EXPLAIN QUERY PLAN " + sql.replaceAll(":[a-zA-Z0-9]+", "1"))
                    .map((row, context) -> row.getString("detail"))
                    .list());
  }
}
