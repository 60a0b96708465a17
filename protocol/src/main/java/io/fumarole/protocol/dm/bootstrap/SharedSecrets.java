package io.fumarole.protocol.dm.bootstrap;

import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What sender and receiver of a bootstrap message both know, and the MAC made with it. Spec:
/// notification 5.2 and 6.
///
/// @param imsi the subscriber's number on the SIM
/// @param pin told to the user out of band
public record SharedSecrets(Optional<String> imsi, Optional<String> pin) {
  public static final SharedSecrets NONE = new SharedSecrets(Optional.empty(), Optional.empty());

  private static final String IMSI = "[0-9]{6,15}";
  private static final String PIN = "[0-9]{1,16}";

  public SharedSecrets {
    imsi.ifPresent(it -> require(it.matches(IMSI), "an IMSI has 6 to 15 digits"));
    pin.ifPresent(it -> require(it.matches(PIN), "a PIN has 1 to 16 digits"));
  }

  private static void require(boolean isGood, String otherwise) {
    if (!isGood) throw new IllegalArgumentException(otherwise);
  }

  /// The MAC as it is sent: 40 hexadecimal digits, in capitals.
  ///
  /// @throws IllegalArgumentException when the secret that this protection needs is not here
  public String mac(Profile profile, Protection protection, Octets body) {
    List<Octets> keys = keys(profile, protection);
    if (keys.isEmpty()) throw new IllegalArgumentException(needs(protection));
    return hmac(keys.getFirst(), body);
  }

  /// Whether `mac`, in capitals or not, was made with what is known here. Takes the same time
  /// wherever two MACs differ.
  public boolean fits(Profile profile, Protection protection, String mac, Octets body) {
    byte[] given = mac.strip().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    boolean fits = false;
    for (Octets key : keys(profile, protection)) {
      byte[] expected = hmac(key, body).getBytes(StandardCharsets.UTF_8);
      fits |= MessageDigest.isEqual(expected, given);
    }
    return fits;
  }

  /// Whether the secret is here that this protection needs.
  public boolean hold(Protection protection) {
    return !keys(Profile.CP, protection).isEmpty();
  }

  /// What this protection needs, in words.
  public static String needs(Protection protection) {
    return switch (protection) {
      case NETWPIN -> "NETWPIN needs the IMSI";
      case USERPIN -> "USERPIN needs the PIN";
      case USERNETWPIN -> "USERNETWPIN needs the IMSI and the PIN";
      case USERPINMAC -> "USERPINMAC is not supported";
    };
  }

  /// The conformant key first, then the one that some stacks use: the IMSI as text.
  private List<Octets> keys(Profile profile, Protection protection) {
    List<Octets> networkKeys = new ArrayList<>();
    imsi.ifPresent(
        it -> {
          networkKeys.add(semiOctets(it));
          networkKeys.add(Octets.utf8(it));
        });
    return switch (protection) {
      case NETWPIN -> networkKeys;
      case USERPIN -> pin.map(Octets::utf8).stream().toList();
      case USERNETWPIN ->
          pin.stream()
              .flatMap(it -> networkKeys.stream().map(network -> both(profile, network, it)))
              .toList();
      case USERPINMAC -> List.of();
    };
  }

  private static Octets both(Profile profile, Octets network, String pin) {
    return switch (profile) {
      case CP -> joined(network, Octets.utf8(pin));
      case DM -> joined(Octets.utf8(pin + ":"), network);
    };
  }

  private static Octets joined(Octets first, Octets second) {
    byte[] all = new byte[first.length() + second.length()];
    first.copyTo(all, 0);
    second.copyTo(all, first.length());
    return Octets.wrap(all);
  }

  /// The IMSI as on the SIM, without its length: digits in swapped pairs, after a nibble that says
  /// whether their number is odd (9) or even (1, and an F at the end).
  static Octets semiOctets(String imsi) {
    boolean isOdd = imsi.length() % 2 == 1;
    String nibbles = (isOdd ? "9" + imsi : "1" + imsi + "F");
    StringBuilder swapped = new StringBuilder();
    for (int i = 0; i < nibbles.length(); i += 2)
      swapped.append(nibbles.charAt(i + 1)).append(nibbles.charAt(i));
    return Octets.hex(swapped.toString());
  }

  private static String hmac(Octets key, Octets body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec(key.toByteArray(), "HmacSHA1"));
      return Octets.wrap(mac.doFinal(body.toByteArray())).toHex();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-1", e);
    }
  }

  /// Never shows either.
  @Override
  public String toString() {
    return "SharedSecrets[imsi %s, pin %s]"
        .formatted(imsi.isPresent() ? "known" : "unknown", pin.isPresent() ? "known" : "unknown");
  }
}
