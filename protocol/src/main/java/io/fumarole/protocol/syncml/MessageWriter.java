package io.fumarole.protocol.syncml;

/// Builds a message up to a size. What a command takes depends on what stands before it (code pages
/// are switched only where needed), so that fitting means trying, and rolling back.
public final class MessageWriter {
  private final ElementWriter out;
  private final MessageComposer composer;
  private final long maxOctets;
  private boolean finished;

  /// Writes the header, whether it fits or not. Its `VerDTD` decides on namespace and public
  /// identifier, so that no message says two things about itself.
  ///
  /// @param maxOctets what the receiver takes: the whole message counts. Spec: syncml-dm 7
  public MessageWriter(SyncHdr header, Form form, long maxOctets) {
    this.out =
        switch (form.encoding()) {
          case XML -> new XmlWriter(DmVersion.markupOf(header));
          case WBXML -> WbxmlWriter.message(form.header(), DmVersion.markupOf(header));
        };
    this.composer = new MessageComposer(out, form.itemData());
    this.maxOctets = maxOctets;
    composer.begin(header);
  }

  /// Adds the command if it fits with the end of the message, `Final` included; false when it does
  /// not, and then nothing has changed.
  ///
  /// @throws IllegalArgumentException when the coding cannot carry the command, such as binary data
  ///   in XML; the writer is of no further use then
  public boolean tryAdd(Command command) {
    return tryAdd(command, 0);
  }

  /// Adds the command if so many octets more are left after it.
  public boolean tryAdd(Command command, int reserve) {
    checkOpen();
    ElementWriter.Mark before = out.mark();
    composer.command(command);
    if (size() + (long) reserve <= maxOctets) return true;
    out.rollBack(before);
    return false;
  }

  /// Adds what no message can do without, whether it fits or not.
  public void add(Command command) {
    checkOpen();
    composer.command(command);
  }

  /// The octets that the command would take here; nothing changes.
  public int sizeOf(Command command) {
    checkOpen();
    int without = size();
    ElementWriter.Mark before = out.mark();
    composer.command(command);
    int with = size();
    out.rollBack(before);
    return with - without;
  }

  /// Whether [#tryAdd] would succeed; nothing changes.
  public boolean wouldFit(Command command) {
    checkOpen();
    ElementWriter.Mark before = out.mark();
    composer.command(command);
    boolean fits = size() <= maxOctets;
    out.rollBack(before);
    return fits;
  }

  /// Octets left for commands; 0 when even the header was too large.
  public long room() {
    return Math.max(0, maxOctets - size());
  }

  /// The octets of the message if it were finished now, with `Final`.
  public int size() {
    checkOpen();
    return out.length() + out.endLength();
  }

  public Octets finish(boolean isFinal) {
    checkOpen();
    finished = true;
    composer.end(isFinal);
    return out.finish();
  }

  private void checkOpen() {
    if (finished) throw new IllegalStateException("The message is finished");
  }
}
