package io.fumarole.campaign.testing;

import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances;
import io.fumarole.campaign.exchange.Circumstances.Settings;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.exchange.Exchanger;
import io.fumarole.campaign.exchange.GuessThrottle;
import io.fumarole.campaign.memory.MemoryContent;
import io.fumarole.campaign.memory.MemoryStore;
import io.fumarole.campaign.memory.MemoryTrace;
import io.fumarole.protocol.dm.session.Nonces;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/// The real exchange over a store in memory, with a clock that the test sets.
public final class TestServer {
  public static final String URI = "https://dm.fota.example/dm";
  public static final String ID = "fota.example";
  public static final String BOOTSTRAP_SECRET = "burnt in at the factory";
  public static final int MOST_UNKNOWN_DEVICES = 20;
  public static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

  public final MemoryStore store = new MemoryStore();
  public final MemoryTrace trace = new MemoryTrace();
  public final MemoryContent content = new MemoryContent();
  private final Exchanger exchanger;
  private Instant now = START;

  /// A server for one model.
  public TestServer(ModelProfile profile, Nonces nonces, UnknownDevices unknownDevices) {
    this.exchanger =
        new Exchanger(
            store,
            trace,
            GuessThrottle.NONE,
            circumstances(profile, nonces, content, unknownDevices),
            Limits.DEFAULT);
  }

  /// What an exchange needs, with names told one after the other.
  public static Circumstances circumstances(
      ModelProfile profile, Nonces nonces, MemoryContent content, UnknownDevices unknownDevices) {
    var deployments = new AtomicInteger();
    var sessions = new AtomicInteger();
    return new Circumstances(
        new Settings(
            URI,
            ID,
            1 << 16,
            1 << 20,
            unknownDevices,
            MOST_UNKNOWN_DEVICES,
            Duration.ofDays(7),
            START),
        new OneProfile(profile),
        nonces,
        PlainLinks.EXAMPLE,
        content,
        () -> new DeploymentId("asked" + deployments.incrementAndGet()),
        () -> "s" + sessions.incrementAndGet());
  }

  /// What came back, decoded.
  public record Reply(Exchanger.Answer answer, Message message, Form form) {}

  public Exchanger.Answer answer(Octets body, Form.Encoding encoding, Optional<String> hmac) {
    String type =
        encoding == Form.Encoding.XML
            ? "application/vnd.syncml.dm+xml"
            : "application/vnd.syncml.dm+wbxml";
    return exchanger.answer(new Exchanger.Request(body, type, hmac, "192.0.2.7"), now);
  }

  /// Sends octets; what comes back must be a message.
  public Reply send(Octets body, Form.Encoding encoding, Optional<String> hmac) {
    Exchanger.Answer answer = answer(body, encoding, hmac);
    if (answer.httpStatus() != 200)
      throw new AssertionError("HTTP " + answer.httpStatus() + ": " + answer.body().utf8());
    try {
      Codec.Decoded decoded = Codec.decode(answer.body(), encoding, Limits.DEFAULT);
      return new Reply(answer, decoded.message(), decoded.form());
    } catch (MalformedMessageException broken) {
      throw new AssertionError("the server's answer cannot be read", broken);
    }
  }

  public Reply send(Message message, Form form) {
    return send(Codec.encode(message, form), form.encoding(), Optional.empty());
  }

  public Instant now() {
    return now;
  }

  public void pass(Duration duration) {
    now = now.plus(duration);
  }

  private record OneProfile(ModelProfile profile) implements Circumstances.Profiles {
    @Override
    public ModelProfile of(Device device) {
      return profile;
    }

    @Override
    public Optional<String> bootstrapSecret(ModelProfile any) {
      return Optional.of(BOOTSTRAP_SECRET);
    }

    @Override
    public ModelProfile forModel(Optional<String> model) {
      return profile;
    }
  }
}
