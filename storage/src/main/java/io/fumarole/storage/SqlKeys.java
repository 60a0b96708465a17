package io.fumarole.storage;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Engine.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// [Keys] in the database.
final class SqlKeys implements Keys {
  private static final String CHECK = "check";
  private static final byte[] CHECK_VALUE = "fumarole".getBytes(StandardCharsets.US_ASCII);

  private static final String FIND = "SELECT value FROM server_key WHERE name = :name";
  private static final String ADD =
      "INSERT INTO server_key (name, value) VALUES (:name, :value) ON CONFLICT (name) DO NOTHING";
  private static final String PUT =
      """
      INSERT INTO server_key (name, value) VALUES (:name, :value)
      ON CONFLICT (name) DO UPDATE SET value = excluded.value
      """;

  private final Database database;
  private final SecretKeys secrets;

  SqlKeys(Database database, SecretKeys secrets) {
    this.database = database;
    this.secrets = secrets;
  }

  /// Whether nothing was ever encrypted in this database.
  static boolean isNew(Database database) {
    return database.read("looking for the secret key", tx -> find(tx, CHECK)).isEmpty();
  }

  /// Refuses to go on with another key than the one the database was begun with.
  void check() {
    byte[] locked = secrets.seal(CHECK_VALUE, belonging(CHECK));
    byte[] stored = database.write("checking the secret key", tx -> addOrFind(tx, CHECK, locked));
    secrets.open(stored, belonging(CHECK));
  }

  @Override
  public Optional<Octets> find(String name) {
    return database
        .read("reading the key " + name, tx -> find(tx, name))
        .map(locked -> open(name, locked));
  }

  @Override
  public Octets getOrCreate(String name, Supplier<Octets> fresh) {
    Optional<Octets> known = find(name);
    if (known.isPresent()) return known.get();
    byte[] locked = secrets.seal(fresh.get().toByteArray(), belonging(name));
    return open(name, database.write("storing the key " + name, tx -> addOrFind(tx, name, locked)));
  }

  @Override
  public void put(String name, Octets value) {
    byte[] locked = secrets.seal(value.toByteArray(), belonging(name));
    database.write(
        "storing the key " + name,
        tx ->
            Verdict.keep(tx.createUpdate(PUT).bind("name", name).bind("value", locked).execute()));
  }

  private static Verdict<byte[]> addOrFind(Handle tx, String name, byte[] locked) {
    tx.createUpdate(ADD).bind("name", name).bind("value", locked).execute();
    return Verdict.keep(find(tx, name).orElseThrow());
  }

  private static Optional<byte[]> find(Handle handle, String name) {
    return handle.createQuery(FIND).bind("name", name).mapTo(byte[].class).findOne();
  }

  private Octets open(String name, byte[] locked) {
    return Octets.wrap(secrets.open(locked, belonging(name)));
  }

  private static String belonging(String name) {
    return "server key " + name;
  }
}
