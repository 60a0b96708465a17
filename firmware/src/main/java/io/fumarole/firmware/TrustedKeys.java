package io.fumarole.firmware;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The keys whose signatures are accepted.
public record TrustedKeys(Map<KeyId, VerifyingKey> keys) {
  public static final TrustedKeys NONE = new TrustedKeys(Map.of());

  public TrustedKeys {
    keys = Map.copyOf(keys);
  }

  public static TrustedKeys of(VerifyingKey... keys) {
    return of(List.of(keys));
  }

  public static TrustedKeys of(List<VerifyingKey> keys) {
    Map<KeyId, VerifyingKey> byId = new HashMap<>();
    keys.forEach(key -> byId.put(key.id(), key));
    return new TrustedKeys(byId);
  }

  /// Reads all `PUBLIC KEY` blocks of a text, at least one. A private key among them is refused: it
  /// has no business on a device.
  public static TrustedKeys fromPem(String text) throws KeyFormatException {
    Map<KeyId, VerifyingKey> byId = new HashMap<>();
    for (Pem pem : Pem.parseAll(text)) {
      if (!pem.label().equals(Pem.PUBLIC_KEY))
        throw new KeyFormatException(
            "expected only PEM blocks \"%s\", found \"%s\"".formatted(Pem.PUBLIC_KEY, pem.label()));
      VerifyingKey key = VerifyingKey.fromPublicKeyInfo(pem.content().toByteArray());
      byId.put(key.id(), key);
    }
    if (byId.isEmpty())
      throw new KeyFormatException("found no PEM block \"" + Pem.PUBLIC_KEY + "\"");
    return new TrustedKeys(byId);
  }

  public Optional<VerifyingKey> find(KeyId id) {
    return Optional.ofNullable(keys.get(id));
  }

  public TrustedKeys and(VerifyingKey key) {
    Map<KeyId, VerifyingKey> more = new HashMap<>(keys);
    more.put(key.id(), key);
    return new TrustedKeys(more);
  }
}
