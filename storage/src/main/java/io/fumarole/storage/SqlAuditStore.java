package io.fumarole.storage;

import io.fumarole.campaign.audit.AuditChain;
import io.fumarole.campaign.audit.AuditEntry;
import io.fumarole.campaign.audit.AuditStore;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Engine.Verdict;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;

/// [AuditStore] in the database. Who is next is settled by the number, which is there once.
final class SqlAuditStore implements AuditStore {
  private static final String COLUMNS =
      "number, at, kind, actor, address, action, subject, detail, outcome, asked, chain";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM audit ";
  private static final String NEWEST = "ORDER BY number DESC LIMIT :limit";
  static final String HEAD = SELECT + "ORDER BY number DESC LIMIT 1";
  static final String FROM = SELECT + "WHERE number >= :from ORDER BY number LIMIT :limit";

  private static final String ADD =
      "INSERT INTO audit ("
          + COLUMNS
          + """
          )
          VALUES (:number, :at, :kind, :actor, :address, :action, :subject, :detail, :outcome, :asked, :chain)
          ON CONFLICT (number) DO NOTHING
          """;

  /// Nodes that add at the same time; each time one of them wins.
  private static final int MOST_TRIES = 100;

  private final Database database;

  /// One at a time of this node: they would only meet in the database.
  private final ReentrantLock adding = new ReentrantLock();

  SqlAuditStore(Database database) {
    this.database = database;
  }

  @Override
  public Linked append(AuditEntry entry, AuditChain chain) {
    adding.lock();
    try {
      for (int tries = 0; tries < MOST_TRIES; tries++) {
        Optional<Linked> linked =
            database.write("adding to the audit", tx -> append(tx, entry, chain));
        if (linked.isPresent()) return linked.get();
      }
      throw new StorageException("adding to the audit failed: others are always first");
    } finally {
      adding.unlock();
    }
  }

  /// Empty when another node was first.
  private static Verdict<Optional<Linked>> append(Handle tx, AuditEntry entry, AuditChain chain) {
    Optional<Linked> last = tx.createQuery(HEAD).map((row, context) -> read(row)).findOne();
    AuditEntry placed = entry.at(last.map(it -> it.entry().number() + 1).orElse(1L));
    Octets value = chain.value(last.map(Linked::chain).orElse(AuditChain.START), placed);
    boolean isAdded =
        tx.createUpdate(ADD)
                .bind("number", placed.number())
                .bind("at", placed.at().toEpochMilli())
                .bind("kind", placed.kind())
                .bind("actor", placed.actor())
                .bind("address", placed.from())
                .bind("action", placed.action())
                .bind("subject", placed.subject())
                .bind("detail", placed.detail())
                .bind("outcome", placed.outcome())
                .bind("asked", placed.asked().orElse(null))
                .bind("chain", value.toByteArray())
                .execute()
            == 1;
    return isAdded
        ? Verdict.keep(Optional.of(new Linked(placed, value)))
        : Verdict.undo(Optional.empty());
  }

  /// One text for each choice of conditions, so that each has its index.
  static String list(Wanted wanted) {
    var sql = new StringBuilder(SELECT);
    String link = "WHERE ";
    for (String condition :
        List.of(
            wanted.actor().isPresent() ? "actor = :actor " : "",
            wanted.subject().isPresent() ? "subject = :subject " : "",
            wanted.since().isPresent() ? "at >= :since " : "",
            wanted.until().isPresent() ? "at < :until " : "",
            wanted.before().isPresent() ? "number < :before " : "")) {
      if (condition.isEmpty()) continue;
      sql.append(link).append(condition);
      link = "AND ";
    }
    return sql.append(NEWEST).toString();
  }

  @Override
  public List<Linked> list(Wanted wanted, int limit) {
    return database.list(
        "listing the audit",
        list(wanted),
        query -> {
          query.bind("limit", limit);
          wanted.actor().ifPresent(it -> query.bind("actor", it));
          wanted.subject().ifPresent(it -> query.bind("subject", it));
          wanted.since().ifPresent(it -> query.bind("since", it.toEpochMilli()));
          wanted.until().ifPresent(it -> query.bind("until", it.toEpochMilli()));
          wanted.before().ifPresent(it -> query.bind("before", it));
        },
        SqlAuditStore::read);
  }

  @Override
  public List<Linked> from(long number, int limit) {
    return database.list(
        "reading the audit",
        FROM,
        query -> query.bind("from", number).bind("limit", limit),
        SqlAuditStore::read);
  }

  @Override
  public Optional<Linked> head() {
    return database
        .list("reading the audit's head", HEAD, query -> {}, SqlAuditStore::read)
        .stream()
        .findFirst();
  }

  private static Linked read(ResultSet row) throws SQLException {
    return new Linked(
        new AuditEntry(
            row.getLong("number"),
            Instant.ofEpochMilli(row.getLong("at")),
            row.getString("kind"),
            row.getString("actor"),
            row.getString("address"),
            row.getString("action"),
            row.getString("subject"),
            row.getString("detail"),
            row.getString("outcome"),
            Column.number(row, "asked")),
        Octets.wrap(row.getBytes("chain")));
  }
}
