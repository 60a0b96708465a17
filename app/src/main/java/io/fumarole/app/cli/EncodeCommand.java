package io.fumarole.app.cli;

import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Turns a message from one coding into the other.
@Command(
    name = "encode",
    mixinStandardHelpOptions = true,
    description = "Turns an XML message into WBXML, or the other way round.")
final class EncodeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FILE|HEX",
      description = "a file, '-' for standard input, or hexadecimal")
  private String what = "-";

  @Option(names = "--string-id", description = "WBXML with the public identifier as a string")
  private boolean stringId;

  @Option(
      names = "--inline",
      description = "WBXML with the data of Add and Replace as inline strings")
  private boolean inline;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "where it goes (default: the terminal, WBXML as hexadecimal)")
  private @Nullable Path output;

  @Option(names = "--json", description = "print coding, length and octets as JSON")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    Octets octets = InputOctets.read(what);
    Form.Encoding encoding =
        Codec.sniff(octets).orElseThrow(() -> new CliMistake("neither XML nor WBXML"));
    try {
      Codec.Decoded decoded = Codec.decode(octets, encoding, Limits.DEFAULT);
      Form form = encoding == Form.Encoding.WBXML ? Form.XML : wbxml();
      write(Codec.encode(decoded.message(), form), form.encoding());
      return 0;
    } catch (IllegalArgumentException notForThisCoding) {
      throw new CliMistake("the other coding cannot carry it: " + notForThisCoding.getMessage());
    } catch (MalformedMessageException e) {
      throw new CliMistake(encoding + ": " + e.getMessage());
    }
  }

  private Form wbxml() {
    return new Form(
        Form.Encoding.WBXML,
        stringId ? Form.Header.STRING : Form.Header.NUMERIC,
        inline ? Form.TextAs.INLINE : Form.TextAs.OPAQUE);
  }

  private void write(Octets octets, Form.Encoding encoding) throws IOException {
    if (output != null) {
      Files.write(output, octets.toByteArray());
      return;
    }
    var out = spec.commandLine().getOut();
    String text = encoding == Form.Encoding.XML ? octets.utf8() : octets.toHex();
    out.println(
        json
            ? ApiClient.JSON.writeValueAsString(
                Map.of("encoding", encoding, "length", octets.length(), "octets", text))
            : text);
    out.flush();
  }
}
