package io.fumarole.server;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.storage.Keys;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Optional;

/// The first bearer token of the REST API, which may do everything. The server keeps only its
/// SHA-256; the token itself is written once, for the operator, into a file that may be taken away.
public final class ApiToken {
  private static final String NAME = "api-token-sha256";

  private final Octets digest;
  private final Optional<String> fresh;

  private ApiToken(Octets digest, Optional<String> fresh) {
    this.digest = digest;
    this.fresh = fresh;
  }

  /// The server's token; a new one when it has none yet.
  ///
  /// @param file where a new token is written for the operator, readable by its owner alone
  static ApiToken of(Keys keys, Path file, SecureRandom random) throws IOException {
    Optional<Octets> stored = keys.find(NAME);
    if (stored.isPresent()) return new ApiToken(stored.get(), Optional.empty());
    String token = ServerKeys.freshText(random);
    // The digest last: a start that is cut short makes a new token, and never locks anyone out.
    SecretFiles.replace(file, (token + "\n").getBytes(StandardCharsets.US_ASCII));
    Octets digest = digest(token);
    keys.put(NAME, digest);
    return new ApiToken(digest, Optional.of(token));
  }

  /// Compares digests in constant time: the duration tells nothing about the token.
  public boolean matches(String given) {
    return isDigest(digest, given);
  }

  /// Whether `digest` is that of `given`, in constant time.
  public static boolean isDigest(Octets digest, String given) {
    return MessageDigest.isEqual(digest.toByteArray(), digest(given).toByteArray());
  }

  /// The token, only when this start has made it.
  Optional<String> fresh() {
    return fresh;
  }

  public static Octets digest(String text) {
    try {
      return Octets.wrap(
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
