package io.fumarole.server.tls;

import java.io.IOException;
import java.nio.file.Path;
import javax.net.ssl.SSLSocketFactory;

/// Peers that an authority of one's own vouches for.
public final class TrustedPeers {
  private TrustedPeers() {}

  /// @param setting that names the file, for words
  /// @throws UnusablePemException when there is no certificate in it
  public static SSLSocketFactory of(String setting, Path file) throws IOException {
    return ClientTrust.connecting(PemFile.read(setting, file));
  }
}
