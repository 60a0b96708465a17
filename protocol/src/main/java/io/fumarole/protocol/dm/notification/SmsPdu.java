package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.syncml.Octets;
import java.util.List;

/// An SMS TPDU that carries a piece of a push, without the service centre's address that modems
/// write in front (`00` lets the modem choose it). Spec: 3GPP 23.040 9.2.2, notification 3.1.
///
/// @param number the other side's, digits with `+` in front when international
/// @param head everything before the user data, explained
public record SmsPdu(Kind kind, String number, List<Explained> head, SmsUserData userData) {
  /// Which way the message goes.
  public enum Kind {
    /// To a device: what a service centre sends.
    DELIVER,
    /// From a modem to the service centre.
    SUBMIT
  }

  private static final int TYPE_BITS = 0x03;
  private static final int NO_MORE_MESSAGES = 0x04;
  private static final int VALIDITY_BITS = 0x18;
  private static final int HEADER_PRESENT = 0x40;
  private static final int EIGHT_BIT_DATA = 0x04;
  private static final int TIME_STAMP_OCTETS = 7;

  public SmsPdu {
    head = List.copyOf(head);
  }

  /// What a modem is told to send to a device: no validity period, the reference left to the modem.
  public static SmsPdu submit(String number, SmsUserData userData) {
    Fields fields =
        new Fields()
            .add("SMS-SUBMIT, user data header present", 0x01 | HEADER_PRESENT)
            .add("message reference, chosen by the modem", 0);
    SmsNumber.write(number, "to", fields);
    codings(fields);
    return end(Kind.SUBMIT, number, fields, userData);
  }

  /// What a device receives.
  ///
  /// @param timeStamp the service centre's, seven octets of swapped decimal digits
  public static SmsPdu deliver(String number, Octets timeStamp, SmsUserData userData) {
    if (timeStamp.length() != TIME_STAMP_OCTETS)
      throw new IllegalArgumentException("a time stamp has 7 octets, not " + timeStamp.length());
    Fields fields =
        new Fields()
            .add("SMS-DELIVER, user data header present", NO_MORE_MESSAGES | HEADER_PRESENT);
    SmsNumber.write(number, "from", fields);
    codings(fields);
    fields.add(timeStamp, "time stamp of the service centre");
    return end(Kind.DELIVER, number, fields, userData);
  }

  private static void codings(Fields fields) {
    fields.add("protocol identifier", 0).add("data coding: 8-bit data", EIGHT_BIT_DATA);
  }

  private static SmsPdu end(Kind kind, String number, Fields fields, SmsUserData userData) {
    int length = userData.octets().length();
    if (length > SmsUserData.MOST_OCTETS)
      throw new IllegalArgumentException(
          "user data has at most 140 octets, not %d: split it".formatted(length));
    fields.add("length of the user data: " + length, length);
    return new SmsPdu(kind, number, fields.list(), userData);
  }

  /// Reads either kind.
  public static SmsPdu parse(Octets octets) throws MalformedNotificationException {
    OctetReader reader = new OctetReader(octets);
    Fields fields = new Fields();
    int first = reader.octet("message type");
    Kind kind =
        switch (first & TYPE_BITS) {
          case 0 -> Kind.DELIVER;
          case 1 -> Kind.SUBMIT;
          default ->
              throw reader.refuse(0, "message type %02X is no DELIVER or SUBMIT".formatted(first));
        };
    if ((first & HEADER_PRESENT) == 0)
      throw reader.refuse(0, "there is no user data header, so this is no push");
    fields.add("SMS-" + kind + ", user data header present", first);
    if (kind == Kind.SUBMIT) fields.add("message reference", reader.octet("message reference"));
    String number = SmsNumber.read(reader, kind == Kind.SUBMIT ? "to" : "from", fields);
    readCodings(reader, fields);
    readTime(kind, first, reader, fields);
    SmsUserData userData = readUserData(reader, fields);
    return new SmsPdu(kind, number, fields.list(), userData);
  }

  private static void readCodings(OctetReader reader, Fields fields)
      throws MalformedNotificationException {
    fields.add("protocol identifier", reader.octet("protocol identifier"));
    int at = reader.position();
    int coding = reader.octet("data coding");
    // General groups 00xx and 01xx (23.038 4), and 1111 with its message classes.
    boolean general = (coding & 0x80) == 0 && (coding & 0x0C) == EIGHT_BIT_DATA;
    boolean withClass = (coding & 0xF4) == 0xF4;
    if (!general && !withClass)
      throw reader.refuse(at, "data coding %02X is not 8-bit data".formatted(coding));
    fields.add("data coding: 8-bit data", coding);
  }

  private static void readTime(Kind kind, int first, OctetReader reader, Fields fields)
      throws MalformedNotificationException {
    int length =
        switch (kind) {
          case DELIVER -> TIME_STAMP_OCTETS;
          case SUBMIT -> validityOctets(first & VALIDITY_BITS);
        };
    String what = kind == Kind.DELIVER ? "time stamp of the service centre" : "validity period";
    fields.add(reader.take(length, what), what);
  }

  /// Spec: 23.040 9.2.3.3: none, enhanced, relative, absolute.
  private static int validityOctets(int format) {
    return switch (format) {
      case 0x00 -> 0;
      case 0x10 -> 1;
      default -> 7;
    };
  }

  private static SmsUserData readUserData(OctetReader reader, Fields fields)
      throws MalformedNotificationException {
    int at = reader.position();
    int length = reader.octet("length of the user data");
    if (length > SmsUserData.MOST_OCTETS)
      throw reader.refuse(at, "user data of %d octets, 140 are allowed".formatted(length));
    fields.add("length of the user data: " + length, length);
    int start = reader.position();
    Octets userData = reader.take(length, "user data");
    if (reader.remaining() > 0)
      throw reader.refuse(reader.position(), "octets after the end of the user data");
    try {
      return SmsUserData.parse(userData);
    } catch (MalformedNotificationException inside) {
      throw inside.shifted(start);
    }
  }

  public Octets octets() {
    return Explained.octetsOf(
        Explained.join(head, new Fields().add(userData.octets(), "user data").list()));
  }

  /// Down to the header of the user data: the payload explains itself once it is whole.
  public List<Explained> explain() {
    return Explained.join(head, userData.explain());
  }
}
