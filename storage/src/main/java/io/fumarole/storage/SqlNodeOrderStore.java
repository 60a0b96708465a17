package io.fumarole.storage;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.NodeOrderStore;
import io.fumarole.campaign.node.OrderRequest;
import io.fumarole.storage.Engine.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// [NodeOrderStore] in the database.
final class SqlNodeOrderStore implements NodeOrderStore {
  private static final String SELECT = "SELECT " + NodeOrderRows.COLUMNS + " FROM node_order n ";

  /// One after the other: each counts what the device has.
  static final String LOCK_DEVICE = "SELECT 1 FROM device WHERE device_id = :device <locked>";

  static final String COUNT_OPEN =
      "SELECT COUNT(*) FROM node_order WHERE device_id = :device AND is_open = 1";
  static final String LAST = "SELECT MAX(number) FROM node_order WHERE device_id = :device";
  static final String FORGET =
      "DELETE FROM node_order WHERE device_id = :device AND number <= :upTo AND is_open = 0";
  static final String FIND = SELECT + "WHERE n.device_id = :device AND n.number = :number";
  static final String LIST =
      SELECT
          + "WHERE n.device_id = :device AND n.number < :before ORDER BY n.number DESC LIMIT :limit";
  static final String LATE =
      SELECT + "WHERE n.is_open = 1 AND n.until <= :now ORDER BY n.until LIMIT :limit";

  private final Database database;

  SqlNodeOrderStore(Database database) {
    this.database = database;
  }

  @Override
  public Optional<NodeOrder> add(
      DeviceId device, OrderRequest request, Instant now, Instant until) {
    return database.write(
        "queueing an order to a node of device " + device,
        tx -> {
          if (!isThere(tx, device) || count(tx, device, COUNT_OPEN) >= MOST_OPEN)
            return Verdict.undo(Optional.empty());
          long number = count(tx, device, LAST) + 1;
          NodeOrder order = NodeOrder.queued(device, number, request, now, until);
          NodeOrderRows.add(tx, order);
          tx.createUpdate(FORGET)
              .bind("device", device.value())
              .bind("upTo", number - MOST_KEPT)
              .execute();
          return Verdict.keep(Optional.of(order));
        });
  }

  private static boolean isThere(Handle tx, DeviceId device) {
    return tx.createQuery(LOCK_DEVICE)
        .bind("device", device.value())
        .mapTo(Integer.class)
        .findOne()
        .isPresent();
  }

  private static long count(Handle tx, DeviceId device, String sql) {
    return tx.createQuery(sql)
        .bind("device", device.value())
        .map((row, context) -> row.getLong(1))
        .one();
  }

  @Override
  public Optional<NodeOrder> find(DeviceId device, long number) {
    return list(
            "reading an order to a node of device " + device,
            FIND,
            query -> query.bind("device", device.value()).bind("number", number))
        .stream()
        .findFirst();
  }

  @Override
  public List<NodeOrder> list(DeviceId device, long before, int limit) {
    return list(
        "listing orders to nodes of device " + device,
        LIST,
        query -> query.bind("device", device.value()).bind("before", before).bind("limit", limit));
  }

  private List<NodeOrder> list(String doing, String sql, Consumer<Query> bindings) {
    return rows(doing, sql, bindings).stream().flatMap(row -> row.order().stream()).toList();
  }

  private List<NodeOrderRows.Row> rows(String doing, String sql, Consumer<Query> bindings) {
    return database.list(doing, sql, bindings, NodeOrderRows::row);
  }

  @Override
  public boolean update(NodeOrder changed) {
    return database.write(
        "storing an order to a node of device " + changed.device(),
        tx -> Verdict.keepIf(NodeOrderRows.update(tx, changed)));
  }

  @Override
  public int expire(Instant now, int limit) {
    List<NodeOrderRows.Row> late =
        rows(
            "looking for late orders to nodes",
            LATE,
            query -> query.bind("now", now.toEpochMilli()).bind("limit", limit));
    if (late.isEmpty()) return 0;
    return database.write(
        "ending late orders to nodes",
        tx -> {
          NodeOrderRows.refuse(tx, late);
          return Verdict.keep(
              (int)
                  late.stream()
                      .flatMap(row -> row.order().stream())
                      .filter(order -> NodeOrderRows.update(tx, order.expired(now)))
                      .count());
        });
  }
}
