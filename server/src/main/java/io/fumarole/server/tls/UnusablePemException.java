package io.fumarole.server.tls;

import java.io.IOException;

/// Files from which no TLS can be made; the message says which one, where, and what would do.
public final class UnusablePemException extends IOException {
  private static final long serialVersionUID = 1;

  UnusablePemException(String message) {
    super(message);
  }
}
