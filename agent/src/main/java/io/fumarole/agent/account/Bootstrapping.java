package io.fumarole.agent.account;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.Json;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.protocol.dm.AppAuth;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.bootstrap.Bootstrap;
import io.fumarole.protocol.dm.bootstrap.BootstrapPush;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// Takes bootstrap messages and keeps the account that they bring. No answer is ever sent to one.
/// Spec: notification 4 to 6.
public final class Bootstrapping {
  /// Wrong messages before no more are heard until the next start: whoever tries out PINs gets no
  /// further than a user who may type one three times. Spec: notification 5.2.
  static final int MOST_WRONG = 3;

  /// What became of a message.
  public sealed interface Taken {
    /// @param startsSession whether the device shall call its new server now
    record Accepted(String serverId, boolean startsSession) implements Taken {}

    /// The account is here already: nothing was done.
    record Repeated() implements Taken {}

    record Refused(String reason) implements Taken {}
  }

  private final AgentConfig settings;
  private final Disk disk;
  private final Path file;
  private Optional<StoredAccount> stored;
  private int wrong;

  /// Reads the account that an earlier message has brought.
  public static Bootstrapping open(AgentConfig settings, Disk disk) throws IOException {
    Path file = settings.dataDirectory().resolve("account.json");
    return new Bootstrapping(settings, disk, file, read(disk, file));
  }

  private Bootstrapping(
      AgentConfig settings, Disk disk, Path file, Optional<StoredAccount> stored) {
    this.settings = settings;
    this.disk = disk;
    this.file = file;
    this.stored = stored;
  }

  private static Optional<StoredAccount> read(Disk disk, Path file) throws IOException {
    if (!disk.exists(file)) return Optional.empty();
    StoredAccount account = Json.read(disk, file, StoredAccount.class);
    if (account.layout() != StoredAccount.LAYOUT)
      throw new IOException(
          "%s has layout %d, this agent reads %d: run the agent that wrote it"
              .formatted(file, account.layout(), StoredAccount.LAYOUT));
    return Optional.of(account);
  }

  /// The settings, with the account that a message has brought in the place of theirs.
  public AgentConfig config() {
    return stored.map(account -> account.in(settings)).orElse(settings);
  }

  /// Takes a message that came over the air, if the settings allow that at all.
  ///
  /// @param consent asked, with the new server, before an account is replaced
  public Taken takeFromAir(WspPush push, StateStore state, Predicate<String> consent)
      throws IOException {
    if (!settings.bootstrap().accept())
      return new Taken.Refused("bootstrap.accept is false in this device's settings");
    if (wrong >= MOST_WRONG)
      return new Taken.Refused("too many were wrong: restart the device to try again");
    return take(push, state, consent);
  }

  /// Takes a message.
  public Taken take(WspPush push, StateStore state, Predicate<String> consent) throws IOException {
    return switch (BootstrapPush.open(push, settings.bootstrap().secrets())) {
      case Bootstrap.Reading.Unusable(var reason) -> {
        wrong++;
        yield new Taken.Refused(reason);
      }
      case Bootstrap.Reading.Read(var bootstrap) ->
          take(bootstrap, digest(push.body()), state, consent);
    };
  }

  private Taken take(
      Bootstrap bootstrap, String digest, StateStore state, Predicate<String> consent)
      throws IOException {
    if (stored.map(StoredAccount::digest).equals(Optional.of(digest))) return new Taken.Repeated();
    String serverId = bootstrap.account().serverId();
    StoredAccount account;
    try {
      account = StoredAccount.of(bootstrap.account(), settings.device().id(), digest);
    } catch (UnusableAccountException e) {
      return new Taken.Refused(String.valueOf(e.getMessage()));
    }
    boolean hasAccount = config().server().url().isPresent();
    if (hasAccount && !consent.test(serverId))
      return new Taken.Refused(
          "the device has an account with %s, and nobody agreed to replace it"
              .formatted(config().server().id()));
    if (state.state().order().isPresent())
      return new Taken.Refused(
          "an update is under way: its result belongs to the server it came from");
    keep(account, bootstrap, state);
    return new Taken.Accepted(serverId, bootstrap.startsSession());
  }

  /// Another server finds the tree as the device was made: the rights in the old one were its
  /// predecessor's. The account comes last: a power cut before it leaves the old one, to which
  /// foreign nonces only mean a challenge more.
  private void keep(StoredAccount account, Bootstrap bootstrap, StateStore state)
      throws IOException {
    boolean isOther = !config().server().id().equals(account.serverId());
    state.commit(
        before ->
            before
                .withNonces(
                    nonce(bootstrap.account().client()), nonce(bootstrap.account().server()))
                .withTree(isOther ? List.of() : before.tree()));
    Json.write(disk, file, account);
    stored = Optional.of(account);
  }

  private static String nonce(Optional<AppAuth> auth) {
    return Credentials.nextNonce(auth.map(AppAuth::nonce).orElse(Octets.EMPTY)).utf8();
  }

  private static String digest(Octets body) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(body.toByteArray());
      return Octets.wrap(digest).toHex();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
