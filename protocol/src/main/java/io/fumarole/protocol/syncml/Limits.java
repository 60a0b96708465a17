package io.fumarole.protocol.syncml;

/// The bounds a decoder holds its input to. Each error names the limit and the offset.
///
/// @param messageOctets largest message; what we announce as `MaxMsgSize`
/// @param depth deepest nesting of elements: SyncML itself needs 10, an embedded tree more
/// @param commands most commands in one message, nested ones included
/// @param items most Items in one message
/// @param textOctets longest text of one element other than `Data`
/// @param elements most elements in one message, which bounds the work per message
public record Limits(
    int messageOctets, int depth, int commands, int items, int textOctets, int elements) {
  /// A mebibyte holds any message seen in the field sixteen times over.
  public static final Limits DEFAULT = new Limits(1 << 20, 64, 1_000, 10_000, 8_192, 100_000);
}
