package io.fumarole.storage;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseLife;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.paging.Before;
import io.fumarole.storage.Engine.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/// [PackageStore] in the database.
final class SqlPackageStore implements PackageStore {
  private static final String SELECT =
      "SELECT " + PackageRows.COLUMNS + " FROM firmware_package p " + ReleaseRows.OF_PACKAGE;
  static final String FIND = SELECT + "WHERE p.package_id = :id";
  static final String LIST =
      SELECT
          + "WHERE "
          + Pages.condition("p.added", "p.package_id")
          + Pages.order("p.added", "p.package_id");
  static final String FIND_BY_TARGET =
      SELECT
          + "WHERE p.model = :model AND p.to_version = :to ORDER BY p.added DESC, p.package_id LIMIT "
          + " :limit";

  static final String RELEASED =
      SELECT
          + """
          WHERE p.model = :model AND r.state = 'RELEASED'
          ORDER BY p.added DESC, p.package_id LIMIT :limit
          """;

  private static final String LOCK =
      "SELECT 1 FROM firmware_package WHERE package_id = :id <locked_whole>";
  private static final String DELETE = "DELETE FROM firmware_package WHERE package_id = :id";

  static final String USE =
      "SELECT deployment_id, device_id, is_open FROM deployment WHERE package_id = :id LIMIT 1";

  static final String OPEN_USE = USE.replace("LIMIT 1", "AND is_open = 1 LIMIT 1");

  /// The ways to one version of one model: one full image and its deltas.
  private static final int MOST_TO_ONE_VERSION = 1_000;

  private final Database database;

  SqlPackageStore(Database database) {
    this.database = database;
  }

  @Override
  public Added add(FirmwarePackage firmwarePackage, boolean auto) {
    return database.write(
        "adding package " + firmwarePackage.id(), tx -> add(tx, firmwarePackage, auto));
  }

  private static Verdict<Added> add(Handle tx, FirmwarePackage p, boolean auto) {
    // Nobody decides meanwhile that no package has this content.
    ContentTrash.hold(tx, p.sha256());
    ContentTrash.letGo(tx, p.sha256());
    if (!PackageRows.add(tx, p)) return Verdict.undo(Added.TAKEN);
    ReleaseState first = auto ? ReleaseState.RELEASED : ReleaseState.DRAFT;
    ReleaseRows.addIfNew(tx, Release.fresh(p.release(), first, p.added()));
    return ReleaseRows.state(tx, p.release())
            .filter(state -> ReleaseLife.isOpen(state, auto))
            .isPresent()
        ? Verdict.keep(Added.DONE)
        : Verdict.undo(Added.CLOSED);
  }

  @Override
  public Optional<FirmwarePackage> find(PackageId id) {
    return database.read(
        "reading package " + id,
        handle ->
            handle
                .createQuery(FIND)
                .bind("id", id.value())
                .map((row, context) -> PackageRows.read(row))
                .findOne());
  }

  @Override
  public List<FirmwarePackage> list(Before before, int limit) {
    return database.read(
        "listing packages",
        handle ->
            Pages.bind(handle.createQuery(LIST), before, limit)
                .map((row, context) -> PackageRows.read(row))
                .list());
  }

  @Override
  public List<FirmwarePackage> find(String model, String toVersion) {
    return database.read("finding packages of " + model, handle -> find(handle, model, toVersion));
  }

  private static List<FirmwarePackage> find(Handle handle, String model, String toVersion) {
    return handle
        .createQuery(FIND_BY_TARGET)
        .bind("model", model)
        .bind("to", toVersion)
        .bind("limit", MOST_TO_ONE_VERSION)
        .map((row, context) -> PackageRows.read(row))
        .list();
  }

  @Override
  public List<FirmwarePackage> released(String model, int limit) {
    return database.read(
        "finding released packages of " + model,
        handle ->
            handle
                .createQuery(RELEASED)
                .bind("model", model)
                .bind("limit", limit)
                .map((row, context) -> PackageRows.read(row))
                .list());
  }

  @Override
  public Deletion delete(PackageId id) {
    return database.write("deleting package " + id, tx -> delete(tx, id));
  }

  private static Verdict<Deletion> delete(Handle tx, PackageId id) {
    lock(tx, id);
    Optional<FirmwarePackage> found =
        tx.createQuery(FIND)
            .bind("id", id.value())
            .map((row, context) -> PackageRows.read(row))
            .findOne();
    if (found.isEmpty()) return Verdict.undo(new Deletion.Unknown());
    Optional<Deletion> use = use(tx, id);
    if (use.isPresent()) return Verdict.undo(use.get());
    delete(tx, found.get());
    return Verdict.keep(new Deletion.Done());
  }

  /// Whoever is just ordering it is waited for, and then found.
  private static void lock(Handle tx, PackageId id) {
    tx.createQuery(LOCK).bind("id", id.value()).mapTo(Integer.class).findOne();
  }

  private static void delete(Handle tx, FirmwarePackage p) {
    tx.createUpdate(DELETE).bind("id", p.id().value()).execute();
    ContentTrash.hold(tx, p.sha256());
  }

  private static Optional<Deletion> use(Handle tx, PackageId id) {
    return use(tx, OPEN_USE, id).or(() -> use(tx, USE, id));
  }

  private static Optional<Deletion> use(Handle tx, String sql, PackageId id) {
    return tx.createQuery(sql)
        .bind("id", id.value())
        .<Deletion>map(
            (row, context) ->
                new Deletion.InUse(
                    id,
                    row.getString("deployment_id"),
                    row.getString("device_id"),
                    Column.isTrue(row, "is_open")))
        .findFirst();
  }

  @Override
  public Deletion delete(ReleaseId id) {
    return database.write("deleting release " + id, tx -> delete(tx, id));
  }

  private static Verdict<Deletion> delete(Handle tx, ReleaseId id) {
    // Held first: a package that joins would be left without its release.
    if (ReleaseRows.state(tx, id).isEmpty()) return Verdict.undo(new Deletion.Unknown());
    List<FirmwarePackage> all = find(tx, id.model(), id.version());
    all.forEach(p -> lock(tx, p.id()));
    Optional<Deletion> use = all.stream().flatMap(p -> use(tx, p.id()).stream()).findFirst();
    if (use.isPresent()) return Verdict.undo(use.get());
    all.forEach(p -> delete(tx, p));
    ReleaseRows.delete(tx, id);
    return Verdict.keep(new Deletion.Done());
  }

  @Override
  public void discard(String sha256) {
    database.write(
        "discarding content " + sha256,
        tx -> {
          ContentTrash.hold(tx, sha256);
          return Verdict.keep(true);
        });
  }

  @Override
  public void clear(Consumer<String> remove) {
    for (String sha256 : database.read("looking for discarded content", ContentTrash::list))
      database.write(
          "removing content " + sha256,
          tx -> {
            // Removed within the transaction, while the row is held; a second time does no harm.
            if (ContentTrash.letGo(tx, sha256) && !ContentTrash.isInUse(tx, sha256))
              remove.accept(sha256);
            return Verdict.keep(true);
          });
  }
}
