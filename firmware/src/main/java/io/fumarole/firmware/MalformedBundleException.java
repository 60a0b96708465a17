package io.fumarole.firmware;

/// Octets that are no bundle head; leaves the package only as a [Bundle.Malformed].
final class MalformedBundleException extends Exception {
  MalformedBundleException(String words) {
    super(words);
  }

  String words() {
    return String.valueOf(getMessage());
  }
}
