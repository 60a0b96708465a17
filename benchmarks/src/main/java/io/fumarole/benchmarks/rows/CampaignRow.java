package io.fumarole.benchmarks.rows;

import io.fumarole.benchmarks.load.PostgresDatabase;
import io.fumarole.benchmarks.table.Aim;
import io.fumarole.benchmarks.table.Figure;
import io.fumarole.benchmarks.table.Row;
import io.fumarole.benchmarks.table.Setting;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.CampaignId;
import io.fumarole.campaign.deployment.Deployer;
import io.fumarole.campaign.deployment.Deployment.Wish;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.plan.Campaign;
import io.fumarole.campaign.plan.CampaignPlan;
import io.fumarole.campaign.plan.CampaignState;
import io.fumarole.campaign.plan.Control;
import io.fumarole.campaign.plan.DryRun;
import io.fumarole.campaign.plan.InventoryTargets;
import io.fumarole.campaign.plan.Pace;
import io.fumarole.campaign.plan.Phase;
import io.fumarole.campaign.plan.Planner;
import io.fumarole.campaign.plan.TargetSelection;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.server.report.CampaignReport;
import io.fumarole.storage.Database;
import io.fumarole.storage.PostgresUrl;
import io.fumarole.storage.Settings;
import io.fumarole.storage.Stores;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// A campaign of one phase over a whole fleet, on the stores themselves: from its start until each
/// device has its deployment, and what an operator does with it then.
public final class CampaignRow implements Row {
  private static final int FLEET = 100_000;
  private static final int QUICK_FLEET = 10_000;
  private static final int AT_ONCE = 32;
  private static final double AIM_SECONDS = 5;
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;

  @Override
  public String id() {
    return "campaign";
  }

  @Override
  public String work() {
    return "Start a campaign over 100,000 devices";
  }

  @Override
  public Measured measure(Setting setting) throws Exception {
    int fleet = setting.amount(FLEET, QUICK_FLEET);
    List<Figure> figures = new ArrayList<>(measure(setting, fleet, Settings.DEFAULT, "SQLite"));
    List<String> remarks = new ArrayList<>();
    if (setting.database().isPresent()) {
      try (PostgresDatabase database = setting.postgres("fumarole_bench_campaign")) {
        Settings postgres = Settings.DEFAULT.withPostgres(PostgresUrl.parse(database.url()), 8);
        figures.addAll(measure(setting, fleet, postgres, "PostgreSQL"));
      }
    } else {
      remarks.add("PostgreSQL: only with --database");
    }
    if (fleet < FLEET) remarks.add("over %,d devices".formatted(fleet));
    return new Measured(figures, remarks);
  }

  private static List<Figure> measure(Setting setting, int fleet, Settings storage, String database)
      throws Exception {
    try (Stores stores =
        Database.open(setting.scratch().resolve("campaign-" + database), storage)) {
      setting.say("%s: adding %,d devices".formatted(database, fleet));
      addAll(stores, fleet);
      return new Run(stores, database).figures();
    }
  }

  private static void addAll(Stores stores, int fleet) throws Exception {
    stores.packages().add(firmware());
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Boolean>> added = new ArrayList<>();
      for (int i = 0; i < fleet; i++) {
        Device device = device(i);
        added.add(threads.submit(() -> stores.devices().add(device)));
      }
      for (Future<Boolean> one : added) one.get();
    }
  }

  private static Device device(int number) {
    return Device.enrolled(
            new DeviceId("BENCH:%08d".formatted(number)),
            ModelProfiles.STRICT,
            Optional.empty(),
            Optional.empty(),
            Instant.now())
        .withInventory(Map.of("Mod", "M-1", Device.VERSION, "1." + number % 3));
  }

  private static FirmwarePackage firmware() {
    return new FirmwarePackage(
        new PackageId("full"),
        "full",
        "",
        "M-1",
        Optional.empty(),
        "2.0",
        "ab".repeat(32),
        1_000_000,
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        Instant.now());
  }

  private static final class Run {
    private static final CampaignId ID = new CampaignId("bench");

    private final Stores stores;
    private final String database;
    private final Planner planner;
    private final TargetSelection selection;

    Run(Stores stores, String database) {
      this.stores = stores;
      this.database = database;
      this.selection = new TargetSelection(new Groups(stores.groups()));
      var profiles = new ModelProfiles(ModelProfiles.shipped(), ModelProfiles.STRICT);
      this.planner =
          new Planner(
              stores.campaigns(),
              stores.packages(),
              new InventoryTargets(stores.inventory(), selection),
              new Deployer(
                  stores.devices(), stores.packages(), stores.deployments(), profiles::of));
    }

    List<Figure> figures() throws IOException {
      CampaignPlan plan = plan();
      stores.campaigns().add(Campaign.draft(ID, plan, Instant.now()));
      long begun = System.nanoTime();
      new DryRun(stores.inventory(), stores.packages(), selection).of(plan, Instant.now());
      double dryRun = (System.nanoTime() - begun) / NANOS_PER_SECOND;
      double start = seconds((c, now) -> Control.start(c, now));
      long counted = System.nanoTime();
      stores.campaigns().tally(campaign());
      double tally = (System.nanoTime() - counted) / NANOS_PER_MILLI;
      double pause = seconds((c, now) -> Control.pause(c, now));
      double resume = seconds((c, now) -> Control.resume(c, stores.campaigns().tally(c), now));
      double report = report();
      double abort = seconds((c, now) -> Control.abort(c, now));
      return List.of(
          Figure.once(
                  database + ", from its start until all have a deployment, elapsed", "s", start)
              .aimedAt(Aim.atMost("≤ 5 s", AIM_SECONDS)),
          Figure.once(database + ", dry run, elapsed", "s", dryRun),
          Figure.once(database + ", one count of it, elapsed", "ms", tally),
          Figure.once(database + ", pause, elapsed", "ms", pause * 1_000),
          Figure.once(database + ", resume until all go on, elapsed", "s", resume),
          Figure.once(database + ", report as CSV, elapsed", "s", report),
          Figure.once(database + ", abort until all are cancelled, elapsed", "s", abort));
    }

    private double report() throws IOException {
      long begun = System.nanoTime();
      new CampaignReport(stores.campaigns(), InstantSource.system())
          .csv(campaign(), OutputStream.nullOutputStream());
      return (System.nanoTime() - begun) / NANOS_PER_SECOND;
    }

    private Campaign campaign() {
      return stores.campaigns().find(ID).orElseThrow();
    }

    private interface Change {
      Control.Outcome of(Campaign campaign, Instant now);
    }

    /// Until the planner rests.
    private double seconds(Change change) {
      long begun = System.nanoTime();
      Instant now = Instant.now();
      if (!(change.of(campaign(), now) instanceof Control.Outcome.Done(var next)))
        throw new IllegalStateException("the campaign stands at " + campaign().state());
      stores.campaigns().update(next);
      while (campaign().wakeAt().filter(at -> !at.isAfter(Instant.now())).isPresent())
        planner.round(Instant.now());
      CampaignState state = campaign().state();
      if (state != CampaignState.RUNNING
          && state != CampaignState.PAUSED
          && state != CampaignState.ABORTED)
        throw new IllegalStateException("the campaign is " + state + ": " + campaign().reason());
      return (System.nanoTime() - begun) / NANOS_PER_SECOND;
    }

    private static CampaignPlan plan() {
      return new CampaignPlan(
          "bench",
          new CampaignPlan.Target("", false),
          new CampaignPlan.Release("M-1", "2.0"),
          List.of(
              new Phase(
                  "all",
                  new Phase.Share.Rest(),
                  Optional.empty(),
                  Optional.empty(),
                  Duration.ZERO,
                  Phase.Breach.PAUSE)),
          CampaignPlan.Order.HASHED,
          Optional.empty(),
          Optional.empty(),
          List.of(),
          ZoneOffset.UTC,
          Pace.UNBOUNDED,
          Duration.ofDays(7),
          Wish.NONE,
          0);
    }
  }
}
