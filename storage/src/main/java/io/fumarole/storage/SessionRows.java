package io.fumarole.storage;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.Place;
import io.fumarole.campaign.exchange.StoredSession;
import io.fumarole.protocol.dm.session.SessionState;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import tools.jackson.core.type.TypeReference;

/// Sessions as rows of `session`, aliased `s`.
final class SessionRows {
  static final String COLUMNS =
      """
      s.device_id AS s_device_id, s.session_key AS s_session_key, s.client_msg_id AS s_client_msg_id,
      s.state AS s_state, s.place AS s_place, s.body_digest AS s_body_digest, s.reply AS s_reply,
      s.reply_hmac AS s_reply_hmac, s.started AS s_started
      """;

  private static final String ADD =
      """
      INSERT INTO session (device_id, session_key, client_msg_id, state, place, body_digest, reply,
        reply_hmac, started)
      VALUES (:device, :key, :message, :state, :place, :digest, :reply, :hmac, :started)
      ON CONFLICT (device_id) DO NOTHING
      """;

  static final String REPLACE =
      """
      UPDATE session SET session_key = :key, client_msg_id = :message, state = :state, place = :place,
        body_digest = :digest, reply = :reply, reply_hmac = :hmac, started = :started
      WHERE device_id = :device AND session_key = :oldKey AND client_msg_id = :oldMessage
      """;

  static final String FIND =
      "SELECT " + COLUMNS + " FROM session s WHERE s.device_id = :device <locked>";

  private static final TypeReference<SessionState> STATE = new TypeReference<>() {};
  private static final TypeReference<Place> PLACE = new TypeReference<>() {};
  private static final System.Logger LOG = System.getLogger(SessionRows.class.getName());

  /// In front of a state that nobody but the device may read; its reply is encrypted too.
  private static final String SEALED = "sealed:";

  private final SecretKeys secrets;

  SessionRows(SecretKeys secrets) {
    this.secrets = secrets;
  }

  /// What tells one session row from another.
  private record Mark(String key, long clientMsgId) {
    static Mark of(StoredSession session) {
      return new Mark(session.key(), session.state().clientMsgId());
    }

    static Mark of(ResultSet row) throws SQLException {
      return new Mark(row.getString("s_session_key"), row.getLong("s_client_msg_id"));
    }
  }

  /// Whether the device's session is still `asRead`. One that is unreadable was read as none.
  boolean isAsRead(Handle tx, DeviceId device, Optional<StoredSession> asRead) {
    Optional<Mark> stored = asRead.isPresent() ? mark(tx, device, false) : mark(tx, device, true);
    return stored.equals(asRead.map(Mark::of));
  }

  /// Puts `next` in the place of `asRead`; false when another session or message has come
  /// meanwhile.
  boolean put(Handle tx, DeviceId device, Optional<StoredSession> asRead, StoredSession next) {
    if (asRead.isPresent()) return replace(tx, device, Mark.of(asRead.get()), next);
    if (bind(tx.createUpdate(ADD), device, next).execute() == 1) return true;
    Optional<Mark> readable = mark(tx, device, true);
    if (readable.isPresent()) return false;
    Optional<Mark> unreadable = mark(tx, device, false);
    return unreadable.isPresent() && replace(tx, device, unreadable.get(), next);
  }

  private boolean replace(Handle tx, DeviceId device, Mark old, StoredSession next) {
    return bind(tx.createUpdate(REPLACE), device, next)
            .bind("oldKey", old.key())
            .bind("oldMessage", old.clientMsgId())
            .execute()
        == 1;
  }

  private Optional<Mark> mark(Handle tx, DeviceId device, boolean mustBeReadable) {
    return tx.createQuery(FIND)
        .bind("device", device.value())
        .map(
            (row, context) ->
                mustBeReadable ? readIfAny(row).map(Mark::of) : Optional.of(Mark.of(row)))
        .findOne()
        .flatMap(mark -> mark);
  }

  private Update bind(Update update, DeviceId device, StoredSession session) {
    String state = RecordJson.write(session.state(), STATE);
    byte[] reply = session.reply().toByteArray();
    boolean isSealed = session.place().holdsSecrets();
    return update
        .bind("device", device.value())
        .bind("key", session.key())
        .bind("message", session.state().clientMsgId())
        .bind("state", isSealed ? sealed(session.key(), state) : state)
        .bind("place", RecordJson.write(session.place(), PLACE))
        .bind("digest", session.bodyDigest().toByteArray())
        .bind("reply", isSealed ? secrets.seal(reply, belonging(session.key(), "reply")) : reply)
        .bind("hmac", session.replyHmac().orElse(null))
        .bind("started", session.started().toEpochMilli());
  }

  private String sealed(String key, String state) {
    byte[] box = secrets.seal(state.getBytes(StandardCharsets.UTF_8), belonging(key, "state"));
    return SEALED + Base64.getEncoder().encodeToString(box);
  }

  private String opened(String key, String sealed) {
    byte[] box = Base64.getDecoder().decode(sealed.substring(SEALED.length()));
    return new String(secrets.open(box, belonging(key, "state")), StandardCharsets.UTF_8);
  }

  private static String belonging(String key, String part) {
    return "session " + key + " " + part;
  }

  /// The session of a row that may have none; an unreadable one counts as none, and the device
  /// opens another.
  Optional<StoredSession> readIfAny(ResultSet row) throws SQLException {
    String key = row.getString("s_session_key");
    if (key == null) return Optional.empty();
    String state = row.getString("s_state");
    byte[] reply = row.getBytes("s_reply");
    boolean isSealed = state.startsWith(SEALED);
    try {
      return Optional.of(
          new StoredSession(
              key,
              RecordJson.read(isSealed ? opened(key, state) : state, STATE),
              RecordJson.read(row.getString("s_place"), PLACE),
              Octets.wrap(row.getBytes("s_body_digest")),
              Octets.wrap(isSealed ? secrets.open(reply, belonging(key, "reply")) : reply),
              Column.text(row, "s_reply_hmac"),
              Column.time(row, "s_started")));
    } catch (UnreadableException unreadable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "device={0} session={1} is unreadable and counts as gone: {2}",
          row.getString("s_device_id"),
          key,
          unreadable.getMessage());
      return Optional.empty();
    }
  }
}
