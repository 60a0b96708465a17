package io.fumarole.protocol.syncml;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/// What stands before the body of a WBXML document. Spec: wbxml 1, 2.
///
/// @param tableFrom where the string table begins in the input
public record WbxmlHeader(
    Kind kind, Form.Header form, Charset charset, int tableFrom, int tableTo) {
  public enum Kind {
    SYNC_ML,
    DDF,
    DEV_INF,
    PROVISIONING,
    /// 0x01 or an identifier that we do not know: whoever reads decides.
    UNKNOWN
  }

  public static WbxmlHeader read(WbxmlInput in) throws MalformedMessageException {
    int version = in.readOctet();
    if (version >> 4 != 0) {
      throw in.malformed(
          0, "WBXML version %d.%d is not 1.x".formatted((version >> 4) + 1, version & 0xF));
    }
    int publicId = in.readMultiByteInt();
    int indexAt = in.position();
    int index = publicId == 0 ? in.readMultiByteInt() : 0;
    Charset charset = charset(in);
    int tableFrom = in.skipBlock("String table");
    int tableTo = in.position();
    if (publicId != 0) {
      return new WbxmlHeader(kind(publicId), Form.Header.NUMERIC, charset, tableFrom, tableTo);
    }
    if (index >= tableTo - tableFrom) {
      throw in.malformed(indexAt, "Public identifier outside the string table");
    }
    int end = stringEnd(in.bytes(), tableFrom + index, tableTo);
    int start = tableFrom + index;
    String identifier = new String(in.bytes(), start, end - start, StandardCharsets.US_ASCII);
    return new WbxmlHeader(kind(identifier), Form.Header.STRING, charset, tableFrom, tableTo);
  }

  /// Where a string of the table ends: at its NUL, or with the table, since some phones leave the
  /// NUL out. Spec: wbxml 2.
  public static int stringEnd(byte[] bytes, int from, int tableTo) {
    int end = from;
    while (end < tableTo && bytes[end] != 0) end++;
    return end;
  }

  private static Charset charset(WbxmlInput in) throws MalformedMessageException {
    int start = in.position();
    int mibEnum = in.readMultiByteInt();
    return switch (mibEnum) {
      // 0 says unknown, which is UTF-8 everywhere it was met. US-ASCII is a part of UTF-8.
      case 0, 3, 106 -> StandardCharsets.UTF_8;
      case 4 -> StandardCharsets.ISO_8859_1;
      default ->
          throw in.malformed(start, "Charset " + mibEnum + " is not supported: send UTF-8 (106)");
    };
  }

  private static Kind kind(int publicId) {
    return switch (publicId) {
      case 0x0FD1, 0x0FD3, 0x1201 -> Kind.SYNC_ML;
      case 0x0FD2, 0x0FD4, 0x1203 -> Kind.DEV_INF;
      case 0x0B -> Kind.PROVISIONING;
      default -> Kind.UNKNOWN;
    };
  }

  private static Kind kind(String identifier) {
    if (identifier.contains("DTD SyncML ")) return Kind.SYNC_ML;
    if (identifier.contains("DTD-DM-DDF ")) return Kind.DDF;
    if (identifier.contains("DTD DevInf ")) return Kind.DEV_INF;
    return identifier.contains("DTD PROV ") ? Kind.PROVISIONING : Kind.UNKNOWN;
  }
}
