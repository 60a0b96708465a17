package io.fumarole.server.notify.smpp;

import io.fumarole.protocol.syncml.Octets;
import java.nio.ByteBuffer;

/// The body of a submit_sm, read by the table of SMPP 3.4 4.4.1 and nothing else.
record SubmitSm(
    String serviceType,
    Address source,
    Address destination,
    int esmClass,
    int protocolId,
    int priority,
    String schedule,
    String validity,
    int registeredDelivery,
    int replace,
    int dataCoding,
    int defaultMessage,
    Octets shortMessage) {
  record Address(int ton, int npi, String text) {}

  /// Octets as the tables write them, with blanks between the fields.
  static Octets hex(String text) {
    return Octets.hex(text.replace(" ", ""));
  }

  static SubmitSm parse(Octets body) {
    var in = ByteBuffer.wrap(body.toByteArray());
    return new SubmitSm(
        text(in),
        address(in),
        address(in),
        octet(in),
        octet(in),
        octet(in),
        text(in),
        text(in),
        octet(in),
        octet(in),
        octet(in),
        octet(in),
        octets(in, octet(in)));
  }

  private static Address address(ByteBuffer in) {
    return new Address(octet(in), octet(in), text(in));
  }

  private static int octet(ByteBuffer in) {
    return in.get() & 0xFF;
  }

  static String text(ByteBuffer in) {
    var text = new StringBuilder();
    for (int c = octet(in); c != 0; c = octet(in)) text.append((char) c);
    return text.toString();
  }

  private static Octets octets(ByteBuffer in, int length) {
    byte[] octets = new byte[length];
    in.get(octets);
    return Octets.wrap(octets);
  }
}
