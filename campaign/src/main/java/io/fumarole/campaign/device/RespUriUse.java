package io.fumarole.campaign.device;

/// What a model does with the address that the server gives a session (RespURI).
public enum RespUriUse {
  /// Not known: it is given, and once a device has sent to it, it is required to the end of the
  /// session.
  DETECT,

  /// The model sends to it: nothing else is taken.
  HONOURED,

  /// The model cannot take one: none is given.
  OFF
}
