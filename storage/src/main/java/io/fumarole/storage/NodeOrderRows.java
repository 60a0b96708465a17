package io.fumarole.storage;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore;
import io.fumarole.campaign.node.NodeAnswer;
import io.fumarole.campaign.node.NodeOrder;
import io.fumarole.campaign.node.OrderRequest;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import tools.jackson.core.type.TypeReference;

/// Orders to nodes as rows of `node_order`, aliased `n`.
final class NodeOrderRows {
  static final String COLUMNS =
      "n.device_id, n.number, n.request, n.created, n.until, n.state, n.sendings, n.answer, n.revision";

  /// For the reading of a device `q`.
  static final String HAS_OPEN =
      """
      CASE WHEN EXISTS (SELECT 1 FROM node_order n WHERE n.device_id = q.id AND n.is_open = 1)
        THEN 1 ELSE 0 END AS has_node_orders
      """;

  static final String OPEN =
      "SELECT "
          + COLUMNS
          + " FROM node_order n WHERE n.device_id = :device AND n.is_open = 1 ORDER BY n.number LIMIT :limit";

  static final String ADD =
      """
      INSERT INTO node_order (device_id, number, request, created, until, state, is_open, sendings,
        answer, revision)
      VALUES (:device, :number, :request, :created, :until, :state, :open, :sendings, :answer, 0)
      """;

  static final String UPDATE =
      """
      UPDATE node_order SET state = :state, is_open = :open, sendings = :sendings,
        answer = :answer, revision = revision + 1
      WHERE device_id = :device AND number = :number AND revision = :revision
      """;

  static final String REFUSE =
      """
      UPDATE node_order SET state = 'REFUSED', is_open = 0, revision = revision + 1
      WHERE device_id = :device AND number = :number AND is_open = 1
      """;

  private static final System.Logger LOG = System.getLogger(NodeOrderRows.class.getName());

  private static final TypeReference<OrderRequest> REQUEST = new TypeReference<>() {};
  private static final TypeReference<NodeAnswer> ANSWER = new TypeReference<>() {};

  private NodeOrderRows() {}

  /// A row, and the order in it unless that is unreadable.
  record Row(DeviceId device, long number, Optional<NodeOrder> order) {}

  static List<Row> open(Handle handle, DeviceId device) {
    return handle
        .createQuery(OPEN)
        .bind("device", device.value())
        .bind("limit", ExchangeStore.MOST_ORDERS)
        .map((row, context) -> row(row))
        .list();
  }

  /// Ends those that are unreadable, so that neither their device nor the others wait for them.
  static void refuse(Handle tx, List<Row> rows) {
    for (Row row : rows)
      if (row.order().isEmpty())
        tx.createUpdate(REFUSE)
            .bind("device", row.device().value())
            .bind("number", row.number())
            .execute();
  }

  static void add(Handle tx, NodeOrder order) {
    bind(tx.createUpdate(ADD), order)
        .bind("request", RecordJson.write(order.request(), REQUEST))
        .bind("created", order.created().toEpochMilli())
        .bind("until", order.until().toEpochMilli())
        .execute();
  }

  /// False when its revision is no longer the one in `changed`.
  static boolean update(Handle tx, NodeOrder changed) {
    return bind(tx.createUpdate(UPDATE), changed).bind("revision", changed.revision()).execute()
        == 1;
  }

  private static <S extends SqlStatement<S>> S bind(S statement, NodeOrder order) {
    return statement
        .bind("device", order.device().value())
        .bind("number", order.number())
        .bind("state", order.state().name())
        .bind("open", Column.of(order.state().isOpen()))
        .bind("sendings", order.sendings())
        .bind("answer", order.answer().map(it -> RecordJson.write(it, ANSWER)).orElse(null));
  }

  /// One that is unreadable is told in the log.
  static Row row(ResultSet row) throws SQLException {
    var device = new DeviceId(row.getString("device_id"));
    long number = row.getLong("number");
    try {
      return new Row(device, number, Optional.of(read(row, device, number)));
    } catch (UnreadableException unreadable) {
      LOG.log(
          System.Logger.Level.ERROR,
          "device={0} order={1} to its nodes is unreadable and is left out: {2}",
          device,
          number,
          unreadable.getMessage());
      return new Row(device, number, Optional.empty());
    }
  }

  private static NodeOrder read(ResultSet row, DeviceId device, long number)
      throws SQLException, UnreadableException {
    Optional<String> answer = Column.text(row, "answer");
    return new NodeOrder(
        device,
        number,
        RecordJson.read(row.getString("request"), REQUEST),
        Column.time(row, "created"),
        Column.time(row, "until"),
        NodeOrder.State.valueOf(row.getString("state")),
        row.getInt("sendings"),
        answer.isPresent() ? Optional.of(RecordJson.read(answer.get(), ANSWER)) : Optional.empty(),
        row.getLong("revision"));
  }
}
