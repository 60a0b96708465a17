package io.fumarole.app.cli;

import io.fumarole.protocol.dm.notification.Envelope;
import io.fumarole.protocol.dm.notification.Explained;
import io.fumarole.protocol.dm.notification.MalformedNotificationException;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.dm.provisioning.ProvisioningCodec;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument;
import io.fumarole.protocol.explain.Direction;
import io.fumarole.protocol.explain.Explainer;
import io.fumarole.protocol.explain.Line;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Element;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes octets readable.
@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description =
        "Explains a message (WBXML or XML), a TNDS, DDF or CP document, a notification or a bootstrap.")
final class DecodeCommand implements Callable<Integer> {
  /// Octets that a WBXML document and a notification may have in common.
  private static final int HEADER = 8;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|HEX",
      defaultValue = "-",
      description = "a file, '-' for standard input, or the octets in hexadecimal")
  private String what = "-";

  @Option(names = "--xml", description = "print the message as XML instead")
  private boolean xml;

  @Option(names = "--json", description = "print the lines as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Octets octets = InputOctets.read(what);
    // First, because a push may look like the start of WBXML.
    Optional<WspPush> bootstrap = Envelope.bootstrap(octets);
    if (bootstrap.isPresent()) return bootstrap(bootstrap.get());
    Optional<Form.Encoding> encoding = Codec.sniff(octets);
    return encoding.isPresent()
        ? message(octets, encoding.get())
        : notification(octets, "neither WBXML nor XML");
  }

  private int message(Octets octets, Form.Encoding encoding) {
    try {
      Message message = Codec.decode(octets, encoding, Limits.DEFAULT).message();
      if (xml) {
        print(Codec.encode(message, Form.XML).utf8());
        return 0;
      }
      boolean fromServer = !message.header().target().locUri().contains("://");
      Direction direction = fromServer ? Direction.SERVER_TO_DEVICE : Direction.DEVICE_TO_SERVER;
      List<Line> lines = Explainer.lines(message, direction);
      print(json ? ApiClient.JSON.writeValueAsString(lines) : Explainer.text(lines));
      return 0;
    } catch (IllegalArgumentException notForXml) {
      throw new CliMistake("XML cannot carry this message: " + notForXml.getMessage());
    } catch (MalformedMessageException notAMessage) {
      return document(octets, encoding, notAMessage);
    }
  }

  private int document(Octets octets, Form.Encoding encoding, MalformedMessageException first) {
    Optional<ProvisioningDocument> provisioning = provisioning(octets, encoding);
    if (provisioning.isPresent()) return provisioning(octets, encoding, provisioning.get());
    try {
      Element root = Codec.decodeDocument(octets, encoding, Limits.DEFAULT);
      print(Codec.encodeDocument(root, Form.Encoding.XML).utf8());
      return 0;
    } catch (MalformedMessageException notADocument) {
      // The more that was understood, the better the explanation.
      var best = notADocument.offset() > first.offset() ? notADocument : first;
      String words = encoding + ": " + best.getMessage();
      if (best.offset() > HEADER) throw new CliMistake(words);
      return notification(octets, words);
    }
  }

  private static Optional<ProvisioningDocument> provisioning(
      Octets octets, Form.Encoding encoding) {
    try {
      return Optional.of(ProvisioningCodec.decode(octets, encoding));
    } catch (MalformedMessageException another) {
      return Optional.empty();
    }
  }

  /// What each octet means; XML explains itself.
  private int provisioning(Octets octets, Form.Encoding encoding, ProvisioningDocument document) {
    if (xml || encoding == Form.Encoding.XML) {
      print(ProvisioningCodec.encode(document, Form.Encoding.XML).utf8());
      return 0;
    }
    try {
      return parts(ProvisioningCodec.explain(octets));
    } catch (MalformedMessageException wasRead) {
      throw new IllegalStateException("it was read a moment ago", wasRead);
    }
  }

  /// The push, then what it carries. Whether its MAC fits only the device can tell.
  private int bootstrap(WspPush push) {
    parts(push.explain());
    return message(push.body(), Form.Encoding.WBXML);
  }

  /// A WSP push happens to look like the start of WBXML, so a notification is tried last.
  private int notification(Octets octets, String otherwise) {
    try {
      return parts(Envelope.open(octets).explain());
    } catch (MalformedNotificationException e) {
      throw new CliMistake(otherwise + "; no notification either: " + e.getMessage());
    }
  }

  private int parts(List<Explained> parts) {
    if (json) {
      print(
          ApiClient.JSON.writeValueAsString(
              parts.stream()
                  .map(
                      p ->
                          Map.of(
                              "offset",
                              p.offset(),
                              "octets",
                              p.octets().toHex(),
                              "meaning",
                              p.meaning()))
                  .toList()));
    } else {
      print(
          Table.of(
              List.of("OFFSET", "OCTETS", "MEANING"),
              parts.stream()
                  .map(p -> List.of(Integer.toString(p.offset()), p.octets().toHex(), p.meaning()))
                  .toList()));
    }
    return 0;
  }

  private void print(String text) {
    var out = spec.commandLine().getOut();
    out.println(text.stripTrailing());
    out.flush();
  }
}
