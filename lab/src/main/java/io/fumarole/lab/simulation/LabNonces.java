package io.fumarole.lab.simulation;

import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.syncml.Octets;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// Nonces as a server makes them, under a key that everybody knows.
final class LabNonces implements Nonces {
  @Override
  public Octets forSession(String deviceId, long counter) {
    return of("session " + counter + " " + deviceId);
  }

  @Override
  public Octets forChallenge(String deviceId, long counter, String sessionId, long msgId) {
    return of("challenge " + counter + " " + sessionId + " " + msgId + " " + deviceId);
  }

  private static Octets of(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Octets.utf8(Base64.getEncoder().encodeToString(Arrays.copyOf(digest, 12)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
