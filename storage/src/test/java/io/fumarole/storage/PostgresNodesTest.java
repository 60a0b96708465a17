package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageStore.Deletion;
import io.fumarole.campaign.contract.StoreContract;
import io.fumarole.campaign.contract.StoresUnderTest;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.paging.Before;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.CampaignWork.Placement;
import io.fumarole.campaign.plan.Kind;
import io.fumarole.campaign.plan.Member;
import io.fumarole.campaign.testing.TestPlans;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Engine.Verdict;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several nodes on one PostgreSQL, and what happens when it goes away.
@Tag("slow")
final class PostgresNodesTest extends StoreContract {
  @TempDir Path directory;

  @Override
  protected StoresUnderTest openEmpty() {
    return SqlUnderTest.postgres(directory);
  }

  private Settings settings() {
    return ((SqlUnderTest) stores()).settings();
  }

  private Stores node() {
    return ((SqlUnderTest) stores()).stores();
  }

  /// A second one on the same database and the same directory.
  private Stores another() {
    return Database.open(directory, settings());
  }

  /// All begin at the same time.
  private static <T> List<T> atOnce(List<Callable<T>> works)
      throws InterruptedException, ExecutionException {
    var barrier = new CyclicBarrier(works.size());
    List<T> results = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> running = new ArrayList<>();
      for (Callable<T> work : works)
        running.add(
            threads.submit(
                () -> {
                  barrier.await();
                  return work.call();
                }));
      for (Future<T> one : running) results.add(one.get());
    }
    return results;
  }

  @Test
  void manyNodesMayStartOnAnEmptyDatabaseAtOnce(@TempDir Path empty)
      throws InterruptedException, ExecutionException {
    Settings fresh = Settings.DEFAULT.withPostgres(PostgresServer.get().newDatabase(), 2);
    List<Callable<Stores>> starts =
        IntStream.range(0, 4)
            .<Callable<Stores>>mapToObj(i -> () -> Database.open(empty, fresh))
            .toList();
    List<Stores> started = atOnce(starts);
    assertThat(started.getFirst().devices().add(device(DEVICE))).isTrue();
    for (Stores each : started) {
      assertThat(each.devices().find(DEVICE)).map(Device::client).contains(device(DEVICE).client());
      each.close();
    }
  }

  @Test
  void aNodeWithAnotherKeyIsRefused(@TempDir Path elsewhere) {
    assertThatThrownBy(() -> Database.open(elsewhere, settings()))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("secret.key is missing");
    assertThatThrownBy(
            () -> Database.open(elsewhere, settings(), SecretKeys.of(Octets.wrap(new byte[32]))))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("restore the right file");
  }

  @Test
  void aNewerSchemaIsRefused() {
    node()
        .database()
        .write(
            "spoiling",
            tx ->
                Verdict.keep(
                    tx.execute(
                        """
                        INSERT INTO flyway_schema_history (installed_rank, version, description,
                          type, script, checksum, installed_by, execution_time, success)
                        VALUES (99, '99', 'later', 'SQL', 'V99__later.sql', 1, '', 1, TRUE)
                        """)));
    assertThatThrownBy(this::another)
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("has schema 99, this program knows up to ")
        .hasMessageNotContaining("of the tests");
  }

  @Test
  void aDeploymentIsClaimedByOneNodeOnly() throws InterruptedException, ExecutionException {
    stores().packages().add(firmware("p1", "2.0"));
    Set<DeploymentId> due = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      var device = new DeviceId("device-" + i);
      stores().devices().add(device(device));
      Deployment deployment = deployment("d" + i, device).wakingAt(Optional.of(NOW));
      stores().deployments().add(deployment, event(deployment));
      due.add(deployment.id());
    }
    try (Stores second = another()) {
      List<Callable<List<Deployment>>> claims = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        claims.add(() -> claimAll(node()));
        claims.add(() -> claimAll(second));
      }
      List<DeploymentId> claimed =
          atOnce(claims).stream().flatMap(List::stream).map(Deployment::id).toList();
      assertThat(claimed).hasSize(300).doesNotHaveDuplicates().hasSameElementsAs(due);
    }
  }

  private static List<Deployment> claimAll(Stores node) {
    List<Deployment> all = new ArrayList<>();
    for (List<Deployment> some = claim(node); !some.isEmpty(); some = claim(node)) all.addAll(some);
    return all;
  }

  private static List<Deployment> claim(Stores node) {
    return node.deployments().claim(NOW.plusSeconds(1), NOW.plusSeconds(60), 7);
  }

  @Test
  void eventsOfOneDeviceFromManyNodesAllStand() throws InterruptedException, ExecutionException {
    stores().packages().add(firmware("p1", "2.0"));
    stores().devices().add(device(DEVICE));
    try (Stores second = another()) {
      List<Callable<Boolean>> adds =
          IntStream.range(0, 8)
              .<Callable<Boolean>>mapToObj(
                  i -> () -> tell(i % 2 == 0 ? node() : second, "node " + i))
              .toList();
      assertThat(atOnce(adds)).containsOnly(true);
    }
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 1_000))
        .extracting(Event::text)
        .hasSize(8 * 20)
        .doesNotHaveDuplicates();
  }

  private static boolean tell(Stores node, String who) {
    for (int i = 0; i < 20; i++) {
      Event event = event(DEVICE, Optional.empty(), who + ", " + i);
      node.database()
          .write(
              "telling",
              tx -> {
                EventRows.add(tx, List.of(event));
                return Verdict.keep(true);
              });
    }
    return true;
  }

  /// Write skew: one only looks at the device that the other changes. Either the message is stored
  /// first, or it is told that the device is another.
  @Test
  void aMessageIsNotStoredOnADeviceThatChangesMeanwhile()
      throws InterruptedException, ExecutionException {
    prepared();
    try (Stores second = another()) {
      for (int round = 0; round < 50; round++) {
        var loaded = load();
        var operators = second.devices().find(DEVICE).orElseThrow();
        long was = operators.revision();
        String key = "round " + round;
        var put = changes(loaded.device().orElseThrow(), session(DEVICE, key, 1));
        var onlySession =
            new io.fumarole.campaign.exchange.ExchangeStore.Changes(
                Optional.empty(), put.session(), List.of(), List.of(), List.of());
        List<Boolean> stored =
            atOnce(
                List.of(
                    () -> stores().exchange().commit(loaded, onlySession),
                    () ->
                        second
                            .devices()
                            .update(operators.withInventory(Map.of("round", "" + was)))));
        assertThat(stored.get(1)).isTrue();
        boolean isThere = load().session().filter(s -> s.key().equals(key)).isPresent();
        assertThat(isThere).isEqualTo(stored.get(0));
      }
    }
  }

  /// The cancellation looks at the row, waits for the device's message, and looks again.
  @Test
  void whatBeginsWhileItsCampaignIsAbortedIsNotCancelled()
      throws InterruptedException, ExecutionException, SQLException {
    Deployment scheduled = heldByACampaign();
    PostgresUrl url = settings().postgres().orElseThrow();
    try (Connection message = connect(url);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      message.setAutoCommit(false);
      begin(message, scheduled);
      Campaign campaign = campaign();
      Future<Optional<Integer>> cancelled =
          threads.submit(() -> stores().campaigns().cancel(campaign, "aborted", 9, NOW));
      await().until(() -> isAnyoneWaiting(url));
      message.commit();
      assertThat(cancelled.get()).contains(0);
    }
    assertThat(stores().deployments().find(scheduled.id()).orElseThrow().state())
        .isEqualTo(DeploymentState.SCHEDULED);
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 9))
        .extracting(Event::kind)
        .doesNotContain("cancelled");
  }

  /// The deletion waits for the package that joins, and takes it along.
  @Test
  void aReleaseThatIsDeletedWhileAPackageJoinsItLeavesNoneBehind()
      throws InterruptedException, ExecutionException, SQLException {
    FirmwarePackage first = firmware("p1", "2.0");
    assertThat(stores().packages().add(first)).isTrue();
    PostgresUrl url = settings().postgres().orElseThrow();
    try (Connection joining = connect(url);
        Statement statement = joining.createStatement();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      joining.setAutoCommit(false);
      statement.execute("SELECT state FROM firmware_release FOR UPDATE");
      statement.execute(
          "CREATE TEMPORARY TABLE p ON COMMIT DROP AS SELECT * FROM firmware_package");
      statement.execute("UPDATE p SET package_id = 'p2'");
      statement.execute("INSERT INTO firmware_package SELECT * FROM p");
      Future<Deletion> deleted = threads.submit(() -> stores().packages().delete(first.release()));
      await().until(() -> isAnyoneWaiting(url));
      joining.commit();
      assertThat(deleted.get()).isEqualTo(new Deletion.Done());
    }
    assertThat(stores().packages().list(Before.ALL, 9)).isEmpty();
  }

  @Test
  void aPackageThatIsOrderedWhileItIsDeletedStays()
      throws InterruptedException, ExecutionException, SQLException {
    Deployment other = heldByACampaign();
    FirmwarePackage wanted = firmware("p2", "2.0");
    assertThat(stores().packages().add(wanted)).isTrue();
    stores().devices().add(device(new DeviceId("IMEI:2")));
    PostgresUrl url = settings().postgres().orElseThrow();
    try (Connection ordering = connect(url);
        Statement statement = ordering.createStatement();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ordering.setAutoCommit(false);
      statement.execute("CREATE TEMPORARY TABLE d ON COMMIT DROP AS SELECT * FROM deployment");
      statement.execute(
          "UPDATE d SET deployment_id = 'd2', device_id = 'IMEI:2', package_id = 'p2'");
      statement.execute("INSERT INTO deployment SELECT * FROM d");
      Future<Deletion> deleted = threads.submit(() -> stores().packages().delete(wanted.id()));
      await().until(() -> isAnyoneWaiting(url));
      ordering.commit();
      assertThat(deleted.get())
          .isEqualTo(new Deletion.InUse(wanted.id(), "d2", "IMEI:2", !other.state().isEnd()));
    }
    assertThat(stores().packages().find(wanted.id())).isPresent();
  }

  private Campaign campaign() {
    return stores().campaigns().list(Before.ALL, 1).getFirst();
  }

  private Deployment heldByACampaign() {
    stores().packages().add(firmware("p1", "2.0"));
    stores().devices().add(device(DEVICE));
    CampaignPlan plan = TestPlans.all(new CampaignPlan.Release("M-1", "2.0"));
    Campaign draft = Campaign.draft(new CampaignId("c1"), plan, NOW);
    assertThat(stores().campaigns().add(draft)).isTrue();
    assertThat(stores().campaigns().enrol(draft, List.of(Member.waiting(DEVICE, 0, 1)))).isTrue();
    assertThat(stores().campaigns().take(campaign(), 1)).isTrue();
    var placement = new Placement(firmware("p1", "2.0"), "ordered", 0, NOW, Duration.ZERO, NOW);
    Optional<String> version = stores().devices().find(DEVICE).orElseThrow().version();
    assertThat(stores().campaigns().place(campaign(), Kind.running(version), placement, 9))
        .contains(1);
    return stores().deployments().newest(DEVICE, 1).getFirst();
  }

  /// What the message of a device stores, not yet committed.
  private static void begin(Connection message, Deployment deployment) throws SQLException {
    String attempts = RecordJson.write(List.of(attempt(deployment)), DeploymentRows.ATTEMPTS);
    try (PreparedStatement update =
        message.prepareStatement("UPDATE deployment SET attempts = ? WHERE deployment_id = ?")) {
      update.setString(1, attempts);
      update.setString(2, deployment.id().value());
      assertThat(update.executeUpdate()).isEqualTo(1);
    }
  }

  private static Connection connect(PostgresUrl url) throws SQLException {
    return DriverManager.getConnection(
        url.jdbc(), url.user().orElseThrow(), url.password().orElseThrow());
  }

  private static boolean isAnyoneWaiting(PostgresUrl url) throws SQLException {
    try (Connection onlooker = connect(url);
        Statement statement = onlooker.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")) {
      rows.next();
      return rows.getInt(1) > 0;
    }
  }

  @Test
  void aDatabaseThatWentAwayIsToldAndComesBack() throws IOException, InterruptedException {
    prepared();
    PostgresServer server = PostgresServer.get();
    server.kill();
    try {
      assertThatThrownBy(this::load)
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("PostgreSQL cannot be reached");
      assertThatThrownBy(() -> stores().devices().add(device(OTHER)))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("PostgreSQL cannot be reached");
    } finally {
      server.startAgain();
    }
    assertThat(load().deployments()).hasSize(1);
    assertThat(stores().devices().add(device(OTHER))).isTrue();
  }

  @Test
  void wrongAddressesAreToldInWords(@TempDir Path elsewhere) {
    PostgresUrl right = settings().postgres().orElseThrow();
    var noDatabase = new PostgresUrl(right.jdbc() + "x", right.user(), right.password());
    var noSecret = new PostgresUrl(right.jdbc(), right.user(), Optional.of("hush"));
    var nobody = new PostgresUrl("jdbc:postgresql://127.0.0.1:1/x", right.user(), Optional.empty());
    assertThatThrownBy(() -> open(elsewhere, noDatabase)).hasMessageContaining("createdb");
    assertThatThrownBy(() -> open(elsewhere, noSecret))
        .hasMessageContaining("refuses this user or password")
        .hasMessageNotContaining("hush");
    assertThatThrownBy(() -> open(elsewhere, nobody)).hasMessageContaining("cannot be reached");
  }

  private static Stores open(Path directory, PostgresUrl url) {
    return Database.open(directory, Settings.DEFAULT.withPostgres(url, 2));
  }

  @Test
  void theOneCharacterThatPostgresLacksIsShownByItsSign() {
    stores().devices().add(device(DEVICE).withInventory(Map.of("Man", "a\0b")));
    assertThat(load().device().orElseThrow().inventory()).containsEntry("Man", "a\0b");
    tell(node(), "nul \0");
    assertThat(stores().deployments().events(Optional.of(DEVICE), Optional.empty(), 1).getFirst())
        .extracting(Event::text)
        .isEqualTo("nul \u2400, 19");
  }
}
