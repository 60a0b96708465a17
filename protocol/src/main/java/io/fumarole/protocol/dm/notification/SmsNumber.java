package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.syncml.Octets;

/// A telephone number in an SMS: its length in digits, its type, swapped pairs of digits. Spec:
/// 3GPP 23.040 9.1.2.5.
final class SmsNumber {
  private static final int INTERNATIONAL = 0x91;
  private static final int UNKNOWN_TYPE = 0x81;
  private static final int TYPE_OF_NUMBER = 0x70;
  private static final int INTERNATIONAL_BITS = 0x10;
  private static final int ALPHANUMERIC_BITS = 0x50;
  private static final int MOST_DIGITS = 20;
  private static final String DIGITS = "0123456789*#abc";

  private SmsNumber() {}

  static void write(String number, String direction, Fields fields) {
    boolean international = number.startsWith("+");
    String digits = international ? number.substring(1) : number;
    boolean plain = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits.isEmpty() || digits.length() > MOST_DIGITS || !plain)
      throw new IllegalArgumentException(
          "a telephone number has 1 to 20 digits, with + in front if international: " + number);
    int[] octets = new int[2 + (digits.length() + 1) / 2];
    octets[0] = digits.length();
    octets[1] = international ? INTERNATIONAL : UNKNOWN_TYPE;
    for (int i = 0; i < digits.length(); i += 2) {
      int low = digits.charAt(i) - '0';
      int high = i + 1 < digits.length() ? digits.charAt(i + 1) - '0' : 0x0F;
      octets[2 + i / 2] = high << 4 | low;
    }
    fields.add(direction + " " + number, octets);
  }

  static String read(OctetReader reader, String direction, Fields fields)
      throws MalformedNotificationException {
    int start = reader.position();
    int length = reader.octet("length of the number");
    if (length > MOST_DIGITS)
      throw reader.refuse(start, "a number of %d digits, 20 are allowed".formatted(length));
    int type = reader.octet("type of the number");
    Octets pairs = reader.take((length + 1) / 2, "number");
    String number =
        (type & TYPE_OF_NUMBER) == ALPHANUMERIC_BITS
            ? "a name, packed: " + pairs.toHex()
            : digits(pairs, length, (type & TYPE_OF_NUMBER) == INTERNATIONAL_BITS);
    fields.add(reader.since(start), direction + " " + number);
    return number;
  }

  private static String digits(Octets pairs, int length, boolean international) {
    StringBuilder text = new StringBuilder(international ? "+" : "");
    for (int i = 0; i < length; i++) {
      int pair = pairs.at(i / 2) & 0xFF;
      int digit = i % 2 == 0 ? pair & 0x0F : pair >> 4;
      text.append(digit < DIGITS.length() ? DIGITS.charAt(digit) : '?');
    }
    return text.toString();
  }
}
