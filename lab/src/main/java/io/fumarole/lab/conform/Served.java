package io.fumarole.lab.conform;

/// What lies at an address that the peer is given.
public sealed interface Served {
  /// A file.
  ///
  /// @param of the content's name among those that the kit was given
  /// @param damaged whether an octet in the middle is another
  /// @param cut the first answer breaks off at so many percent; 100 never does
  record Content(String of, String type, boolean damaged, int cut) implements Served {}

  /// Nothing but an HTTP status.
  record Status(int code) implements Served {}

  /// A download descriptor.
  ///
  /// @param of the file that it leads to
  /// @param reportTo where the outcome is reported
  /// @param excess octets that it announces beyond what there is
  record Descriptor(String of, String reportTo, int excess) implements Served {}

  /// Text as it stands.
  record Text(String text, String type) implements Served {}

  /// Takes what is posted.
  record Inbox() implements Served {}
}
