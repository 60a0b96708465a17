package io.fumarole.storage;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Packages as rows of `firmware_package`, aliased `p`, with what their releases (`r`) say.
final class PackageRows {
  static final String COLUMNS =
      """
      p.package_id AS p_package_id, p.name AS p_name, p.vendor AS p_vendor, p.model AS p_model,
      p.from_version AS p_from_version, p.to_version AS p_to_version, p.sha256 AS p_sha256,
      p.size AS p_size, p.content_type AS p_content_type, p.is_signed AS p_is_signed,
      p.is_offered AS p_is_offered, p.added AS p_added, p.hardware AS p_hardware,
      p.signed_by AS p_signed_by
      """
          + ReleaseRows.TERMS;

  private static final String ADD =
      """
      INSERT INTO firmware_package (package_id, name, vendor, model, from_version, to_version, sha256,
        size, content_type, is_signed, is_offered, added, hardware, signed_by)
      VALUES (:id, :name, :vendor, :model, :from, :to, :sha256, :size, :type, :signed, :offered, :added,
        :hardware, :signedBy)
      ON CONFLICT (package_id) DO NOTHING
      """;

  private PackageRows() {}

  /// False when there is one with this id.
  static boolean add(Handle tx, FirmwarePackage p) {
    return tx.createUpdate(ADD)
            .bind("id", p.id().value())
            .bind("name", p.name())
            .bind("vendor", p.vendor())
            .bind("model", p.model())
            .bind("from", p.fromVersion().orElse(null))
            .bind("to", p.toVersion())
            .bind("sha256", p.sha256())
            .bind("size", p.size())
            .bind("type", p.contentType())
            .bind("signed", Column.of(p.isSigned()))
            .bind("offered", Column.of(p.isOffered()))
            .bind("added", p.added().toEpochMilli())
            .bind("hardware", ReleaseRows.texts(p.hardware()))
            .bind("signedBy", p.signedBy().orElse(null))
            .execute()
        == 1;
  }

  static FirmwarePackage read(ResultSet row) throws SQLException {
    return new FirmwarePackage(
        new PackageId(row.getString("p_package_id")),
        row.getString("p_name"),
        row.getString("p_vendor"),
        row.getString("p_model"),
        Column.text(row, "p_from_version"),
        row.getString("p_to_version"),
        row.getString("p_sha256"),
        row.getLong("p_size"),
        row.getString("p_content_type"),
        Column.isTrue(row, "p_is_signed"),
        Column.text(row, "p_signed_by"),
        Column.isTrue(row, "p_is_offered"),
        Column.time(row, "p_added"),
        ReleaseRows.texts(row, "p_hardware"),
        ReleaseRows.terms(row));
  }

  /// The package of a row that may have none.
  static Optional<FirmwarePackage> readIfAny(ResultSet row) throws SQLException {
    return row.getString("p_package_id") == null ? Optional.empty() : Optional.of(read(row));
  }
}
