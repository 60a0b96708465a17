package io.fumarole.storage;

import io.fumarole.campaign.catalogue.Release;
import io.fumarole.campaign.catalogue.ReleaseDetails;
import io.fumarole.campaign.catalogue.ReleaseDetails.UpdateClass;
import io.fumarole.campaign.catalogue.ReleaseId;
import io.fumarole.campaign.catalogue.ReleaseState;
import io.fumarole.campaign.catalogue.ReleaseTerms;
import io.fumarole.campaign.catalogue.Sbom;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.core.type.TypeReference;

/// Releases as rows of `firmware_release`, aliased `r`.
final class ReleaseRows {
  static final String COLUMNS =
      """
      r.model AS r_model, r.version AS r_version, r.state AS r_state,
      r.update_class AS r_update_class, r.notes AS r_notes, r.advisory AS r_advisory,
      r.hardware AS r_hardware, r.allows_downgrade AS r_allows_downgrade, r.created AS r_created,
      r.since AS r_since, r.changed AS r_changed, r.sweep_at AS r_sweep_at,
      r.revision AS r_revision, r.sbom_format AS r_sbom_format, r.sbom_url AS r_sbom_url,
      r.sbom_sha256 AS r_sbom_sha256
      """;

  /// What packages are read with.
  static final String TERMS =
      """
      , r.state AS r_state, r.hardware AS r_hardware, r.allows_downgrade AS r_allows_downgrade
      """;

  static final String OF_PACKAGE =
      "LEFT JOIN firmware_release r ON r.model = p.model AND r.version = p.to_version ";

  private static final String ADD =
      """
      INSERT INTO firmware_release (model, version, state, update_class, notes, advisory, hardware,
        allows_downgrade, created, since, changed, sweep_at, revision, sbom_format, sbom_url,
        sbom_sha256)
      VALUES (:model, :version, :state, :class, :notes, :advisory, :hardware, :downgrade, :created,
        :since, :changed, :sweep, :revision, :sbomFormat, :sbomUrl, :sbomSha256)
      ON CONFLICT (model, version) DO NOTHING
      """;

  static final String UPDATE =
      """
      UPDATE firmware_release SET state = :state, update_class = :class, notes = :notes,
        advisory = :advisory, hardware = :hardware, allows_downgrade = :downgrade, since = :since,
        changed = :changed, sweep_at = :sweep, revision = revision + 1,
        sbom_format = :sbomFormat, sbom_url = :sbomUrl, sbom_sha256 = :sbomSha256
      WHERE model = :model AND version = :version AND revision = :revision
      """;

  private static final String DELETE =
      "DELETE FROM firmware_release WHERE model = :model AND version = :version";

  /// Locked, so that it is not withdrawn or deleted while a package joins it.
  static final String STATE =
      "SELECT state FROM firmware_release WHERE model = :model AND version = :version <locked>";

  private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};

  private ReleaseRows() {}

  /// Leaves one that is there as it is.
  static void addIfNew(Handle tx, Release release) {
    bind(tx.createUpdate(ADD), release).bind("created", release.created().toEpochMilli()).execute();
  }

  static boolean update(Handle tx, Release changed) {
    return bind(tx.createUpdate(UPDATE), changed).execute() == 1;
  }

  static void delete(Handle tx, ReleaseId id) {
    tx.createUpdate(DELETE).bind("model", id.model()).bind("version", id.version()).execute();
  }

  /// Empty when it was deleted at this very moment.
  static Optional<ReleaseState> state(Handle tx, ReleaseId id) {
    return tx.createQuery(STATE)
        .bind("model", id.model())
        .bind("version", id.version())
        .map((row, context) -> ReleaseState.valueOf(row.getString("state")))
        .findOne();
  }

  private static Update bind(Update update, Release release) {
    ReleaseDetails details = release.details();
    return update
        .bind("model", release.id().model())
        .bind("version", release.id().version())
        .bind("state", release.state().name())
        .bind("class", details.updateClass().name())
        .bind("notes", details.notes())
        .bind("advisory", details.advisory().orElse(null))
        .bind("hardware", texts(details.hardware()))
        .bind("downgrade", Column.of(details.allowsDowngrade()))
        .bind("sbomFormat", details.sbom().map(it -> it.format().name()).orElse(null))
        .bind("sbomUrl", details.sbom().flatMap(Sbom::url).orElse(null))
        .bind("sbomSha256", details.sbom().flatMap(Sbom::sha256).orElse(null))
        .bind("since", release.since().toEpochMilli())
        .bind("changed", release.changed().toEpochMilli())
        .bind("sweep", release.sweepAt().map(Instant::toEpochMilli).orElse(null))
        .bind("revision", release.revision());
  }

  static Release read(ResultSet row) throws SQLException {
    return new Release(
        new ReleaseId(row.getString("r_model"), row.getString("r_version")),
        ReleaseState.valueOf(row.getString("r_state")),
        new ReleaseDetails(
            UpdateClass.valueOf(row.getString("r_update_class")),
            row.getString("r_notes"),
            Column.text(row, "r_advisory"),
            texts(row, "r_hardware"),
            Column.isTrue(row, "r_allows_downgrade"),
            sbom(row)),
        Column.time(row, "r_created"),
        Column.time(row, "r_since"),
        Column.time(row, "r_changed"),
        Column.number(row, "r_sweep_at").map(Instant::ofEpochMilli),
        row.getLong("r_revision"));
  }

  private static Optional<Sbom> sbom(ResultSet row) throws SQLException {
    Optional<String> url = Column.text(row, "r_sbom_url");
    Optional<String> sha256 = Column.text(row, "r_sbom_sha256");
    return Column.text(row, "r_sbom_format")
        .map(format -> new Sbom(Sbom.Format.valueOf(format), url, sha256));
  }

  static ReleaseTerms terms(ResultSet row) throws SQLException {
    return new ReleaseTerms(
        ReleaseState.valueOf(row.getString("r_state")),
        texts(row, "r_hardware"),
        Column.isTrue(row, "r_allows_downgrade"));
  }

  static String texts(List<String> list) {
    return RecordJson.write(list, TEXTS);
  }

  static List<String> texts(ResultSet row, String name) throws SQLException {
    try {
      return RecordJson.recall(row.getString(name), TEXTS);
    } catch (UnreadableException unreadable) {
      throw new SQLException("column " + name + " is no list of texts", unreadable);
    }
  }
}
