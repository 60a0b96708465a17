package io.fumarole.protocol.syncml;

/// How a message is coded on the wire. An answer goes out in the form that came.
///
/// @param version which DM the answer must speak; a message's own markup follows from its header
public record Form(Encoding encoding, Header header, TextAs itemData, DmVersion version) {
  /// XML; the other two components mean nothing there.
  public static final Form XML = new Form(Encoding.XML, Header.NUMERIC, TextAs.INLINE);

  /// WBXML as most phones and the C library write it.
  public static final Form WBXML = new Form(Encoding.WBXML, Header.NUMERIC, TextAs.OPAQUE);

  /// A form of DM 1.2.
  public Form(Encoding encoding, Header header, TextAs itemData) {
    this(encoding, header, itemData, DmVersion.DM_1_2);
  }

  public Form speaking(DmVersion other) {
    return new Form(encoding, header, itemData, other);
  }

  public enum Encoding {
    XML,
    WBXML
  }

  /// The public identifier of a WBXML document. Spec: wbxml 2.
  public enum Header {
    /// `A4 01`, or `9F 53` for DM 1.1
    NUMERIC,
    /// index 0 into a string table that holds the formal identifier without a terminating NUL
    STRING
  }

  /// How text goes into the `Data` of Add and Replace Items in WBXML. Binary is always OPAQUE.
  public enum TextAs {
    INLINE,
    OPAQUE
  }
}
