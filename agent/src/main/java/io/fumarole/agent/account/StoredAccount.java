package io.fumarole.agent.account;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AppAuth;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmAccount;
import java.net.URI;
import java.util.Optional;

/// An account as it lies on disk: of a secret only its hash, where that is enough.
///
/// @param layout which layout of this record the file has
/// @param digest of the push that brought it, by which a repeated one is known
record StoredAccount(
    int layout, String serverId, String url, Credential device, Credential server, String digest) {
  static final int LAYOUT = 1;

  /// @param secret only where BASIC has to be sent
  record Credential(AuthScheme scheme, String name, String secretHash, Optional<String> secret) {
    private AgentConfig.Login login() {
      return new AgentConfig.Login(scheme, new Account(name, secretHash, secret));
    }

    /// Never shows secret or hash.
    @Override
    public String toString() {
      return "Credential[%s, %s]".formatted(scheme, name);
    }
  }

  /// @param deviceName the device's name where the account says none
  /// @throws UnusableAccountException when this device cannot use the account
  static StoredAccount of(DmAccount account, String deviceName, String digest)
      throws UnusableAccountException {
    return new StoredAccount(
        LAYOUT,
        account.serverId(),
        url(account.addresses().getFirst()).toString(),
        credential(account.client(), deviceName),
        credential(account.server(), account.serverId()),
        digest);
  }

  private static Credential credential(Optional<AppAuth> given, String usualName)
      throws UnusableAccountException {
    if (given.isEmpty()) return new Credential(AuthScheme.NONE, usualName, "", Optional.empty());
    AppAuth auth = given.get();
    if (auth.secret().isEmpty())
      throw new UnusableAccountException("a credential of type " + auth.type() + " has no secret");
    Account account = Account.of(auth.name().orElse(usualName), auth.secret().get());
    AuthScheme scheme = auth.scheme().orElse(AuthScheme.NONE);
    Optional<String> secret = scheme == AuthScheme.BASIC ? account.secret() : Optional.empty();
    return new Credential(scheme, account.name(), account.secretHash(), secret);
  }

  /// A port beside the address counts where the address has none.
  private static URI url(DmAccount.Address address) throws UnusableAccountException {
    try {
      URI uri = URI.create(address.address());
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (isHttp && uri.getHost() != null) return withPort(uri, address.port());
    } catch (IllegalArgumentException notAUri) {
      // Answered below, like an address of another kind.
    }
    throw new UnusableAccountException("its address is not one of http or https");
  }

  private static URI withPort(URI uri, Optional<Integer> port) {
    int usual = "https".equals(uri.getScheme()) ? 443 : 80;
    if (uri.getPort() >= 0 || port.isEmpty() || port.get() == usual) return uri;
    String host = uri.getRawAuthority() + ":" + port.get();
    return URI.create(uri.toString().replaceFirst(uri.getRawAuthority(), host));
  }

  /// The settings with this account in the place of theirs; coding and TLS stay.
  AgentConfig in(AgentConfig settings) {
    AgentConfig.Server old = settings.server();
    return settings.withServer(
        new AgentConfig.Server(
            Optional.of(URI.create(url)),
            serverId,
            old.encoding(),
            device.login(),
            server.login(),
            old.tls()));
  }
}
