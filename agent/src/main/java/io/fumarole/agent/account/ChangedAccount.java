package io.fumarole.agent.account;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.AgentConfig.Login;
import io.fumarole.agent.disk.NewSecrets;
import io.fumarole.agent.disk.NewSecrets.Secret;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import java.util.Optional;

/// The account with the secrets that its server has changed.
public final class ChangedAccount {
  private ChangedAccount() {}

  /// The settings as the next session has to know them.
  public static AgentConfig in(AgentConfig config, Optional<NewSecrets> changed) {
    if (changed.isEmpty()) return config;
    AgentConfig.Server server = config.server();
    return config.withServer(
        new AgentConfig.Server(
            server.url(),
            server.id(),
            server.encoding(),
            login(server.device(), changed.get().device()),
            login(server.server(), changed.get().server()),
            server.tls()));
  }

  private static Login login(Login original, Optional<Secret> changed) {
    return changed
        .filter(it -> it.replaced().equals(original.account().secretHash()))
        .map(
            it ->
                new Login(
                    original.scheme(),
                    new Account(original.account().name(), it.hash(), it.secret())))
        .orElse(original);
  }

  /// What is to be kept of a new secret.
  ///
  /// @param original as the account was set up
  public static Secret secret(Login original, String text) {
    Account fresh = Account.of(original.account().name(), text);
    return new Secret(
        original.account().secretHash(),
        fresh.secretHash(),
        original.scheme() == AuthScheme.BASIC ? Optional.of(text) : Optional.empty());
  }
}
