package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.syncml.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/// A signed notification. Spec: NOTI 6, notification 1 and 2.
///
/// @param digest 16 raw octets
/// @param trigger the octets that the digest covers, as they arrived: bits for future use count too
public record Package0(Octets digest, Octets trigger, Notification notification) {
  /// The nonce for when a stored one was lost, written `0x00000000` in the texts. A server tries
  /// this spelling first. Spec: DM-SEC 5.3, notification 2.1.
  public static final Octets DEFAULT_NONCE = Octets.hex("00000000");

  /// The other reading of the same line: ten ASCII characters.
  public static final Octets DEFAULT_NONCE_TEXT = Octets.utf8("0x00000000");

  /// A concatenated SMS has at most 255 parts of 128 octets; nobody sends more by other ways.
  static final int MOST_OCTETS = 255 * 128;

  private static final int DIGEST_OCTETS = 16;

  /// Where the server identifier begins in the trigger; its length stands before it.
  private static final int IDENTIFIER_AT = 8;

  public Package0 {
    boolean matches = trigger.length() > IDENTIFIER_AT && digest.length() == DIGEST_OCTETS;
    if (!matches)
      throw new IllegalArgumentException("a digest has 16 octets, a trigger more than 8");
  }

  /// Whether the digest fits, and with which nonce.
  public sealed interface DigestCheck {
    /// @param nonce what the client's own credential in package 1 must use as well if it is a
    ///   default one
    /// @param isDefault the nonces were out of step. Anyone may replay such a notification: start a
    ///   session, trust nothing more
    record Fits(Octets nonce, boolean isDefault) implements DigestCheck {}

    /// To be ignored silently.
    record Wrong() implements DigestCheck {}
  }

  /// Reads the bare form. Bits for future use are ignored; what follows the identifier is the
  /// vendor's.
  public static Package0 parse(Octets octets) throws MalformedNotificationException {
    if (octets.length() > MOST_OCTETS)
      throw new MalformedNotificationException(
          MOST_OCTETS, "a notification has at most " + MOST_OCTETS + " octets");
    OctetReader reader = new OctetReader(octets);
    Octets digest = reader.take(DIGEST_OCTETS, "digest");
    int head = reader.twoOctets("version, ui-mode and initiator");
    int version = head >> 6;
    if (version != Notification.VERSION)
      throw reader.refuse(
          DIGEST_OCTETS,
          "version %d (%d.%d) is not 11 (1.1), the one of DM 1.2"
              .formatted(version, version / 10, version % 10));
    UiMode uiMode = UiMode.ofBits(head >> 4);
    Initiator initiator = (head & 8) == 0 ? Initiator.CLIENT : Initiator.SERVER;
    reader.take(3, "bits for future use");
    int sessionId = reader.twoOctets("session id");
    String serverId = identifier(reader);
    Octets vendor = reader.rest();
    return new Package0(
        digest,
        octets.slice(DIGEST_OCTETS, octets.length()),
        new Notification(uiMode, initiator, sessionId, serverId, vendor));
  }

  private static String identifier(OctetReader reader) throws MalformedNotificationException {
    int length = reader.octet("length of the server identifier");
    if (length == 0)
      throw reader.refuse(reader.position() - 1, "the server identifier has no octets");
    int start = reader.position();
    byte[] identifier = reader.take(length, "server identifier").toByteArray();
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(identifier)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw reader.refuse(start, "the server identifier is not UTF-8");
    }
  }

  /// Checks the digest in constant time: with the nonce that the client gave last, then with both
  /// spellings of the default nonce.
  public DigestCheck check(Account server, Octets stored) {
    if (isSignedWith(server, stored)) return new DigestCheck.Fits(stored, false);
    for (Octets nonce : List.of(DEFAULT_NONCE, DEFAULT_NONCE_TEXT)) {
      if (isSignedWith(server, nonce)) return new DigestCheck.Fits(nonce, true);
    }
    return new DigestCheck.Wrong();
  }

  private boolean isSignedWith(Account server, Octets nonce) {
    return MessageDigest.isEqual(
        server.notificationDigest(nonce, trigger).toByteArray(), digest.toByteArray());
  }

  /// The octets to send.
  public Octets octets() {
    return Explained.octetsOf(explain());
  }

  public List<Explained> explain() {
    List<Explained> head =
        new Fields().add(digest, "digest over server, secret, nonce and all that follows").list();
    int identifierEnd = IDENTIFIER_AT + (trigger.at(IDENTIFIER_AT - 1) & 0xFF);
    Octets identifier = trigger.slice(IDENTIFIER_AT, identifierEnd);
    return Explained.join(
        head,
        notification.explainTrigger(
            trigger.at(0), trigger.at(1), trigger.at(2), trigger.at(3), trigger.at(4), identifier));
  }

  /// Shows no digest.
  @Override
  public String toString() {
    return "Package0[" + notification + "]";
  }
}
