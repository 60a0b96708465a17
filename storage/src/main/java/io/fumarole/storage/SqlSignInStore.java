package io.fumarole.storage;

import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/// [SignInStore] in the database.
final class SqlSignInStore implements SignInStore {
  static final String END_OLDEST =
      """
      DELETE FROM sign_in
      WHERE caller = :caller AND sign_in_id NOT IN (
        SELECT sign_in_id FROM sign_in WHERE caller = :caller
        ORDER BY opened DESC, sign_in_id LIMIT :kept)
      """;
  private static final String OPEN =
      """
      INSERT INTO sign_in (sign_in_id, caller, epoch, opened, used, guest_name, guest_role)
      VALUES (:id, :caller, :epoch, :opened, :used, :guestName, :guestRole)
      """;
  static final String FIND =
      "SELECT sign_in_id, caller, epoch, opened, used, guest_name, guest_role FROM sign_in WHERE sign_in_id = :id";
  static final String USED = "UPDATE sign_in SET used = :now WHERE sign_in_id = :id";
  static final String END = "DELETE FROM sign_in WHERE sign_in_id = :id";
  static final String IS_ANY_OLD =
      "SELECT 1 FROM sign_in WHERE opened < :openedBefore OR used < :usedBefore LIMIT 1";
  static final String EXPIRE =
      "DELETE FROM sign_in WHERE opened < :openedBefore OR used < :usedBefore";

  private final Database database;

  SqlSignInStore(Database database) {
    this.database = database;
  }

  @Override
  public void open(SignIn signIn, int most) {
    database.write(
        "signing in " + signIn.caller(),
        tx -> {
          tx.createUpdate(END_OLDEST)
              .bind("caller", signIn.caller())
              .bind("kept", most - 1)
              .execute();
          return Verdict.keep(
              tx.createUpdate(OPEN)
                  .bind("id", signIn.id())
                  .bind("caller", signIn.caller())
                  .bind("epoch", signIn.epoch())
                  .bind("opened", signIn.opened().toEpochMilli())
                  .bind("used", signIn.used().toEpochMilli())
                  .bind("guestName", signIn.guest().map(Guest::name).orElse(null))
                  .bind("guestRole", signIn.guest().map(Guest::role).orElse(null))
                  .execute());
        });
  }

  @Override
  public Optional<SignIn> find(String id) {
    return database
        .list(
            "reading a sign-in",
            FIND,
            it -> it.bind("id", id),
            row ->
                new SignIn(
                    row.getString("sign_in_id"),
                    row.getString("caller"),
                    row.getLong("epoch"),
                    Column.time(row, "opened"),
                    Column.time(row, "used"),
                    guest(row)))
        .stream()
        .findFirst();
  }

  private static Optional<Guest> guest(ResultSet row) throws SQLException {
    String role = row.getString("guest_role");
    return role == null
        ? Optional.empty()
        : Optional.of(new Guest(row.getString("guest_name"), role));
  }

  @Override
  public void used(String id, Instant now) {
    database.write(
        "keeping a sign-in",
        tx ->
            Verdict.keep(
                tx.createUpdate(USED).bind("id", id).bind("now", now.toEpochMilli()).execute()));
  }

  @Override
  public boolean end(String id) {
    return database.write(
        "signing out", tx -> Verdict.keepIf(tx.createUpdate(END).bind("id", id).execute() == 1));
  }

  @Override
  public int expire(Instant openedBefore, Instant usedBefore) {
    boolean isAny =
        database.read(
            "looking for old sign-ins",
            handle ->
                handle
                    .createQuery(IS_ANY_OLD)
                    .bind("openedBefore", openedBefore.toEpochMilli())
                    .bind("usedBefore", usedBefore.toEpochMilli())
                    .mapTo(Integer.class)
                    .findOne()
                    .isPresent());
    if (!isAny) return 0;
    return database.write(
        "ending old sign-ins",
        tx ->
            Verdict.keep(
                tx.createUpdate(EXPIRE)
                    .bind("openedBefore", openedBefore.toEpochMilli())
                    .bind("usedBefore", usedBefore.toEpochMilli())
                    .execute()));
  }
}
