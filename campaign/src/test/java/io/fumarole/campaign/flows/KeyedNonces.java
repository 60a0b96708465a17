package io.fumarole.campaign.flows;

import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Nonces as a server makes them: a keyed function, here under a key that everybody knows.
final class KeyedNonces implements Nonces {
  private static final SecretKeySpec KEY =
      new SecretKeySpec("the key of the flow tests".getBytes(StandardCharsets.UTF_8), "HmacSHA256");

  @Override
  public Octets forSession(String deviceId, long counter) {
    return keyed("session " + counter + " " + deviceId);
  }

  @Override
  public Octets forChallenge(String deviceId, long counter, String sessionId, long msgId) {
    return keyed("challenge " + counter + " " + sessionId + " " + msgId + " " + deviceId);
  }

  private static Octets keyed(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(KEY);
      byte[] tag = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Octets.utf8(Base64.getEncoder().encodeToString(Arrays.copyOf(tag, 12)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HmacSHA256", e);
    }
  }
}
