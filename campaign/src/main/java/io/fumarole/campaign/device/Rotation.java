package io.fumarole.campaign.device;

import io.fumarole.protocol.dm.Account;
import java.util.Optional;

/// New secrets on their way to a device. From the moment that they may have reached it, it is let
/// in with the old ones and with the new ones, until it has shown the new.
///
/// @param client what the device is to show; the secret itself has to be sent
/// @param server what the server is to show; empty where it shows nothing
/// @param sendings how often they were sent
/// @param old what the server showed before, until the device has taken the new
/// @param words how it stands
public record Rotation(
    Account client, Optional<Account> server, int sendings, Optional<Account> old, String words) {
  /// A device that answers well and goes on with its old secret is not sent the new one for ever.
  private static final int MOST_SENDINGS = 5;

  /// Our credentials that a device may refuse because of a stale nonce, before it is shown the
  /// others.
  private static final int TRIES_EACH = 2;

  public static Rotation ordered(Account client, Optional<Account> server) {
    return new Rotation(
        client, server, 0, Optional.empty(), "it waits for the device's next session");
  }

  /// Whether the device may know the new secret.
  public boolean isOut() {
    return sendings > 0;
  }

  /// Whether the device has shown its new secret: what is left is to see that it takes the
  /// server's.
  public boolean isShown() {
    return old.isPresent();
  }

  public boolean isToBeSent() {
    return !isShown() && sendings < MOST_SENDINGS;
  }

  Rotation sent() {
    return new Rotation(
        client, server, sendings + 1, old, "it was sent; the device has not used it yet");
  }

  Rotation because(String value) {
    return new Rotation(client, server, sendings, old, value);
  }

  Rotation shown(Account oldServer) {
    return new Rotation(
        client, server, sendings, Optional.of(oldServer), "the device uses its new secret");
  }

  /// The same once more, from the beginning.
  public Rotation anew() {
    return new Rotation(
        client, server, isOut() ? 1 : 0, old, "it waits for the device's next session");
  }

  /// What the server shows to a device that has refused it `rejections` times in this session.
  ///
  /// @param usual what it shows first
  Account serverAfter(int rejections, Account usual) {
    if (rejections < TRIES_EACH || !isOut()) return usual;
    return old.or(() -> server).orElse(usual);
  }

  /// Never shows a secret.
  @Override
  public String toString() {
    return "Rotation[sendings=%d, isShown=%s, %s]".formatted(sendings, isShown(), words);
  }
}
