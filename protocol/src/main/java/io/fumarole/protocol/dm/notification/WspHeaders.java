package io.fumarole.protocol.dm.notification;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The headers of a WSP PDU, as far as a push needs them. Spec: WSP 8.4, notification 3.1 and 5.1.
///
/// @param parameters of the content type, by their names in capitals
record WspHeaders(
    String contentType, Map<String, String> parameters, Optional<String> applicationId) {
  static final int NOTIFICATION_CODE = 0x44;
  static final int PROVISIONING_CODE = 0x36;
  static final int DM_WBXML_CODE = 0x42;
  static final int SEC_PARAMETER = 0x11;
  static final int MAC_PARAMETER = 0x12;
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
    MediaType media = contentType(reader);
    fields.add(reader.since(start), "Content-Type: " + media.words());
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
    return new WspHeaders(media.type(), media.parameters(), applicationId);
  }

  private record MediaType(String type, Map<String, String> parameters) {
    /// Spec: notification 5.1, the text form.
    static MediaType ofText(String text) {
      String[] parts = text.split(";", -1);
      Map<String, String> parameters = new LinkedHashMap<>();
      for (int i = 1; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals > 0)
          put(parameters, parts[i].substring(0, equals), parts[i].substring(equals + 1));
      }
      return new MediaType(parts[0].strip().toLowerCase(Locale.ROOT), parameters);
    }

    /// The first of two with the same name counts.
    static void put(Map<String, String> parameters, String name, String value) {
      String bare = value.strip().replaceAll("^\"|\"$", "");
      parameters.putIfAbsent(name.strip().toUpperCase(Locale.ROOT), bare);
    }

    String words() {
      StringBuilder words = new StringBuilder(type);
      parameters.forEach(
          (name, value) -> words.append("; ").append(name).append("=").append(value));
      return words.toString();
    }
  }

  /// Spec: WSP 8.4.2.24, Content-Type as constrained media or in general form with its length.
  private static MediaType contentType(OctetReader reader) throws MalformedNotificationException {
    int at = reader.position();
    int first = reader.octet("content type");
    if (first >= SHORT_INTEGER) return new MediaType(typeOfCode(first & 0x7F), Map.of());
    if (first >= FIRST_TEXT) return MediaType.ofText(text(first, reader, "content type"));
    OctetReader general = reader.part(valueLength(first, reader), "content type");
    if (general.remaining() == 0) throw reader.refuse(at, "the content type is empty");
    int media = general.octet("media type");
    MediaType bare;
    if (media >= SHORT_INTEGER) bare = new MediaType(typeOfCode(media & 0x7F), Map.of());
    else if (media >= FIRST_TEXT) bare = MediaType.ofText(text(media, general, "media type"));
    else bare = new MediaType(typeOfCode(longInteger(media, general, "media type")), Map.of());
    // A notification has none that would mean anything.
    return bare.type().equals(WspPush.NOTIFICATION_TYPE) ? bare : withParameters(bare, general);
  }

  /// Spec: WSP 8.4.2.4, typed and untyped parameters.
  private static MediaType withParameters(MediaType media, OctetReader general)
      throws MalformedNotificationException {
    Map<String, String> parameters = new LinkedHashMap<>(media.parameters());
    while (general.remaining() > 0) {
      int first = general.octet("parameter");
      String name =
          first >= SHORT_INTEGER
              ? parameterOfCode(first & 0x7F)
              : text(first, general, "parameter name");
      MediaType.put(parameters, name, parameterValue(general));
    }
    return new MediaType(media.type(), parameters);
  }

  private static String parameterValue(OctetReader general) throws MalformedNotificationException {
    int first = general.octet("value of a parameter");
    if (first >= SHORT_INTEGER) return Integer.toString(first & 0x7F);
    if (first == 0) return "";
    if (first >= FIRST_TEXT) return text(first, general, "value of a parameter");
    return general.take(valueLength(first, general), "value of a parameter").toHex();
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

  private static String parameterOfCode(int code) {
    return switch (code) {
      case SEC_PARAMETER -> WspPush.SEC;
      case MAC_PARAMETER -> WspPush.MAC;
      default -> "parameter code 0x%02X".formatted(code);
    };
  }

  private static String typeOfCode(int code) {
    return switch (code) {
      case NOTIFICATION_CODE -> WspPush.NOTIFICATION_TYPE;
      case 0x35 -> "application/vnd.wap.connectivity-xml";
      case PROVISIONING_CODE -> WspPush.PROVISIONING_TYPE;
      case DM_WBXML_CODE -> WspPush.DM_WBXML_TYPE;
      case 0x43 -> "application/vnd.syncml.dm+xml";
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
