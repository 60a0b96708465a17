package io.fumarole.protocol.dm;

import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// Computes and checks the credentials of the three schemes. Spec: syncml-dm 8.
public final class Credentials {
  /// Those of MD5.
  private static final int DIGEST_OCTETS = 16;

  private Credentials() {}

  static byte[] md5(byte[] octets) {
    try {
      return MessageDigest.getInstance("MD5").digest(octets);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  /// `B64( H( secretHash ":" nonce [":" B64(H(body))] ) )`: the nonce enters as raw octets.
  static String digest(String secretHash, Octets nonce, Octets body, boolean withBody) {
    byte[] head = (secretHash + ":").getBytes(StandardCharsets.US_ASCII);
    String bodyHash =
        withBody ? ":" + Base64.getEncoder().encodeToString(md5(body.toByteArray())) : "";
    byte[] tail = bodyHash.getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[head.length + nonce.length() + tail.length];
    System.arraycopy(head, 0, all, 0, head.length);
    nonce.copyTo(all, head.length);
    System.arraycopy(tail, 0, all, head.length + nonce.length(), tail.length);
    return Base64.getEncoder().encodeToString(md5(all));
  }

  /// `B64(name ":" secret)`, the `Cred/Data` of BASIC.
  public static String basic(String name, String secret) {
    return Base64.getEncoder()
        .encodeToString((name + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  /// Whether BASIC data carries the account's name and secret.
  public static boolean basicMatches(Account account, String data) {
    String name = account.name();
    return decodeText(data)
        .filter(text -> beginsWith(name, text))
        .map(text -> Account.hash(name, text.substring(name.length() + 1)))
        .filter(hash -> sameText(account.secretHash(), hash))
        .isPresent();
  }

  /// Whether BASIC data carries this user name. Both a name, such as `IMEI:990012340056786`, and a
  /// secret may hold colons: where the name ends, only who knows it can tell.
  public static boolean basicNames(String name, String data) {
    return decodeText(data).filter(text -> beginsWith(name, text)).isPresent();
  }

  private static boolean beginsWith(String name, String text) {
    return text.length() > name.length()
        && text.charAt(name.length()) == ':'
        && sameText(name, text.substring(0, name.length()));
  }

  /// Compares in constant time: the duration tells nothing about where two digests differ.
  public static boolean sameText(String expected, String given) {
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8), given.strip().getBytes(StandardCharsets.UTF_8));
  }

  /// An MD5 digest as base64 text, whichever way `Cred/Data` carries it: some peers send the 16 raw
  /// octets, with Format `bin`. Base64 text of a digest has 24, so that neither is taken for the
  /// other. Spec: wbxml 8.
  public static String md5Data(Octets data) {
    return data.length() == DIGEST_OCTETS
        ? Base64.getEncoder().encodeToString(data.toByteArray())
        : data.utf8();
  }

  /// Decodes a `NextNonce`: base64 text; what is no base64 is taken as raw octets, which some peers
  /// send. An empty one is a nonce of zero length.
  public static Octets nonce(Octets nextNonce) {
    try {
      return Octets.wrap(Base64.getDecoder().decode(nextNonce.utf8().strip()));
    } catch (IllegalArgumentException notBase64) {
      return nextNonce;
    }
  }

  /// The base64 text of a nonce, as `NextNonce` carries it.
  public static Octets nextNonce(Octets nonce) {
    return Octets.utf8(Base64.getEncoder().encodeToString(nonce.toByteArray()));
  }

  private static Optional<String> decodeText(String base64) {
    try {
      return Optional.of(
          new String(Base64.getDecoder().decode(base64.strip()), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }
}
