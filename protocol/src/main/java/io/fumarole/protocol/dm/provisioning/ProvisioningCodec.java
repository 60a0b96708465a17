package io.fumarole.protocol.dm.provisioning;

import io.fumarole.protocol.dm.notification.Explained;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import java.util.List;

/// Turns octets into provisioning documents and back, in WBXML and XML. Spec: wbxml 7, notification
/// 5.
public final class ProvisioningCodec {
  private ProvisioningCodec() {}

  /// Reads a document: unknown elements are skipped, unknown parameters and values kept.
  ///
  /// @throws MalformedMessageException when the octets are no document in this encoding, or exceed
  ///   a limit
  public static ProvisioningDocument decode(Octets octets, Form.Encoding encoding)
      throws MalformedMessageException {
    checkSize(octets);
    return switch (encoding) {
      case XML -> new ProvisioningParser(new XmlEvents(octets)).document();
      case WBXML -> new ProvisioningParser(new WbxmlEvents(octets, false)).document();
    };
  }

  /// What each octet of a document in WBXML means. Shows secrets: for whoever may read the
  /// document.
  public static List<Explained> explain(Octets wbxml) throws MalformedMessageException {
    checkSize(wbxml);
    var events = new WbxmlEvents(wbxml, true);
    new ProvisioningParser(events).document();
    return events.explained();
  }

  /// Writes a document.
  ///
  /// @throws IllegalArgumentException when a text has characters that the coding cannot carry
  public static Octets encode(ProvisioningDocument document, Form.Encoding encoding) {
    return switch (encoding) {
      case XML -> XmlProvisioningWriter.write(document);
      case WBXML -> WbxmlProvisioningWriter.write(document);
    };
  }

  private static void checkSize(Octets octets) throws MalformedMessageException {
    if (octets.length() > ProvisioningLimits.MOST_OCTETS)
      throw new MalformedMessageException(
          ProvisioningLimits.MOST_OCTETS,
          "Document of more than %d octets".formatted(ProvisioningLimits.MOST_OCTETS));
  }
}
