package io.fumarole.protocol.pap;

import com.ctc.wstx.stax.WstxOutputFactory;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// A notification for a push gateway: a control entity in XML, and the content beside it. Spec:
/// notification 3.2.
///
/// @param pushId names the push for ever, so that one that is sent again is known as such
/// @param notifyTo where the gateway reports what became of it
/// @param deliverBefore after this nobody wants it any more
/// @param address of the device, [#address(String, String)] makes one
/// @param content the bare Package 0
public record PapPush(
    String pushId,
    Optional<String> notifyTo,
    Instant deliverBefore,
    String address,
    Octets content) {
  /// The document type that all of PAP 2.0 has.
  static final String DOCTYPE =
      "<!DOCTYPE pap PUBLIC \"-//WAPFORUM//DTD PAP 2.0//EN\""
          + " \"http://www.wapforum.org/DTD/pap_2.0.dtd\">";

  private static final XMLOutputFactory OUTPUT = new WstxOutputFactory();

  /// The address of a telephone number at a gateway. Spec: PPG service 7.
  public static String address(String number, String gateway) {
    return "WAPPUSH=" + number + "/TYPE=PLMN@" + gateway;
  }

  /// The content type of [#body].
  public String contentType() {
    return "multipart/related; boundary=" + boundary() + "; type=\"application/xml\"";
  }

  /// Occurs in neither part: the content is any octets.
  private String boundary() {
    String inside = new String(content.toByteArray(), StandardCharsets.ISO_8859_1) + control();
    StringBuilder boundary = new StringBuilder("part");
    while (inside.contains("--" + boundary)) boundary.append('-').append(boundary.length());
    return boundary.toString();
  }

  /// Both parts.
  public Octets body() {
    String boundary = boundary();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, "--" + boundary + "\r\nContent-Type: application/xml\r\n\r\n");
    write(out, control());
    write(out, "\r\n--" + boundary + "\r\n");
    write(out, "Content-Type: " + WspPush.NOTIFICATION_TYPE + "\r\n");
    write(out, "X-Wap-Application-Id: " + WspPush.APPLICATION_ID + "\r\n\r\n");
    out.writeBytes(content.toByteArray());
    write(out, "\r\n--" + boundary + "--\r\n");
    return Octets.wrap(out.toByteArray());
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private String control() {
    return document(
        xml -> {
          xml.writeStartElement("push-message");
          xml.writeAttribute("push-id", pushId);
          xml.writeAttribute("deliver-before-timestamp", time(deliverBefore));
          if (notifyTo.isPresent()) xml.writeAttribute("ppg-notify-requested-to", notifyTo.get());
          xml.writeEmptyElement("address");
          xml.writeAttribute("address-value", address);
          xml.writeEmptyElement("quality-of-service");
          // A notification is a single message without an answer.
          xml.writeAttribute("delivery-method", "unconfirmed");
          xml.writeEndElement();
        });
  }

  private static String time(Instant instant) {
    return DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS));
  }

  /// What stands inside `pap`.
  interface Inside {
    void write(XMLStreamWriter xml) throws XMLStreamException;
  }

  static String document(Inside inside) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml = OUTPUT.createXMLStreamWriter(out, "UTF-8");
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeDTD(DOCTYPE);
      xml.writeStartElement("pap");
      inside.write(xml);
      xml.writeEndElement();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
