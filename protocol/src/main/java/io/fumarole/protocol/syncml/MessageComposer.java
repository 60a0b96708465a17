package io.fumarole.protocol.syncml;

import java.util.List;
import java.util.Optional;

/// Writes a message element by element, in the order of the DTD. Spec: syncml-dm 3.
final class MessageComposer {
  private final ElementWriter out;
  private final Form.TextAs itemText;

  MessageComposer(ElementWriter out, Form.TextAs itemText) {
    this.out = out;
    this.itemText = itemText;
  }

  /// The header and the start of the body.
  void begin(SyncHdr header) {
    out.start(Tag.SYNC_ML);
    out.start(Tag.SYNC_HDR);
    out.text(Tag.VER_DTD, header.verDtd());
    out.text(Tag.VER_PROTO, header.verProto());
    out.text(Tag.SESSION_ID, header.sessionId());
    out.text(Tag.MSG_ID, header.msgId().text());
    location(Tag.TARGET, header.target());
    location(Tag.SOURCE, header.source());
    text(Tag.RESP_URI, header.respUri());
    header.cred().ifPresent(this::cred);
    meta(header.meta());
    out.end();
    out.start(Tag.SYNC_BODY);
  }

  void end(boolean isFinal) {
    if (isFinal) out.empty(Tag.FINAL);
    out.end();
    out.end();
  }

  void command(Command command) {
    switch (command) {
      case Command.Add add -> onNodes(Tag.ADD, add, itemText);
      case Command.Replace replace -> onNodes(Tag.REPLACE, replace, itemText);
      case Command.Delete delete -> onNodes(Tag.DELETE, delete, Form.TextAs.INLINE);
      case Command.Copy copy -> onNodes(Tag.COPY, copy, Form.TextAs.INLINE);
      case Command.Get get -> onNodes(Tag.GET, get, Form.TextAs.INLINE);
      case Command.Exec exec -> exec(exec);
      case Command.Alert alert -> alert(alert);
      case Command.Atomic atomic -> group(Tag.ATOMIC, atomic, atomic.meta());
      case Command.Sequence sequence -> group(Tag.SEQUENCE, sequence, sequence.meta());
      case Command.Results results -> results(results);
      case Command.Status status -> status(status);
      case Command.Unsupported unsupported -> unsupported(unsupported);
    }
  }

  private void onNodes(Tag tag, Command.OnNodes command, Form.TextAs text) {
    begin(tag, command);
    meta(command.meta());
    items(command.items(), text);
    out.end();
  }

  private void exec(Command.Exec exec) {
    begin(Tag.EXEC, exec);
    meta(exec.meta());
    text(Tag.CORRELATOR, exec.correlator().map(Correlator::text));
    items(exec.items(), Form.TextAs.INLINE);
    out.end();
  }

  private void alert(Command.Alert alert) {
    begin(Tag.ALERT, alert);
    if (!alert.code().isEmpty()) out.text(Tag.DATA, alert.code());
    text(Tag.CORRELATOR, alert.correlator().map(Correlator::text));
    items(alert.items(), Form.TextAs.INLINE);
    out.end();
  }

  private void group(Tag tag, Command.Group group, Meta meta) {
    begin(tag, group);
    meta(meta);
    group.commands().forEach(this::command);
    out.end();
  }

  private void results(Command.Results results) {
    begin(Tag.RESULTS, results);
    text(Tag.MSG_REF, results.msgRef().map(MsgId::text));
    out.text(Tag.CMD_REF, results.cmdRef().text());
    meta(results.meta());
    text(Tag.TARGET_REF, results.targetRef());
    text(Tag.SOURCE_REF, results.sourceRef());
    items(results.items(), Form.TextAs.INLINE);
    out.end();
  }

  private void status(Command.Status status) {
    begin(Tag.STATUS, status);
    out.text(Tag.MSG_REF, status.msgRef().text());
    out.text(Tag.CMD_REF, status.cmdRef().text());
    out.text(Tag.CMD, status.cmd());
    for (String reference : status.targetRefs()) out.text(Tag.TARGET_REF, reference);
    for (String reference : status.sourceRefs()) out.text(Tag.SOURCE_REF, reference);
    status.chal().ifPresent(this::challenge);
    out.text(Tag.DATA, status.code());
    items(status.items(), Form.TextAs.INLINE);
    out.end();
  }

  /// Only its name and CmdID are left of it: enough to show what came.
  private void unsupported(Command.Unsupported command) {
    Tag tag = Tag.named(command.name());
    if (tag == Tag.OTHER) out.startUnknown(command.name());
    else out.start(tag);
    out.text(Tag.CMD_ID, command.cmdId().text());
    out.end();
  }

  private void begin(Tag tag, Command command) {
    out.start(tag);
    out.text(Tag.CMD_ID, command.cmdId().text());
  }

  private void challenge(Meta challenge) {
    out.start(Tag.CHAL);
    if (challenge.isEmpty()) out.empty(Tag.META);
    else meta(challenge);
    out.end();
  }

  private void cred(Cred cred) {
    out.start(Tag.CRED);
    meta(cred.meta());
    out.octets(Tag.DATA, cred.data(), Form.TextAs.INLINE);
    out.end();
  }

  private void items(List<Item> items, Form.TextAs text) {
    for (Item item : items) item(item, text);
  }

  private void item(Item item, Form.TextAs text) {
    out.start(Tag.ITEM);
    item.target().ifPresent(target -> location(Tag.TARGET, target));
    item.source().ifPresent(source -> location(Tag.SOURCE, source));
    item.sourceParent().ifPresent(parent -> location(Tag.SOURCE_PARENT, Location.of(parent)));
    item.targetParent().ifPresent(parent -> location(Tag.TARGET_PARENT, Location.of(parent)));
    meta(item.meta());
    item.data().ifPresent(data -> data(data, text));
    if (item.moreData()) out.empty(Tag.MORE_DATA);
    out.end();
  }

  private void data(Data data, Form.TextAs text) {
    switch (data) {
      case Data.Value(var octets) -> out.octets(Tag.DATA, octets, text);
      case Data.Embedded(var root) -> out.document(Tag.DATA, root);
    }
  }

  private void location(Tag tag, Location location) {
    out.start(tag);
    out.text(Tag.LOC_URI, location.locUri());
    text(Tag.LOC_NAME, location.locName());
    out.end();
  }

  private void meta(Meta meta) {
    if (meta.isEmpty()) return;
    out.start(Tag.META);
    text(Tag.FORMAT, meta.format());
    text(Tag.TYPE, meta.type());
    text(Tag.MARK, meta.mark());
    text(Tag.SIZE, meta.size());
    text(Tag.VERSION, meta.version());
    meta.nextNonce().ifPresent(nonce -> out.octets(Tag.NEXT_NONCE, nonce, Form.TextAs.INLINE));
    text(Tag.MAX_MSG_SIZE, meta.maxMsgSize());
    text(Tag.MAX_OBJ_SIZE, meta.maxObjSize());
    for (String emi : meta.emi()) out.text(Tag.EMI, emi);
    out.end();
  }

  private void text(Tag tag, Optional<String> text) {
    text.ifPresent(present -> out.text(tag, present));
  }
}
