package io.fumarole.lab.fleet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Who the devices are: names and secrets all follow from prefix and seed, so that the list for the
/// server and the fleet that runs later agree without a file between them. Whoever knows the seed
/// knows the secrets: they are for rehearsals only.
///
/// @param prefix of every device's id
public record Members(String prefix, long seed, int count) {
  /// What one process has been seen to carry, and then some.
  public static final int MOST = 200_000;

  private static final int LONGEST_PREFIX = 64;
  private static final int SECRET_OCTETS = 15;

  public Members {
    if (!prefix.matches("[A-Za-z0-9:._-]{1," + LONGEST_PREFIX + "}"))
      throw new IllegalArgumentException(
          "'%s' is no prefix: write 1 to %d letters, digits and : . _ -"
              .formatted(prefix, LONGEST_PREFIX));
    if (count < 1 || count > MOST)
      throw new IllegalArgumentException("a fleet has 1 to " + MOST + " devices, not " + count);
  }

  /// @param number from 0
  public String id(int number) {
    return "%s%06d".formatted(prefix, number);
  }

  /// What the device shows to the server; its name there is its id.
  public String clientSecret(int number) {
    return secret("client " + id(number));
  }

  /// What the server shows to the device.
  public String serverSecret(int number) {
    return secret("server " + id(number));
  }

  /// By which operators find the fleet: the prefix without what only sets it apart.
  public String label() {
    return prefix.replaceAll("[:._-]+$", "");
  }

  private String secret(String of) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] key = ("fleet " + seed).getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      byte[] octets = mac.doFinal(of.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(octets, SECRET_OCTETS));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA-256", e);
    }
  }

  /// Writes the list that `device import` takes.
  ///
  /// @param profile of the server, by which it talks to the devices
  /// @param serverShows whether the profile has the server prove itself
  public void writeCsv(Appendable out, String profile, boolean serverShows) throws IOException {
    writeCsv(out, profile, serverShows, Optional.empty());
  }

  /// @param listening where they are told to call, if they listen
  public void writeCsv(
      Appendable out, String profile, boolean serverShows, Optional<Listening> listening)
      throws IOException {
    String address = listening.isPresent() ? ",address" : "";
    out.append("id,profile,clientName,clientSecret,serverSecret,label.fleet" + address + "\n");
    for (int number = 0; number < count; number++) {
      String id = id(number);
      out.append(id).append(',').append(profile).append(',').append(id).append(',');
      out.append(clientSecret(number)).append(',');
      if (serverShows) out.append(serverSecret(number));
      out.append(',').append(label());
      if (listening.isPresent()) out.append(',').append(listening.get().address(number));
      out.append('\n');
    }
  }
}
