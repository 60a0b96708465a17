package io.fumarole.protocol.dm.notification;

import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A connectionless WSP push PDU: what carries a notification or a bootstrap over SMS and UDP port
/// 2948. Spec: WSP 8.2.4, notification 3.1 and 5.1.
///
/// @param transactionId any octet, means nothing here
/// @param contentType without parameters
/// @param parameters of the content type, by their names in capitals
/// @param applicationId `X-Wap-Application-Id` if present
/// @param head everything before the body, explained
public record WspPush(
    int transactionId,
    String contentType,
    Map<String, String> parameters,
    Optional<String> applicationId,
    List<Explained> head,
    Octets body) {
  public static final String NOTIFICATION_TYPE = "application/vnd.syncml.notification";
  public static final String PROVISIONING_TYPE = "application/vnd.wap.connectivity-wbxml";
  public static final String DM_WBXML_TYPE = "application/vnd.syncml.dm+wbxml";
  public static final String APPLICATION_ID = "x-wap-application:syncml.dm";

  /// Where devices listen for pushes.
  public static final int PORT = 2948;

  /// The parameters of a bootstrap: how it is protected, and by what.
  public static final String SEC = "SEC";

  public static final String MAC = "MAC";

  static final int PUSH = 0x06;

  /// Media type, SEC and its value, MAC and NUL.
  private static final int PROTECTION_OCTETS = 5;

  public WspPush {
    parameters = Map.copyOf(parameters);
    head = List.copyOf(head);
  }

  /// Packs a notification with the shortest headers: six octets in front of it.
  ///
  /// @param transactionId 0 to 255
  public static WspPush of(int transactionId, Package0 package0) {
    List<Explained> head =
        new Fields()
            .add("transaction id", transactionId)
            .add("PDU type Push", PUSH)
            .add("length of the headers: 3", 3)
            .add("Content-Type: " + NOTIFICATION_TYPE, 0x80 | WspHeaders.NOTIFICATION_CODE)
            .add(
                "X-Wap-Application-Id: " + APPLICATION_ID,
                0x80 | WspHeaders.APPLICATION_ID_FIELD,
                0x80 | WspHeaders.SYNCML_DM_CODE)
            .list();
    return new WspPush(
        transactionId & 0xFF,
        NOTIFICATION_TYPE,
        Map.of(),
        Optional.of(APPLICATION_ID),
        head,
        package0.octets());
  }

  /// Packs a provisioning document. Spec: notification 5.1.
  ///
  /// @param sec 0 to 127
  /// @param mac in hexadecimal
  public static WspPush provisioning(int transactionId, int sec, String mac, Octets body) {
    return bootstrap(
        transactionId, PROVISIONING_TYPE, WspHeaders.PROVISIONING_CODE, sec, mac, body);
  }

  /// Packs a DM message outside a session, protected as a provisioning document is. Spec:
  /// notification 6.
  public static WspPush dmMessage(int transactionId, int sec, String mac, Octets body) {
    return bootstrap(transactionId, DM_WBXML_TYPE, WspHeaders.DM_WBXML_CODE, sec, mac, body);
  }

  private static WspPush bootstrap(
      int transactionId, String type, int code, int sec, String mac, Octets body) {
    int valueLength = PROTECTION_OCTETS + mac.length();
    List<Explained> head =
        new Fields()
            .add("transaction id", transactionId)
            .add("PDU type Push", PUSH)
            .add("length of the headers: " + (valueLength + 2), valueLength + 2)
            .add("length of the content type: " + valueLength, 0x1F, valueLength)
            .add("Content-Type: " + type, 0x80 | code)
            .add("SEC=" + sec, 0x80 | WspHeaders.SEC_PARAMETER, 0x80 | sec)
            .add("MAC", 0x80 | WspHeaders.MAC_PARAMETER)
            .add(Octets.utf8(mac + "\0"), mac)
            .list();
    return new WspPush(
        transactionId & 0xFF,
        type,
        Map.of(SEC, Integer.toString(sec), MAC, mac),
        Optional.empty(),
        head,
        body);
  }

  /// Reads any push PDU: the content type as a code, in general form or as text, other headers
  /// skipped.
  public static WspPush parse(Octets octets) throws MalformedNotificationException {
    if (octets.length() > Package0.MOST_OCTETS)
      throw new MalformedNotificationException(
          Package0.MOST_OCTETS, "a push has at most " + Package0.MOST_OCTETS + " octets");
    OctetReader reader = new OctetReader(octets);
    int transactionId = reader.octet("transaction id");
    int type = reader.octet("PDU type");
    if (type != PUSH) throw reader.refuse(1, "PDU type %02X is not 06 (Push)".formatted(type));
    int headersLength = WspHeaders.variableLength(reader, "length of the headers");
    Fields fields =
        new Fields()
            .add("transaction id", transactionId)
            .add("PDU type Push", PUSH)
            .add(octets.slice(2, reader.position()), "length of the headers: " + headersLength);
    OctetReader part = reader.part(headersLength, "headers");
    WspHeaders headers = WspHeaders.read(part, fields);
    return new WspPush(
        transactionId,
        headers.contentType(),
        headers.parameters(),
        headers.applicationId(),
        fields.list(),
        reader.rest());
  }

  /// Whether this carries a DM notification. A missing application id is forgiven; another one
  /// addresses another application.
  public boolean isNotification() {
    return contentType.equalsIgnoreCase(NOTIFICATION_TYPE)
        && applicationId.map(APPLICATION_ID::equalsIgnoreCase).orElse(true);
  }

  /// Whether this carries a bootstrap message, in either profile. Spec: notification 4.
  public boolean isBootstrap() {
    return contentType.equalsIgnoreCase(PROVISIONING_TYPE)
        || contentType.equalsIgnoreCase(DM_WBXML_TYPE);
  }

  public Octets octets() {
    List<Explained> all = new ArrayList<>(head);
    all.add(new Explained(headLength(), body, "body"));
    return Explained.octetsOf(all);
  }

  /// Where the body begins.
  public int headLength() {
    return head.stream().mapToInt(part -> part.octets().length()).sum();
  }

  /// Only the head: the body explains itself.
  public List<Explained> explain() {
    return head;
  }
}
