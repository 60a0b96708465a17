package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Octets;
import java.util.Optional;

/// A message as the transport carries it, in either direction.
///
/// @param contentType as the header says, empty when there is none
/// @param hmac the value of `x-syncml-hmac`
/// @param to the address that a request goes to; empty in an answer
/// @param httpStatus of an answer; 200 in a request
public record Packet(
    Octets body, String contentType, Optional<String> hmac, String to, int httpStatus) {
  public static Packet answer(
      int httpStatus, String contentType, Octets body, Optional<String> hmac) {
    return new Packet(body, contentType, hmac, "", httpStatus);
  }

  public static Packet request(String to, String contentType, Octets body, Optional<String> hmac) {
    return new Packet(body, contentType, hmac, to, 200);
  }
}
