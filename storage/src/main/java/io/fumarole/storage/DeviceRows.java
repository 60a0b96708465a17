package io.fumarole.storage;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.fumarole.campaign.device.CertificateSubject;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.Rotation;
import io.fumarole.campaign.inventory.Traits;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.RecordJson.UnreadableException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/// Devices as rows of `device`, aliased `d`.
final class DeviceRows {
  static final String COLUMNS =
      """
      d.device_id AS d_device_id, d.standing AS d_standing, d.profile AS d_profile,
      d.client_account AS d_client_account, d.server_account AS d_server_account,
      d.server_nonce AS d_server_nonce, d.nonce_counter AS d_nonce_counter,
      d.nonce_epoch AS d_nonce_epoch, d.address AS d_address, d.inventory AS d_inventory,
      d.object AS d_object, d.notification_id AS d_notification_id, d.first_seen AS d_first_seen,
      d.last_seen AS d_last_seen, d.rotation AS d_rotation,
      d.certificate AS d_certificate, d.revision AS d_revision
      """;

  private static final String ADD =
      """
      INSERT INTO device (device_id, standing, profile, client_account, server_account, server_nonce,
        nonce_counter, nonce_epoch, address, inventory, object, notification_id, first_seen, last_seen,
        seen_day, rotation, certificate, revision, manufacturer, model, version, hardware, language)
      VALUES (:device, :standing, :profile, :client, :server, :nonce, :counter, :epoch, :address,
        :inventory, :object, :notification, :first, :last, :last / %d, :rotation, :certificate, :revision,
        :manufacturer, :model, :version, :hardware, :language)
      ON CONFLICT (device_id) DO NOTHING
      """
          .formatted(FilterSql.MILLIS_PER_DAY);

  /// Of two messages that were worked on at once either may be stored last, and an operator may set
  /// the nonces anew meanwhile: those of the later epoch stay, and within one those of the higher
  /// counter, as in [Device#latest], so that none that was used up is valid again.
  private static final String LATEST_NONCES =
      """
        server_nonce = CASE
          WHEN nonce_epoch > :epoch
            OR (nonce_epoch = :epoch AND (nonce_counter > :counter
              OR (nonce_counter = :counter AND last_seen > :last)))
          THEN server_nonce ELSE :nonce END,
        nonce_counter = CASE
          WHEN nonce_epoch > :epoch OR (nonce_epoch = :epoch AND nonce_counter > :counter)
          THEN nonce_counter ELSE :counter END,
        nonce_epoch = CASE WHEN nonce_epoch > :epoch THEN nonce_epoch ELSE :epoch END,
        last_seen = CASE WHEN last_seen > :last THEN last_seen ELSE :last END,
        seen_day = (CASE WHEN last_seen > :last THEN last_seen ELSE :last END) / %d
      """
          .formatted(FilterSql.MILLIS_PER_DAY);

  /// A device that is as it was to those who search: what stands in indexes is left alone, because
  /// SQLite would write each of them again.
  static final String UPDATE_UNSEARCHED =
      """
      UPDATE device SET client_account = :client, server_account = :server, address = :address,
        inventory = :inventory, object = :object, notification_id = :notification,
        rotation = :rotation, certificate = :certificate, revision = revision + 1,
      %s
      WHERE device_id = :device AND revision = :revision
      """
          .formatted(LATEST_NONCES);

  static final String UPDATE =
      UPDATE_UNSEARCHED.replace(
          "SET ",
          """
          SET standing = :standing, profile = :profile, manufacturer = :manufacturer,
            model = :model, version = :version, hardware = :hardware, language = :language,
          """);

  static final String SEEN =
      """
      UPDATE device SET
      %s
      WHERE device_id = :device
        AND (last_seen < :last OR (nonce_epoch = :epoch AND nonce_counter < :counter))
      """
          .formatted(LATEST_NONCES);

  private static final TypeReference<Account> ACCOUNT = new TypeReference<>() {};
  private static final TypeReference<Rotation> ROTATION = new TypeReference<>() {};
  private static final TypeReference<FumoObject> OBJECT = new TypeReference<>() {};
  private static final TypeReference<Map<String, String>> INVENTORY = new TypeReference<>() {};
  private static final System.Logger LOG = System.getLogger(DeviceRows.class.getName());

  /// Of the devices that talk at present, so that a session opens each of them once.
  private static final int MOST_OPENED = 4_096;

  private final SecretKeys secrets;
  private final Cache<Sealed, Account> opened =
      Caffeine.newBuilder().maximumSize(MOST_OPENED).build();

  /// The whole of it says what it opens to: another device's, or another time's, is another.
  private record Sealed(String belonging, Octets octets) {}

  DeviceRows(SecretKeys secrets) {
    this.secrets = secrets;
  }

  /// False when there is one with this id.
  boolean add(Handle tx, Device device) {
    Update add = bind(tx.createUpdate(ADD), device);
    return searched(add, device).bind("first", device.firstSeen().toEpochMilli()).execute() == 1;
  }

  /// False when its revision is no longer that of `changed`.
  boolean update(Handle tx, Device changed) {
    return searched(bind(tx.createUpdate(UPDATE), changed), changed).execute() == 1;
  }

  /// False when its revision is no longer that of `asRead`.
  boolean update(Handle tx, Device asRead, Device changed) {
    Device next = changed.withRevision(asRead.revision());
    return isSearchedAs(asRead, changed)
        ? bind(tx.createUpdate(UPDATE_UNSEARCHED), next).execute() == 1
        : update(tx, next);
  }

  private static boolean isSearchedAs(Device one, Device other) {
    return one.standing() == other.standing()
        && one.profile().equals(other.profile())
        && (one.inventory().equals(other.inventory()) || Traits.of(one).equals(Traits.of(other)));
  }

  /// Stores when the device was seen last, and its nonces, unless something newer is stored.
  static void seen(Handle tx, Device device) {
    tx.createUpdate(SEEN)
        .bind("device", device.id().value())
        .bind("nonce", device.serverNonce().toByteArray())
        .bind("counter", device.nonceCounter())
        .bind("epoch", device.nonceEpoch())
        .bind("last", device.lastSeen().toEpochMilli())
        .execute();
  }

  /// What a device has before it was ever heard of.
  <S extends SqlStatement<S>> S bindNew(S statement, Device device) {
    return statement
        .bind("device", device.id().value())
        .bind("standing", device.standing().name())
        .bind("profile", device.profile())
        .bind("client", seal(device.id(), "client", device.client()))
        .bind("server", seal(device.id(), "server", device.server()))
        .bind("address", device.address().orElse(null))
        .bind("certificate", certificate(device))
        .bind("first", device.firstSeen().toEpochMilli());
  }

  private Update bind(Update update, Device device) {
    return update
        .bind("device", device.id().value())
        .bind("client", seal(device.id(), "client", device.client()))
        .bind("server", seal(device.id(), "server", device.server()))
        .bind("nonce", device.serverNonce().toByteArray())
        .bind("counter", device.nonceCounter())
        .bind("epoch", device.nonceEpoch())
        .bind("address", device.address().orElse(null))
        .bind("inventory", RecordJson.write(device.inventory(), INVENTORY))
        .bind("object", device.object().map(o -> RecordJson.write(o, OBJECT)).orElse(null))
        .bind("notification", device.notificationId())
        .bind("rotation", sealed(device))
        .bind("certificate", certificate(device))
        .bind("last", device.lastSeen().toEpochMilli())
        .bind("revision", device.revision());
  }

  private static Update searched(Update update, Device device) {
    Traits traits = Traits.of(device);
    return update
        .bind("standing", device.standing().name())
        .bind("profile", device.profile())
        .bind("manufacturer", traits.manufacturer().orElse(null))
        .bind("model", traits.model().orElse(null))
        .bind("version", traits.version().orElse(null))
        .bind("hardware", traits.hardware().orElse(null))
        .bind("language", traits.language().orElse(null));
  }

  Device read(ResultSet row) throws SQLException {
    var id = new DeviceId(row.getString("d_device_id"));
    return new Device(
        id,
        Device.Standing.valueOf(row.getString("d_standing")),
        row.getString("d_profile"),
        open(id, "client", row.getBytes("d_client_account")),
        open(id, "server", row.getBytes("d_server_account")),
        Octets.wrap(row.getBytes("d_server_nonce")),
        row.getLong("d_nonce_counter"),
        row.getLong("d_nonce_epoch"),
        Column.text(row, "d_address"),
        readable(id, row.getString("d_inventory"), INVENTORY).orElse(Map.of()),
        readable(id, row.getString("d_object"), OBJECT),
        row.getInt("d_notification_id"),
        Column.time(row, "d_first_seen"),
        Column.time(row, "d_last_seen"),
        rotation(id, row.getBytes("d_rotation")),
        Column.text(row, "d_certificate").map(CertificateSubject::parse),
        row.getLong("d_revision"));
  }

  /// What the device can tell again is read again when it is not readable here.
  private static <T> Optional<T> readable(
      DeviceId device, @Nullable String json, TypeReference<T> type) {
    if (json == null) return Optional.empty();
    try {
      return Optional.of(RecordJson.recall(json, type));
    } catch (UnreadableException unreadable) {
      LOG.log(
          System.Logger.Level.WARNING,
          "device={0} what was known of it is unreadable and is asked for again: {1}",
          device,
          unreadable.getMessage());
      return Optional.empty();
    }
  }

  private static @Nullable String certificate(Device device) {
    return device.certificate().map(CertificateSubject::text).orElse(null);
  }

  private byte @Nullable [] sealed(Device device) {
    return device
        .rotation()
        .map(it -> RecordJson.write(it, ROTATION).getBytes(StandardCharsets.UTF_8))
        .map(plain -> secrets.seal(plain, belonging(device.id(), "rotation")))
        .orElse(null);
  }

  private Optional<Rotation> rotation(DeviceId device, byte @Nullable [] sealed) {
    if (sealed == null) return Optional.empty();
    byte[] plain = secrets.open(sealed, belonging(device, "rotation"));
    try {
      return Optional.of(RecordJson.read(new String(plain, StandardCharsets.UTF_8), ROTATION));
    } catch (UnreadableException unreadable) {
      // Without the cause: its message could quote the secret.
      throw new StorageException(
          "the new secrets of device %s are unreadable: start the program that wrote them"
              .formatted(device));
    }
  }

  private byte @Nullable [] seal(DeviceId device, String role, Optional<Account> account) {
    return account
        .map(a -> RecordJson.write(a, ACCOUNT).getBytes(StandardCharsets.UTF_8))
        .map(plain -> secrets.seal(plain, belonging(device, role)))
        .orElse(null);
  }

  private Optional<Account> open(DeviceId device, String role, byte @Nullable [] sealed) {
    if (sealed == null) return Optional.empty();
    var box = new Sealed(belonging(device, role), Octets.wrap(sealed));
    Account known = opened.getIfPresent(box);
    if (known != null) return Optional.of(known);
    byte[] plain = secrets.open(sealed, box.belonging());
    try {
      Account account = RecordJson.read(new String(plain, StandardCharsets.UTF_8), ACCOUNT);
      opened.put(box, account);
      return Optional.of(account);
    } catch (UnreadableException unreadable) {
      // Without the cause: its message could quote the secret.
      throw new StorageException(
          "the %s account of device %s is unreadable: set it again".formatted(role, device));
    }
  }

  /// A device id has no blanks, so no other device and role make the same text.
  private static String belonging(DeviceId device, String role) {
    return "device " + device.value() + " " + role;
  }
}
