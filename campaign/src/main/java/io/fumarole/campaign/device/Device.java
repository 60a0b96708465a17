package io.fumarole.campaign.device;

import io.fumarole.campaign.catalogue.Running;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.syncml.Octets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// One managed terminal.
///
/// @param profile name of its [ModelProfile]
/// @param client what the device shows to the server; empty when no secret is known
/// @param server what the server shows to the device
/// @param serverNonce decoded octets of the last NextNonce the device gave
/// @param nonceCounter counter of the nonce handed to the device for its next session
/// @param nonceEpoch counts how often an operator set the nonces anew: those of an earlier epoch
///   are void, whatever their counter
/// @param address where notifications reach it: `host`, `host:port`, or a way and a place
///   (`sms:+46…`)
/// @param inventory what DevInfo and DevDetail said, by node name (`Man`, `Mod`, `FwV` …)
/// @param object the firmware update object, once it has been inspected
/// @param notificationId the session id of the last notification, 0 when there is none that the
///   device has not answered
/// @param rotation new secrets that it has not shown yet
/// @param certificate that it has to show when it connects
/// @param revision counts the changes, for compare-and-set
public record Device(
    DeviceId id,
    Standing standing,
    String profile,
    Optional<Account> client,
    Optional<Account> server,
    Octets serverNonce,
    long nonceCounter,
    long nonceEpoch,
    Optional<String> address,
    Map<String, String> inventory,
    Optional<FumoObject> object,
    int notificationId,
    Instant firstSeen,
    Instant lastSeen,
    Optional<Rotation> rotation,
    Optional<CertificateSubject> certificate,
    long revision) {
  public Device {
    inventory = Map.copyOf(inventory);
  }

  /// Whether the operator has let the device in.
  public enum Standing {
    /// It contacted the server by itself and waits for an operator.
    PENDING,
    ENROLLED,
    /// An operator has taken it out: it shows itself and is answered, and gets no work.
    QUARANTINED,
    /// The conformance kit judges it: the kit answers it, and it gets no work until that is over.
    EXAMINED;

    /// Whether the device is out of service for a while: what is to be done on it waits.
    public boolean isOut() {
      return this == QUARANTINED || this == EXAMINED;
    }
  }

  public static Device enrolled(
      DeviceId id,
      String profile,
      Optional<Account> client,
      Optional<Account> server,
      Instant now) {
    return new Device(
        id,
        Standing.ENROLLED,
        profile,
        client,
        server,
        Octets.EMPTY,
        0,
        0,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        0,
        now,
        now,
        Optional.empty(),
        Optional.empty(),
        0);
  }

  public Optional<String> get(String node) {
    return Optional.ofNullable(inventory.get(node));
  }

  public Optional<String> model() {
    return get("Mod");
  }

  /// The running version as last read from the profile's version node.
  public Optional<String> version() {
    return get(VERSION);
  }

  /// What decides which package it gets.
  public Running running() {
    return new Running("device " + id, model(), version(), get("HwV"));
  }

  /// The inventory's key for the running version, whichever node the profile reads it from.
  public static final String VERSION = "version";

  /// The same device, let in by an operator.
  public Device accepted() {
    return withStanding(Standing.ENROLLED);
  }

  public Device withStanding(Standing value) {
    return new Device(
        id,
        value,
        profile,
        client,
        server,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        address,
        inventory,
        object,
        notificationId,
        firstSeen,
        lastSeen,
        rotation,
        certificate,
        revision);
  }

  public Device withInventory(Map<String, String> value) {
    return new Device(
        id,
        standing,
        profile,
        client,
        server,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        address,
        value,
        object,
        notificationId,
        firstSeen,
        lastSeen,
        rotation,
        certificate,
        revision);
  }

  public Device withObject(FumoObject value) {
    return new Device(
        id,
        standing,
        profile,
        client,
        server,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        address,
        inventory,
        Optional.of(value),
        notificationId,
        firstSeen,
        lastSeen,
        rotation,
        certificate,
        revision);
  }

  /// As a session left them.
  public Device withNonces(Octets nonceForServer, long counter) {
    return withNonces(nonceEpoch, nonceForServer, counter);
  }

  /// By an operator, together with new secrets. The counter goes on: a session that stands knows
  /// the old nonces, and leaves alone what is ahead of it.
  public Device withNewNonces(Octets nonceForServer) {
    return withNonces(nonceEpoch + 1, nonceForServer, nonceCounter + 1);
  }

  private Device withNonces(long epoch, Octets nonceForServer, long counter) {
    return new Device(
        id,
        standing,
        profile,
        client,
        server,
        nonceForServer,
        counter,
        epoch,
        address,
        inventory,
        object,
        notificationId,
        firstSeen,
        lastSeen,
        rotation,
        certificate,
        revision);
  }

  public Device withAddress(Optional<String> value) {
    return new Device(
        id,
        standing,
        profile,
        client,
        server,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        value,
        inventory,
        object,
        notificationId,
        firstSeen,
        lastSeen,
        rotation,
        certificate,
        revision);
  }

  public Device withNotificationId(int value) {
    return new Device(
        id,
        standing,
        profile,
        client,
        server,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        address,
        inventory,
        object,
        value,
        firstSeen,
        lastSeen,
        rotation,
        certificate,
        revision);
  }

  /// With new secrets on their way, or none any more.
  public Device withRotation(Optional<Rotation> value) {
    return with(client, server, value);
  }

  private Device with(
      Optional<Account> ofClient, Optional<Account> ofServer, Optional<Rotation> value) {
    return new Device(
        id,
        standing,
        profile,
        ofClient,
        ofServer,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        address,
        inventory,
        object,
        notificationId,
        firstSeen,
        lastSeen,
        value,
        certificate,
        revision);
  }

  /// The new secrets are about to be sent: from now on the device may use either.
  public Device sendingRotation() {
    return withRotation(rotation.map(Rotation::sent));
  }

  public Device rotationBecause(String words) {
    return withRotation(rotation.map(it -> it.because(words)));
  }

  /// The device has shown its new secret: the old one is void. The server shows its new one too,
  /// and keeps the old in mind until the device has taken it.
  public Device rotated() {
    Rotation done = rotation.orElseThrow();
    boolean hasMore = done.server().isPresent() && server.isPresent();
    return with(
        Optional.of(kept(done.client(), client)),
        hasMore ? Optional.of(kept(done.server().get(), server)) : server,
        hasMore ? Optional.of(done.shown(server.get())) : Optional.empty());
  }

  /// The secret itself only where it was kept before.
  private static Account kept(Account fresh, Optional<Account> before) {
    return before.flatMap(Account::secret).isPresent() ? fresh : fresh.hashOnly();
  }

  /// The device has taken what the server showed it last.
  ///
  /// @param rejections how often it refused the server before in this session
  public Device serverTaken(int rejections) {
    return serverAccount(rejections)
        .map(taken -> with(client, Optional.of(taken), Optional.empty()))
        .orElse(this);
  }

  /// What the server shows to the device.
  ///
  /// @param rejections how often it has refused the server in this session
  public Optional<Account> serverAccount(int rejections) {
    return server.map(usual -> rotation.map(it -> it.serverAfter(rejections, usual)).orElse(usual));
  }

  /// With accounts that an operator sets; what was on its way is void.
  ///
  /// @param name of the [ModelProfile], by which both sides authenticate
  public Device withAccounts(String name, Optional<Account> ofClient, Optional<Account> ofServer) {
    return new Device(
        id,
        standing,
        name,
        ofClient,
        ofServer,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        address,
        inventory,
        object,
        notificationId,
        firstSeen,
        lastSeen,
        Optional.empty(),
        certificate,
        revision);
  }

  public Device withCertificate(Optional<CertificateSubject> value) {
    return new Device(
        id,
        standing,
        profile,
        client,
        server,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        address,
        inventory,
        object,
        notificationId,
        firstSeen,
        lastSeen,
        rotation,
        value,
        revision);
  }

  public Device seen(Instant now) {
    return new Device(
        id,
        standing,
        profile,
        client,
        server,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        address,
        inventory,
        object,
        notificationId,
        firstSeen,
        now,
        rotation,
        certificate,
        revision);
  }

  /// This device with what `other`, read of the same one, knows better: the nonces of the later
  /// epoch, within one those of the higher counter, which only grows, and the later time. Where
  /// both are the same, the nonces are those of whoever was seen later.
  public Device latest(Device other) {
    boolean isLater = other.lastSeen.isAfter(lastSeen);
    boolean isAhead =
        other.nonceEpoch == nonceEpoch
            ? other.nonceCounter > nonceCounter || (other.nonceCounter == nonceCounter && isLater)
            : other.nonceEpoch > nonceEpoch;
    Device merged =
        isAhead ? withNonces(other.nonceEpoch, other.serverNonce, other.nonceCounter) : this;
    return isLater ? merged.seen(other.lastSeen) : merged;
  }

  public Device withRevision(long value) {
    return new Device(
        id,
        standing,
        profile,
        client,
        server,
        serverNonce,
        nonceCounter,
        nonceEpoch,
        address,
        inventory,
        object,
        notificationId,
        firstSeen,
        lastSeen,
        rotation,
        certificate,
        value);
  }
}
