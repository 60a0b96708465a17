package io.fumarole.server.dm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.Hmac;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyedNoncesTest {
  private final KeyedNonces nonces = new KeyedNonces(new Hmac(new byte[32]));

  @Test
  void differByAllThatTheyAreFor() {
    List<Octets> all =
        List.of(
            nonces.forSession("a", 1),
            nonces.forSession("a", 2),
            nonces.forSession("b", 1),
            nonces.forChallenge("a", 1, "1", 1),
            nonces.forChallenge("a", 1, "1", 2),
            nonces.forChallenge("a", 1, "2", 1),
            nonces.forChallenge("a", 2, "1", 1),
            nonces.forChallenge("1a", 1, "", 1),
            new KeyedNonces(new Hmac(new byte[] {1})).forSession("a", 1));
    assertThat(all).doesNotHaveDuplicates();
    assertThat(nonces.forSession("a", 1)).isEqualTo(nonces.forSession("a", 1));
  }

  @Test
  void arePrintable() {
    for (int counter = 0; counter < 100; counter++)
      assertThat(nonces.forSession("a", counter).utf8()).matches("[A-Za-z0-9_-]{16}");
  }
}
