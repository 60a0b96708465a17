package io.fumarole.protocol.syncml;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.testing.RandomMessages;
import io.fumarole.protocol.testing.RandomMessages.Content;
import io.fumarole.protocol.testing.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Any message comes back from its octets as it went in, in every form.
@Tag("slow")
class RoundTripTest {
  private static final int RUNS = 2_000;

  @ParameterizedTest
  @CsvSource({
    "XML, NUMERIC, INLINE, TEXT",
    "WBXML, NUMERIC, OPAQUE, BINARY",
    "WBXML, NUMERIC, INLINE, BINARY",
    "WBXML, STRING, OPAQUE, BINARY",
    "WBXML, STRING, INLINE, BINARY"
  })
  void messagesComeBackAsTheyWere(
      Form.Encoding encoding, Form.Header header, Form.TextAs text, Content content)
      throws MalformedMessageException {
    var form = new Form(encoding, header, text);
    long seed = Seeds.fresh("RoundTripTest " + form);
    var messages = new RandomMessages(seed, content);
    for (int run = 0; run < RUNS; run++) {
      Message message = messages.message();
      Octets octets = Codec.encode(message, form);
      assertThat(Codec.sniff(octets)).contains(encoding);
      Codec.Decoded decoded = Codec.decode(octets, encoding, Limits.DEFAULT);
      assertThat(decoded.message()).as("seed %d, run %d", seed, run).isEqualTo(message);
      if (encoding == Form.Encoding.WBXML) {
        assertThat(decoded.form().header()).isEqualTo(header);
      }
    }
  }
}
