package io.fumarole.protocol.pap;

/// A document that is no PAP, and why.
public final class MalformedPapException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedPapException(String message) {
    super(message);
  }
}
