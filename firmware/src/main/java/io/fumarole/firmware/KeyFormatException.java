package io.fumarole.firmware;

/// Text or octets that are not the key that was expected. The message never repeats them: they may
/// be secret.
public final class KeyFormatException extends Exception {
  KeyFormatException(String words) {
    super(words);
  }

  KeyFormatException(String words, Throwable cause) {
    super(words, cause);
  }
}
