package io.fumarole.agent.account;

/// An account that this device cannot use, and why.
final class UnusableAccountException extends Exception {
  UnusableAccountException(String reason) {
    super(reason);
  }
}
