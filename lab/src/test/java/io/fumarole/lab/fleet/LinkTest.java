package io.fumarole.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.fumarole.agent.session.Wire;
import io.fumarole.agent.time.Time;
import io.fumarole.agent.web.Web;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import org.junit.jupiter.api.Test;

class LinkTest {
  private static final Sending HUNDRED_OCTETS =
      new Sending(Octets.wrap(new byte[100]), "/dm", Optional.empty(), Form.WBXML);
  private static final Web.Request GET =
      new Web.Request(
          "GET", URI.create("http://host/p"), Map.of(), Octets.EMPTY, Duration.ofSeconds(1));

  private final Tally tally = new Tally();
  private final Gate gate = new Gate(1);
  private final Waits waits = new Waits();
  private int arrived;

  /// A clock on which nobody waits.
  private static final class Waits implements Time {
    private Duration slept = Duration.ZERO;

    @Override
    public Instant now() {
      return Instant.EPOCH.plus(slept);
    }

    @Override
    public void sleep(Duration duration) {
      slept = slept.plus(duration);
    }

    @Override
    public <T> Optional<T> poll(BlockingQueue<T> queue, Duration wait) {
      throw new UnsupportedOperationException("nobody polls here");
    }
  }

  private record Served(Octets octets) implements Web.Response {
    @Override
    public int status() {
      return 200;
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public InputStream body() {
      return new ByteArrayInputStream(octets.toByteArray());
    }

    @Override
    public void close() {}
  }

  private Wire wire(Link link, Random random) {
    return new LinkWire(
        _ -> {
          arrived++;
          return new Wire.Answer(Octets.wrap(new byte[300]), Form.Encoding.WBXML, Optional.empty());
        },
        link,
        waits,
        random,
        tally);
  }

  private Web web(Link link, byte[] content, Random random) {
    return new LinkWeb(_ -> new Served(Octets.wrap(content)), link, gate, waits, random, tally);
  }

  @Test
  void aMessageTakesItsTimeBothWays() throws IOException, InterruptedException {
    var link = new Link(Duration.ofMillis(40), Share.NONE, Optional.of(1_000L));
    wire(link, new Random(1)).exchange(HUNDRED_OCTETS);
    assertThat(waits.slept).isEqualTo(Duration.ofMillis(40 + 100 + 300 + 40));
  }

  @Test
  void whatIsLostIsLostBeforeTheServerOrBehindIt() {
    long seed = new Random().nextLong();
    Wire wire =
        wire(new Link(Duration.ZERO, Share.parse("100%"), Optional.empty()), new Random(seed));
    for (int i = 0; i < 1_000; i++)
      assertThatThrownBy(() -> wire.exchange(HUNDRED_OCTETS))
          .hasMessageContaining("was lost on purpose");
    assertThat(arrived / 1_000.0).as("seed %d", seed).isCloseTo(0.5, within(0.1));
    assertThat(tally.counts().lost()).isEqualTo(1_000);
    assertThat(tally.counts().messages()).isEqualTo(arrived);
  }

  @Test
  void aDownloadTakesItsTime() throws IOException, InterruptedException {
    var link = new Link(Duration.ZERO, Share.NONE, Optional.of(10_000L));
    try (Web.Response response = web(link, new byte[50_000], new Random(1)).send(GET)) {
      assertThat(response.body().readAllBytes()).hasSize(50_000);
    }
    assertThat(waits.slept).isEqualTo(Duration.ofSeconds(5));
    assertThat(tally.counts().octets()).isEqualTo(50_000);
  }

  @Test
  void aDownloadBreaksOffInTheMiddleAndLeavesTheLineToTheNext()
      throws IOException, InterruptedException {
    byte[] content = new byte[2 << 20];
    Web web =
        web(new Link(Duration.ZERO, Share.parse("100%"), Optional.empty()), content, new Random(1));
    for (int i = 0; i < 3; i++) {
      Web.Response response = web.send(GET);
      assertThatThrownBy(() -> response.body().readAllBytes())
          .isInstanceOf(IOException.class)
          .hasMessageContaining("broke off on purpose");
      response.close();
      response.close();
    }
    assertThat(tally.counts().octets()).isPositive().isLessThan(3L << 20);
    assertThat(gate.free()).as("however often one lets go of it").isOne();
  }
}
