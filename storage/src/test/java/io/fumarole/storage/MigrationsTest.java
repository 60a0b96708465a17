package io.fumarole.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.DeploymentState;
import io.fumarole.campaign.deployment.Progress.Refusal;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.DeviceFilter;
import io.fumarole.campaign.inventory.FilterException;
import io.fumarole.campaign.inventory.Selection;
import io.fumarole.campaign.inventory.Traits;
import io.fumarole.campaign.node.NodeAnswer;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeRequest;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Databases that earlier programs have left.
class MigrationsTest {
  private static final String ROWS =
      """
      INSERT INTO device VALUES ('d', 'ENROLLED', 'strict', NULL, NULL, X'', 0, NULL,
        '{"version":1,"value":{}}', NULL, 0, 1000, 1000, 0);
      INSERT INTO firmware_package VALUES ('p', 'P', '', 'M', NULL, '2', 'aa', 1, 'x/y', 0, 0, 1000);
      INSERT INTO deployment VALUES ('d', 'open', 'p', '2',
        '{"version":1,"value":{"operation":null,"delivery":null,"question":null}}',
        'NOTIFIED', 1, 'a notification was sent', '', 0, '{"version":1,"value":[]}',
        '{"version":1,"value":["DM","DIRECT"]}', 1000, 2000, 9000, 4);
      INSERT INTO deployment VALUES ('d', 'over', 'p', '2',
        '{"version":1,"value":{"operation":null,"delivery":null,"question":null}}',
        'EXPIRED', 0, 'expired', '', 0, '{"version":1,"value":[]}',
        '{"version":1,"value":[]}', 1000, 2000, 9000, 4);
      """;

  @Test
  void aDatabaseThatWasMadeByOtherMigrationsIsRefused(@TempDir Path directory) throws IOException {
    MigratedDatabase.layInto(directory);
    int changed =
        Jdbi.create("jdbc:sqlite:" + directory.resolve(Sqlite.FILE))
            .withHandle(
                handle ->
                    handle.execute(
                        "UPDATE flyway_schema_history SET checksum = checksum + 1 WHERE version = '10'"));
    assertThat(changed).isEqualTo(1);
    assertThatThrownBy(() -> Sqlite.open(directory, Settings.DEFAULT))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("version 10");
  }

  @Test
  void aDeviceOfTheFirstSchemaIsFoundByWhatItSaidThen(@TempDir Path directory) {
    String url = firstSchema(directory);
    String devices =
        """
        INSERT INTO device VALUES ('told', 'ENROLLED', 'strict', NULL, NULL, X'', 0, NULL,
          '{"version":1,"value":{"Man":"Vulcan","Mod":"V-1","version":"2.0","HwV":"B","Lang":"sv"}}',
          NULL, 0, 1000, 172800001, 0);
        INSERT INTO device VALUES ('unreadable', 'ENROLLED', 'strict', NULL, NULL, X'', 0, NULL,
          '{"version":1', NULL, 0, 1000, 1000, 0);
        """;
    Jdbi.create(url).useHandle(handle -> handle.createScript(devices).execute());
    try (Stores stores = open(directory)) {
      Instant now = Instant.ofEpochMilli(0);
      DeviceEntry told = stores.inventory().find(new DeviceId("told")).orElseThrow();
      assertThat(told.traits())
          .isEqualTo(
              new Traits(
                  Optional.of("Vulcan"),
                  Optional.of("V-1"),
                  Optional.of("2.0"),
                  Optional.of("B"),
                  Optional.of("sv")));
      assertThat(stores.inventory().list(selection("lastSeen>1970-01-03"), now, "", 9))
          .containsExactly(told);
      assertThat(stores.inventory().list(selection("model!=*"), now, "", 9))
          .extracting(it -> it.id().value())
          .containsExactly("unreadable");
    }
  }

  private static Selection selection(String filter) {
    try {
      return new Selection(DeviceFilter.parse(filter).condition());
    } catch (FilterException broken) {
      throw new AssertionError(broken);
    }
  }

  private static Stores open(Path directory) {
    return Database.open(directory, Settings.DEFAULT, SecretKeys.of(Octets.wrap(new byte[32])));
  }

  @Test
  void aCampaignThatKnewNoTreatmentIsReadWithoutOne(@TempDir Path directory) {
    String campaign =
        """
        INSERT INTO campaign VALUES ('c1',
          '{"version":1,"value":{"name":"all","target":{"filter":"","isDynamic":false},
            "release":{"model":"M-1","version":"2.0"},"phases":[{"name":"all","share":{"@":"Rest"},
            "success":null,"failure":null,"soak":"PT0S","onBreach":"PAUSE"}],"order":"HASHED",
            "start":null,"end":null,"windows":[],"zone":"Z","pace":{"open":null,"devices":null,
            "octets":null,"window":"PT1H","notifications":60},"within":"P7D","wish":{"operation":null,
            "delivery":null,"question":null},"priority":0}}',
          'DRAFT', 'not started', '{"version":1,"value":{"started":null,"enrolment":{"upTo":"",
            "at":"2026-03-01T08:00:00Z","members":0},"phase":0,"passed":null,"pardons":[],
            "budget":{"window":"2026-03-01T08:00:00Z","devices":0,"octets":0},
            "notifyFrom":"2026-03-01T08:00:00Z","isReleasing":false}}', 0, 1, 1, NULL, 0);
        """;
    Jdbi.create(schema(directory, "15"))
        .useHandle(handle -> handle.createScript(campaign).execute());
    try (Stores stores = open(directory)) {
      CampaignPlan plan = stores.campaigns().find(new CampaignId("c1")).orElseThrow().plan();
      assertThat(plan.name()).isEqualTo("all");
      assertThat(plan.precondition()).isEmpty();
      assertThat(plan.treatment()).isEmpty();
    }
  }

  @Test
  void anOrderThatKnewNoQuestionsIsRead(@TempDir Path directory) {
    String rows =
        """
        INSERT INTO device VALUES ('d', 'ENROLLED', 'strict', NULL, NULL, X'', 0, NULL,
          '{"version":1,"value":{}}', NULL, 0, 1000, 1000, 0, 0, NULL, NULL, NULL, NULL, NULL, 0);
        INSERT INTO node_order VALUES ('d', 1,
          '{"version":1,"value":{"command":"GET","node":{"segments":["A"]},"value":null}}', 0, 1, 'DONE', 0, 1,
          '{"version":1,"value":{"at":"2026-03-01T08:00:00Z","status":200,"words":"200 OK","nodes":[{'
          || '"locUri":"./A","format":"chr","type":"","octets":"LCJub2RlcyI6Ww==","isCut":false}]}}', 1);
        INSERT INTO node_order VALUES ('d', 2,
          '{"version":1,"value":{"command":"GET","node":{"segments":["A"]},"value":null}}', 0, 1, 'QUEUED', 1, 0,
          NULL, 1);
        """;
    Jdbi.create(schema(directory, "11")).useHandle(handle -> handle.createScript(rows).execute());
    try (Stores stores = open(directory)) {
      NodeOrder done = stores.nodeOrders().find(new DeviceId("d"), 1).orElseThrow();
      assertThat(done.request())
          .isEqualTo(new NodeRequest(NodeRequest.Command.GET, DmUri.of("./A"), Optional.empty()));
      NodeAnswer answer = done.answer().orElseThrow();
      assertThat(answer.said()).isEmpty();
      assertThat(answer.nodes().getFirst().octets().utf8()).isEqualTo(",\"nodes\":[");
      assertThat(stores.nodeOrders().find(new DeviceId("d"), 2)).isPresent();
    }
  }

  private static String firstSchema(Path directory) {
    return schema(directory, "1");
  }

  private static String schema(Path directory, String version) {
    String url = "jdbc:sqlite:" + directory.resolve(Sqlite.FILE);
    Flyway.configure()
        .loggers("slf4j")
        .dataSource(url, "", "")
        .locations(Migrations.Kind.SQLITE.locations())
        .placeholders(Migrations.Kind.SQLITE.placeholders())
        .javaMigrations(new SearchColumns())
        .target(version)
        .load()
        .migrate();
    return url;
  }

  @Test
  void anOpenDeploymentOfTheFirstSchemaIsDueAtOnceAndKeepsWhatItKnew(@TempDir Path directory) {
    Jdbi.create(firstSchema(directory)).useHandle(handle -> handle.createScript(ROWS).execute());
    try (Stores stores = open(directory)) {
      Deployment open = stores.deployments().find(new DeploymentId("open")).orElseThrow();
      assertThat(open.state()).isEqualTo(DeploymentState.NOTIFIED);
      assertThat(open.since()).isEqualTo(Instant.ofEpochMilli(2_000));
      assertThat(open.tally().notifications()).isEqualTo(1);
      assertThat(open.refusals())
          .containsExactly(
              new Refusal(Delivery.DM, "refused"), new Refusal(Delivery.DIRECT, "refused"));
      Deployment over = stores.deployments().find(new DeploymentId("over")).orElseThrow();
      assertThat(over.wakeAt()).isEmpty();
      assertThat(over.ending()).isEmpty();
      Instant now = Instant.ofEpochMilli(2_000);
      assertThat(stores.deployments().claim(now, now.plusSeconds(60), 9))
          .extracting(Deployment::id)
          .containsExactly(open.id());
    }
  }
}
