package io.fumarole.protocol.syncml;

/// What is left of the [Limits] while one message is read. Documents embedded in the message draw
/// on the same budget, so that nesting them buys an attacker nothing.
final class Budget {
  private final Limits limits;
  private int elements;
  private int commands;
  private int items;
  private long tableOctets;

  Budget(Limits limits) {
    this.limits = limits;
  }

  static void checkSize(Octets message, Limits limits) throws MalformedMessageException {
    if (message.length() > limits.messageOctets()) {
      throw exceeded("messageOctets", limits.messageOctets(), limits.messageOctets());
    }
  }

  void element(int depth, ElementReader at) throws MalformedMessageException {
    if (++elements > limits.elements()) {
      throw exceeded("elements", limits.elements(), at.offset());
    }
    if (depth > limits.depth()) throw exceeded("depth", limits.depth(), at.offset());
  }

  void command(long offset) throws MalformedMessageException {
    if (++commands > limits.commands()) throw exceeded("commands", limits.commands(), offset);
  }

  void item(long offset) throws MalformedMessageException {
    if (++items > limits.items()) throw exceeded("items", limits.items(), offset);
  }

  void text(long octets, long offset) throws MalformedMessageException {
    if (octets > limits.textOctets()) throw exceeded("textOctets", limits.textOctets(), offset);
  }

  /// Counts text taken from a string table. A reference of three octets may stand for a string of
  /// any length: without this bound a small message could expand without end. All such text of a
  /// message together may be no larger than a message.
  void tableText(int octets, long offset) throws MalformedMessageException {
    tableOctets += octets;
    if (tableOctets > limits.messageOctets()) {
      throw exceeded("messageOctets", limits.messageOctets(), offset);
    }
  }

  /// Whether a limit on the whole message broke, after which reading on makes no sense.
  boolean spent() {
    return elements > limits.elements() || tableOctets > limits.messageOctets();
  }

  private static MalformedMessageException exceeded(String limit, long value, long offset) {
    return new MalformedMessageException(
        offset, "Message exceeds the limit " + limit + " of " + value);
  }
}
