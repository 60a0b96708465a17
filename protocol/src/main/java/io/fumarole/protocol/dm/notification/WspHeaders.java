package io.fumarole.protocol.dm.notification;

import java.util.Locale;
import java.util.Optional;

/// The headers of a WSP PDU, as far as a push needs them. Spec: WSP 8.4, notification 3.1.
record WspHeaders(String contentType, Optional<String> applicationId) {
  static final int NOTIFICATION_CODE = 0x44;
  static final int APPLICATION_ID_FIELD = 0x2F;
  static final int SYNCML_DM_CODE = 0x07;

  private static final int QUOTE = 0x7F;
  private static final int LENGTH_QUOTE = 31;
  private static final int FIRST_TEXT = 32;
  private static final int LAST_TEXT = 127;
  private static final int SHORT_INTEGER = 0x80;

  /// A length in a `uintvar` has at most five octets of seven bits.
  private static final int MOST_LENGTH_OCTETS = 5;

  /// Reads all headers, the content type first, and explains each.
  static WspHeaders read(OctetReader reader, Fields fields) throws MalformedNotificationException {
    int start = reader.position();
    String contentType = contentType(reader);
    fields.add(reader.since(start), "Content-Type: " + contentType);
    Optional<String> applicationId = Optional.empty();
    while (reader.remaining() > 0) {
      int at = reader.position();
      int first = reader.octet("header");
      if (first < FIRST_TEXT || first == QUOTE) {
        if (first == QUOTE) reader.octet("header code page");
        fields.add(reader.since(at), "header code page");
      } else if (isApplicationId(first, reader)) {
        String value = applicationId(reader);
        if (applicationId.isEmpty()) applicationId = Optional.of(value);
        fields.add(reader.since(at), "X-Wap-Application-Id: " + value);
      } else {
        skipValue(reader);
        fields.add(reader.since(at), "another header");
      }
    }
    return new WspHeaders(contentType, applicationId);
  }

  /// Spec: WSP 8.4.2.24, Content-Type as constrained media or in general form with its length.
  private static String contentType(OctetReader reader) throws MalformedNotificationException {
    int at = reader.position();
    int first = reader.octet("content type");
    if (first >= SHORT_INTEGER) return typeOfCode(first & 0x7F);
    if (first >= FIRST_TEXT) return bare(text(first, reader, "content type"));
    OctetReader general = reader.part(valueLength(first, reader), "content type");
    if (general.remaining() == 0) throw reader.refuse(at, "the content type is empty");
    int media = general.octet("media type");
    if (media >= SHORT_INTEGER) return typeOfCode(media & 0x7F);
    if (media >= FIRST_TEXT) return bare(text(media, general, "media type"));
    return typeOfCode(longInteger(media, general, "media type"));
  }

  /// Whether the header that begins with `first` is the application id; reads its name if that is
  /// text.
  private static boolean isApplicationId(int first, OctetReader reader)
      throws MalformedNotificationException {
    if (first >= SHORT_INTEGER) return (first & 0x7F) == APPLICATION_ID_FIELD;
    return text(first, reader, "header name").equalsIgnoreCase("X-Wap-Application-Id");
  }

  /// Spec: WSP 8.4.2.54, a URI as text or an assigned code.
  private static String applicationId(OctetReader reader) throws MalformedNotificationException {
    int first = reader.octet("application id");
    if (first >= SHORT_INTEGER) return applicationOfCode(first & 0x7F);
    if (first >= FIRST_TEXT) return text(first, reader, "application id").strip();
    return applicationOfCode(longInteger(first, reader, "application id"));
  }

  /// The first octet of a value tells how to skip it. Spec: WSP 8.4.1.2.
  private static void skipValue(OctetReader reader) throws MalformedNotificationException {
    int first = reader.octet("header value");
    if (first >= SHORT_INTEGER) return;
    if (first == 0) return;
    if (first <= LENGTH_QUOTE) reader.take(valueLength(first, reader), "header value");
    else reader.untilNul("header value");
  }

  private static int valueLength(int first, OctetReader reader)
      throws MalformedNotificationException {
    return first == LENGTH_QUOTE ? variableLength(reader, "length of a value") : first;
  }

  private static int longInteger(int length, OctetReader reader, String what)
      throws MalformedNotificationException {
    if (length == 0 || length > 3)
      throw reader.refuse(
          reader.position() - 1, "a %s of %d octets is no code".formatted(what, length));
    int value = 0;
    for (int i = 0; i < length; i++) value = value << 8 | reader.octet(what);
    return value;
  }

  /// Text up to its NUL, with or without the quote that lets it begin above 127.
  private static String text(int first, OctetReader reader, String what)
      throws MalformedNotificationException {
    String rest = reader.untilNul(what).utf8();
    return first == LAST_TEXT ? rest : (char) first + rest;
  }

  /// Reads a `uintvar`: seven bits an octet, highest first. Spec: WSP 8.1.2.
  static int variableLength(OctetReader reader, String what) throws MalformedNotificationException {
    int start = reader.position();
    long value = 0;
    for (int count = 1; count <= MOST_LENGTH_OCTETS; count++) {
      int next = reader.octet(what);
      value = value << 7 | (next & 0x7F);
      if (next < 0x80 && value <= Integer.MAX_VALUE) return (int) value;
    }
    throw reader.refuse(start, "the " + what + " is out of range");
  }

  private static String bare(String type) {
    int parameters = type.indexOf(';');
    return (parameters < 0 ? type : type.substring(0, parameters)).strip().toLowerCase(Locale.ROOT);
  }

  private static String typeOfCode(int code) {
    return switch (code) {
      case NOTIFICATION_CODE -> WspPush.NOTIFICATION_TYPE;
      case 0x35 -> "application/vnd.wap.connectivity-xml";
      case 0x36 -> "application/vnd.wap.connectivity-wbxml";
      case 0x47 -> "application/vnd.oma.dd+xml";
      default -> "content type code 0x%02X".formatted(code);
    };
  }

  private static String applicationOfCode(int code) {
    return switch (code) {
      case SYNCML_DM_CODE -> WspPush.APPLICATION_ID;
      case 0x05 -> "x-wap-application:push.syncml";
      default -> "application code 0x%02X".formatted(code);
    };
  }
}
