package io.fumarole.storage;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.catalogue.PackageStore;
import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseLife;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.storage.Engine.Verdict;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// [PackageStore] in the database.
final class SqlPackageStore implements PackageStore {
  private static final String SELECT =
      "SELECT " + PackageRows.COLUMNS + " FROM firmware_package p " + ReleaseRows.OF_PACKAGE;
  static final String FIND = SELECT + "WHERE p.package_id = :id";
  static final String LIST = SELECT + "ORDER BY p.added DESC, p.package_id LIMIT :limit";
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
    if (!PackageRows.add(tx, p)) return Verdict.undo(Added.TAKEN);
    ReleaseState first = auto ? ReleaseState.RELEASED : ReleaseState.DRAFT;
    ReleaseRows.addIfNew(tx, Release.fresh(p.release(), first, p.added()));
    return ReleaseLife.isOpen(ReleaseRows.state(tx, p.release()), auto)
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
  public List<FirmwarePackage> list(int limit) {
    return database.read(
        "listing packages",
        handle ->
            handle
                .createQuery(LIST)
                .bind("limit", limit)
                .map((row, context) -> PackageRows.read(row))
                .list());
  }

  @Override
  public List<FirmwarePackage> find(String model, String toVersion) {
    return database.read(
        "finding packages of " + model,
        handle ->
            handle
                .createQuery(FIND_BY_TARGET)
                .bind("model", model)
                .bind("to", toVersion)
                .bind("limit", MOST_TO_ONE_VERSION)
                .map((row, context) -> PackageRows.read(row))
                .list());
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
}
