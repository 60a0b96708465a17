package io.fumarole.campaign.exchange;

import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Data;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.SyncHdr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A message as lines to compare: all that it says, with correlators and download addresses by the
/// order of their first appearance, so that two conversations with other names still compare.
final class MessageLines {
  private final Map<String, String> correlators = new LinkedHashMap<>();
  private final Map<String, String> urls = new LinkedHashMap<>();

  /// @param ahead how many messages more than the other conversation this one has had
  List<String> of(Message message, int ahead) {
    List<String> lines = new ArrayList<>();
    SyncHdr header = message.header();
    lines.add("session " + header.sessionId() + " message " + number(header.msgId(), ahead));
    lines.add(
        "to " + header.target().locUri() + header.target().locName().map(n -> " " + n).orElse(""));
    lines.add(
        "from "
            + header.source().locUri()
            + header.source().locName().map(n -> " " + n).orElse(""));
    header.respUri().ifPresent(uri -> lines.add("RespURI " + uri));
    header.cred().ifPresent(cred -> lines.add(cred(cred)));
    if (!header.meta().isEmpty()) lines.add("limits" + meta(header.meta()));
    for (Command command : message.commands()) add(lines, "", command, ahead);
    lines.add(message.isFinal() ? "Final" : "no Final");
    return lines;
  }

  private static String cred(Cred cred) {
    return "Cred" + meta(cred.meta()) + " " + cred.data().utf8();
  }

  private void add(List<String> lines, String indent, Command command, int ahead) {
    switch (command) {
      case Command.Status status -> lines.add(indent + status(status, ahead));
      case Command.Group group -> {
        lines.add(indent + group.name() + " of");
        for (Command member : group.commands()) add(lines, indent + "  ", member, ahead);
      }
      case Command.Alert alert -> {
        lines.add(indent + "Alert " + alert.code());
        for (Item item : alert.items()) lines.add(indent + "  " + item(item));
      }
      case Command.Exec exec ->
          lines.add(
              indent
                  + "Exec "
                  + exec.items().getFirst().targetUri().orElse("nowhere")
                  + exec.correlator().map(c -> " " + correlator(c.text())).orElse(""));
      case Command.OnNodes onNodes -> {
        if (onNodes.items().size() == 1) {
          lines.add(indent + onNodes.name() + " " + item(onNodes.items().getFirst()));
        } else {
          lines.add(indent + onNodes.name() + " of several");
          for (Item item : onNodes.items()) lines.add(indent + "  " + item(item));
        }
      }
      case Command.Results results -> lines.add(indent + "Results");
      case Command.Unsupported unsupported -> lines.add(indent + unsupported.name());
    }
  }

  private static String number(MsgId msgId, int ahead) {
    return Long.toString(msgId.number().orElse(0) - ahead);
  }

  private static String status(Command.Status status, int ahead) {
    return "Status "
        + status.cmd()
        + " "
        + number(status.msgRef(), ahead)
        + "/"
        + status.cmdRef().text()
        + " "
        + status.code()
        + (status.targetRefs().isEmpty() ? "" : " target " + String.join(" ", status.targetRefs()))
        + (status.sourceRefs().isEmpty() ? "" : " source " + String.join(" ", status.sourceRefs()))
        + status.chal().map(chal -> " Chal" + meta(chal)).orElse("");
  }

  private String item(Item item) {
    return item.targetUri().orElse("")
        + item.sourceUri().map(uri -> "from " + uri).orElse("")
        + meta(item.meta())
        + item.data().map(data -> " = " + data(data)).orElse("")
        + (item.moreData() ? " and more" : "");
  }

  private String data(Data data) {
    String text = data.text();
    if (text.startsWith("https://dl."))
      return urls.computeIfAbsent(text, _ -> "<address " + (urls.size() + 1) + ">");
    return text.matches("[A-Za-z0-9+/]{30,}=*") ? "<content>" : "'" + text + "'";
  }

  String correlator(String text) {
    return correlators.computeIfAbsent(text, _ -> "<correlator " + (correlators.size() + 1) + ">");
  }

  /// The correlator that appeared as number `index`, from 0; empty when there was none.
  java.util.Optional<String> correlatorAt(int index) {
    return correlators.keySet().stream().skip(index).findFirst();
  }

  /// The place in the order of appearance, from 0; -1 when it has not appeared.
  int indexOf(String correlator) {
    return List.copyOf(correlators.keySet()).indexOf(correlator);
  }

  private static String meta(Meta meta) {
    var text = new StringBuilder();
    meta.format().ifPresent(v -> text.append(" ").append(v));
    meta.type().ifPresent(v -> text.append(" ").append(v));
    meta.size().ifPresent(v -> text.append(" Size=").append(v));
    meta.mark().ifPresent(v -> text.append(" Mark=").append(v));
    meta.nextNonce().ifPresent(v -> text.append(" NextNonce=").append(v.utf8()));
    meta.maxMsgSize().ifPresent(v -> text.append(" MaxMsgSize=").append(v));
    meta.maxObjSize().ifPresent(v -> text.append(" MaxObjSize=").append(v));
    return text.toString();
  }

  /// What stands only in `theirs` (`-`) and only in `ours` (`+`), in order.
  static List<String> difference(List<String> theirs, List<String> ours) {
    int[][] common = new int[theirs.size() + 1][ours.size() + 1];
    for (int i = theirs.size() - 1; i >= 0; i--) {
      for (int j = ours.size() - 1; j >= 0; j--)
        common[i][j] =
            theirs.get(i).equals(ours.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
    }
    List<String> difference = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < theirs.size() || j < ours.size()) {
      if (i < theirs.size() && j < ours.size() && theirs.get(i).equals(ours.get(j))) {
        i++;
        j++;
      } else if (i < theirs.size() && (j == ours.size() || common[i + 1][j] >= common[i][j + 1])) {
        difference.add("- " + theirs.get(i++));
      } else {
        difference.add("+ " + ours.get(j++));
      }
    }
    return difference;
  }
}
