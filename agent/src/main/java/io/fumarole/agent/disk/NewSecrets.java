package io.fumarole.agent.disk;

import java.util.Optional;

/// Secrets of the account that its server has changed through the tree. They count in the place of
/// those that they replaced: an account that is set up anew has its own.
public record NewSecrets(Optional<Secret> device, Optional<Secret> server) {
  public static final NewSecrets NONE = new NewSecrets(Optional.empty(), Optional.empty());

  /// @param replaced hash of the secret that the account was set up with
  /// @param hash of the new one
  /// @param secret only where BASIC has to be sent
  public record Secret(String replaced, String hash, Optional<String> secret) {
    /// Never shows secret or hash.
    @Override
    public String toString() {
      return "Secret";
    }
  }

  public NewSecrets withDevice(Secret value) {
    return new NewSecrets(Optional.of(value), server);
  }

  public NewSecrets withServer(Secret value) {
    return new NewSecrets(device, Optional.of(value));
  }
}
