package io.fumarole.storage;

import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;
import java.util.function.Supplier;

/// The server's own secrets by name, encrypted like the devices': the keys that nonces and download
/// links are made with, the digest of the API token.
public interface Keys {
  Optional<Octets> find(String name);

  /// The value of that name; when there is none, `fresh` is stored first. Whoever asks at the same
  /// time gets the same value.
  Octets getOrCreate(String name, Supplier<Octets> fresh);

  /// Stores a value in place of what was there.
  void put(String name, Octets value);
}
