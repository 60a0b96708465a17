package io.fumarole.lab.conform;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.Login;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What the kit must be told of the peer.
///
/// @param login how both sides prove themselves
/// @param serverId the server that the kit plays to a device, as its account calls it
/// @param object the device's firmware update object
/// @param content what devices get, by name: `package` is one that the device takes
/// @param bell brings the device its notifications
/// @param patience how long the peer may stay silent
/// @param others variables for cases, such as `version`, which the package brings
public record Settings(
    Login login,
    String serverId,
    String object,
    Map<String, Octets> content,
    Optional<Bell> bell,
    Duration patience,
    Map<String, String> others) {
  public Settings {
    content = Map.copyOf(content);
    others = Map.copyOf(others);
  }

  /// What cases may ask for with `needs` and `wants`, and write as `${…}`.
  Map<String, String> variables() {
    Map<String, String> all = new HashMap<>(others);
    all.put("fumo", object);
    all.put("server", serverId);
    all.put("peer-auth", label(login.peerScheme()));
    all.put("own-auth", label(login.ownScheme()));
    content.forEach((name, octets) -> all.put(name, Integer.toString(octets.length())));
    bell.ifPresent(_ -> all.put("notify", "known"));
    login.peer().flatMap(Account::secret).ifPresent(_ -> all.put("device-secret", "known"));
    return all;
  }

  private static String label(AuthScheme scheme) {
    return scheme.name().toLowerCase(Locale.ROOT);
  }

  /// The accounts as cases call them: those of the device and of the server.
  Map<String, Account> accounts(boolean kitIsServer) {
    Map<String, Account> all = new HashMap<>();
    login.peer().ifPresent(account -> all.put(kitIsServer ? "device" : "server", account));
    login.own().ifPresent(account -> all.put(kitIsServer ? "server" : "device", account));
    return all;
  }
}
