package io.fumarole.protocol.dm.session;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Form;
import java.util.Optional;

/// What a device knows about itself and one server before a session: its DM account. Spec:
/// syncml-dm 11 (DMAcc).
///
/// @param deviceId `./DevInfo/DevId`
/// @param serverUri where the first message goes
/// @param serverId the identifier that ACLs name; rights belong to it and not to an address
/// @param clientScheme how the device presents itself first; a challenge may ask for another
/// @param clientAccount with its plain secret only if BASIC may be sent: a challenge from a server
///   that nobody has checked yet can ask for it
/// @param serverScheme what the server must do before anything of it is executed; NONE when the
///   transport vouches for it
/// @param maxMsgSize largest message that the device takes, in octets
/// @param maxObjSize largest object that the device takes, in octets as carried
public record ClientConfig(
    String deviceId,
    String serverUri,
    String serverId,
    AuthScheme clientScheme,
    Optional<Account> clientAccount,
    AuthScheme serverScheme,
    Optional<Account> serverAccount,
    Form form,
    long maxMsgSize,
    long maxObjSize) {
  public ClientConfig {
    if (clientScheme != AuthScheme.NONE && clientAccount.isEmpty())
      throw new IllegalArgumentException(clientScheme + " needs a client account");
    if (serverScheme != AuthScheme.NONE && serverAccount.isEmpty())
      throw new IllegalArgumentException(serverScheme + " needs a server account");
    if (clientScheme == AuthScheme.BASIC && clientAccount.flatMap(Account::secret).isEmpty())
      throw new IllegalArgumentException("BASIC needs the client's secret itself");
    if (maxMsgSize < 1 || maxObjSize < 1)
      throw new IllegalArgumentException("MaxMsgSize and MaxObjSize are at least 1");
  }
}
