package io.fumarole.server.tls;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/// The files in PEM with which the server speaks https.
///
/// @param certificate the server's own, and those between it and a root; empty: plain http
/// @param key of the server's certificate, in PKCS 8 and not encrypted
/// @param clientCa who vouches for the certificates of devices; empty: none is asked for
public record TlsSettings(Optional<Path> certificate, Optional<Path> key, Optional<Path> clientCa) {
  public TlsSettings {
    if (certificate.isPresent() != key.isPresent())
      throw new IllegalArgumentException(
          "tls.certificate and tls.key belong together: set both, or neither");
    if (clientCa.isPresent() && certificate.isEmpty())
      throw new IllegalArgumentException(
          "tls.clientCa needs tls.certificate and tls.key: without TLS nobody shows a certificate");
  }

  public boolean isSet() {
    return certificate.isPresent();
  }

  public static final String DEFAULTS =
      """
      tls { certificate = "", key = "", clientCa = "" }
      """;

  /// @param part the part `tls` of a configuration, whole
  public static TlsSettings from(Config part) {
    return new TlsSettings(file(part, "certificate"), file(part, "key"), file(part, "clientCa"));
  }

  private static Optional<Path> file(Config part, String name) {
    return Optional.of(part.getString(name)).filter(it -> !it.isBlank()).map(Path::of);
  }

  /// The same as a configuration says it.
  public Map<String, Object> asMap() {
    return Map.of(
        "tls.certificate", text(certificate), "tls.key", text(key), "tls.clientCa", text(clientCa));
  }

  private static String text(Optional<Path> file) {
    return file.map(Path::toString).orElse("");
  }
}
