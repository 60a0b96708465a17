package io.fumarole.storage;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Rows of `content_trash`: content that may be nobody's any more. Whoever writes the row of a
/// content holds it until the transaction's end, and everybody else who does waits: so nobody
/// removes what another is adding a package of.
final class ContentTrash {
  private static final String HOLD =
      """
      INSERT INTO content_trash (sha256) VALUES (:sha256)
      ON CONFLICT (sha256) DO UPDATE SET sha256 = excluded.sha256
      """;

  static final String LET_GO = "DELETE FROM content_trash WHERE sha256 = :sha256";

  static final String IS_IN_USE = "SELECT 1 FROM firmware_package WHERE sha256 = :sha256 LIMIT 1";

  /// Deleted within one moment, and what a crash left.
  private static final String LIST = "SELECT sha256 FROM content_trash LIMIT 1000";

  private ContentTrash() {}

  static void hold(Handle tx, String sha256) {
    tx.createUpdate(HOLD).bind("sha256", sha256).execute();
  }

  /// False when somebody else did.
  static boolean letGo(Handle tx, String sha256) {
    return tx.createUpdate(LET_GO).bind("sha256", sha256).execute() == 1;
  }

  static boolean isInUse(Handle tx, String sha256) {
    return tx.createQuery(IS_IN_USE)
        .bind("sha256", sha256)
        .mapTo(Integer.class)
        .findFirst()
        .isPresent();
  }

  static List<String> list(Handle handle) {
    return handle.createQuery(LIST).mapTo(String.class).list();
  }
}
