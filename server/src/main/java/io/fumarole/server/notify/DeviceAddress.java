package io.fumarole.server.notify;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where a device is reached: a scheme that names the way, and what the way needs to know. Without
/// a scheme it is `HOST` or `HOST:PORT`, for UDP.
///
/// @param rest what stands behind the scheme
record DeviceAddress(Scheme scheme, String rest) {
  /// The words before the colon.
  enum Scheme {
    /// `udp:HOST` or `udp:HOST:PORT`.
    UDP("udp:"),
    /// `sms:NUMBER`, by a message centre.
    SMS("sms:"),
    /// `push:NUMBER`, by a push gateway.
    PUSH("push:");

    private final String prefix;

    Scheme(String prefix) {
      this.prefix = prefix;
    }

    String prefix() {
      return prefix;
    }
  }

  /// Digits, with `+` in front when international. Spec: E.164 has 15, message centres take 20.
  private static final Pattern NUMBER = Pattern.compile("[+]?[0-9]{1,20}");

  static DeviceAddress parse(String text) {
    String bare = text.strip();
    for (Scheme scheme : Scheme.values())
      if (bare.regionMatches(true, 0, scheme.prefix, 0, scheme.prefix.length()))
        return new DeviceAddress(scheme, bare.substring(scheme.prefix.length()).strip());
    return new DeviceAddress(Scheme.UDP, bare);
  }

  /// The telephone number of `sms:` and `push:`.
  Optional<String> number() {
    return Optional.of(rest).filter(it -> NUMBER.matcher(it).matches());
  }
}
