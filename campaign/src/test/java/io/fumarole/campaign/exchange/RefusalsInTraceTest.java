package io.fumarole.campaign.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestProfiles;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.CmdId;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each refusal says why to the operator, in the trace; the peer learns a status code. Spec:
/// syncml-dm 8.
class RefusalsInTraceTest {
  private static final String NAME = "nw410-786";
  private static final String SECRET = "c1ient-Pa55";
  private static final String BASIC = "syncml:auth-basic";
  private static final String MD5 = "syncml:auth-md5";
  private static final long COUNTER = 4;
  private static final PinnedNonces NONCES = PinnedNonces.NONE;

  private static final Shown OTHER_SECRET =
      new Shown(
          "secret",
          AuthScheme.MD5,
          NAME,
          md5(NAME, "guessed", session(COUNTER)),
          "unknown nonce or secret",
          401);

  private static final Shown NOTHING =
      new Shown("nothing", AuthScheme.MD5, NAME, Optional.empty(), "showed no credentials", 407);

  private static final List<Shown> ALL =
      List.of(
          OTHER_SECRET,
          NOTHING,
          new Shown(
              "empty nonce",
              AuthScheme.MD5,
              NAME,
              md5(NAME, SECRET, Octets.EMPTY),
              "wrong nonce: name and secret",
              401),
          new Shown(
              "old nonce",
              AuthScheme.MD5,
              NAME,
              md5(NAME, SECRET, session(2)),
              "that of an earlier session",
              401),
          new Shown(
              "old challenge",
              AuthScheme.MD5,
              NAME,
              md5(NAME, SECRET, challenge()),
              "that of another challenge",
              401),
          new Shown(
              "name",
              AuthScheme.MD5,
              "other",
              md5("other", SECRET, session(COUNTER)),
              "wrong name: the",
              401),
          new Shown(
              "weaker type",
              AuthScheme.MD5,
              NAME,
              basic(NAME, SECRET),
              "wrong type: BASIC is too weak",
              401),
          new Shown(
              "unknown type",
              AuthScheme.MD5,
              NAME,
              cred("syncml:auth-sha", "c29tZXRoaW5n"),
              "wrong type: the credentials' Type is unknown",
              401),
          new Shown(
              "weaker, without Type",
              AuthScheme.MD5,
              NAME,
              untyped(basic(NAME, SECRET)),
              "unknown nonce or secret",
              401),
          new Shown(
              "password",
              AuthScheme.BASIC,
              NAME,
              basic(NAME, "guessed"),
              "wrong secret: the user",
              401),
          new Shown(
              "user",
              AuthScheme.BASIC,
              NAME,
              basic("other", SECRET),
              "wrong name: it is not",
              401));

  static List<Shown> all() {
    return ALL;
  }

  /// What a device shows, what is asked of it, and the word that tells the operator.
  record Shown(
      String what, AuthScheme asked, String locName, Optional<Cred> cred, String words, int code) {
    Message message(DeviceId device) {
      return new Message(
          new SyncHdr(
              "1.2",
              "DM/1.2",
              "1",
              MsgId.of(1),
              Location.of(TestServer.URI),
              Location.of(device.value(), locName),
              Optional.empty(),
              cred,
              Meta.NONE),
          List.of(new Command.Alert(CmdId.of(1), "1201", Optional.empty(), List.of())),
          true);
    }
  }

  private static Octets session(long counter) {
    return NONCES.forSession(ExampleCast.DEVICE.value(), counter);
  }

  private static Octets challenge() {
    return NONCES.forChallenge(ExampleCast.DEVICE.value(), COUNTER, "1", 1);
  }

  private static Optional<Cred> md5(String name, String secret, Octets nonce) {
    return cred(MD5, Account.of(name, secret).md5(nonce));
  }

  private static Optional<Cred> basic(String name, String secret) {
    return cred(BASIC, Credentials.basic(name, secret));
  }

  private static Optional<Cred> cred(String type, String data) {
    return Optional.of(new Cred(Meta.of("b64", type), Octets.utf8(data)));
  }

  private static Optional<Cred> untyped(Optional<Cred> cred) {
    return cred.map(c -> new Cred(Meta.NONE, c.data()));
  }

  private static ModelProfile profile(AuthScheme scheme) {
    return TestProfiles.only(
        ExampleCast.dialect(ExampleCast.OBJECT, false),
        scheme,
        Operation.DOWNLOAD_AND_UPDATE,
        Delivery.DIRECT);
  }

  private static TestServer server(AuthScheme scheme) {
    var server = new TestServer(profile(scheme), NONCES, UnknownDevices.REFUSE);
    server.store.put(
        ExampleCast.inspected("examples/flow-1-dm-replace", 10).withNonces(Octets.EMPTY, COUNTER));
    return server;
  }

  @ParameterizedTest
  @MethodSource("all")
  void theTraceSaysWhatWasWrongAndThePeerIsToldACode(Shown shown) {
    TestServer server = server(shown.asked());
    TestServer.Reply reply = server.send(shown.message(ExampleCast.DEVICE), Form.XML);
    assertThat(server.trace.entries().getFirst().note().orElse("")).contains(shown.words());
    for (Command command : reply.message().commands()) {
      assertThat(command).isInstanceOf(Command.Status.class);
      assertThat(((Command.Status) command).code()).isEqualTo(String.valueOf(shown.code()));
      assertThat(((Command.Status) command).items()).isEmpty();
    }
  }

  /// Name, secret, nonce or type: no answer differs from another in anything.
  @ParameterizedTest
  @EnumSource(
      value = AuthScheme.class,
      names = {"MD5", "BASIC"})
  void nobodyLearnsFromTheAnswerWhatWasWrong(AuthScheme asked) {
    Set<Message> answers = new HashSet<>();
    int cases = 0;
    for (Shown shown : ALL) {
      if (shown.asked() != asked || shown.code() != 401) continue;
      cases++;
      answers.add(server(asked).send(shown.message(ExampleCast.DEVICE), Form.XML).message());
    }
    assertThat(cases).isGreaterThan(1);
    assertThat(answers).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'nonsense', x-syncml-hmac cannot be read",
    "'username=\"other\", mac=AAAAAAAAAAAAAAAAAAAAAA==', wrong name",
    "'username=\"nw410-786\", mac=AAAAAAAAAAAAAAAAAAAAAA==', unknown nonce or secret"
  })
  void theSameUnderHmac(String header, String words) {
    TestServer server = server(AuthScheme.HMAC);
    Octets body = Codec.encode(NOTHING.message(ExampleCast.DEVICE), Form.XML);
    server.send(body, Form.Encoding.XML, Optional.of(header));
    assertThat(server.trace.entries().getFirst().note().orElse("")).contains(words);
  }

  @Test
  void anUnknownDeviceIsToldFromAKnownOneInTheTrace() {
    TestServer server = server(AuthScheme.MD5);
    server.send(OTHER_SECRET.message(new DeviceId("IMEI:1")), Form.XML);
    assertThat(server.trace.entries().getFirst().note().orElse("")).contains("unknown device");
  }

  @Test
  void whoeverGuessedTooOftenIsInTheTraceToo() {
    TestServer server = server(AuthScheme.MD5);
    var exchanger =
        new Exchanger(
            server.store,
            server.trace,
            new Blocking(),
            TestServer.circumstances(
                profile(AuthScheme.MD5), NONCES, server.content, UnknownDevices.REFUSE),
            Limits.DEFAULT);
    Octets body = Codec.encode(OTHER_SECRET.message(ExampleCast.DEVICE), Form.XML);
    var request =
        new Exchanger.Request(body, "application/vnd.syncml.dm+xml", Optional.empty(), "192.0.2.7");
    Exchanger.Answer answer = exchanger.answer(request, TestServer.START);
    assertThat(answer.httpStatus()).isEqualTo(429);
    TraceStore.Entry entry = server.trace.entries().getFirst();
    assertThat(entry.device()).isEqualTo(ExampleCast.DEVICE);
    assertThat(entry.note().orElse("")).contains("429", "192.0.2.7");
    assertThat(entry.octets().utf8())
        .doesNotContain(OTHER_SECRET.cred().orElseThrow().data().utf8());
  }

  /// A device that names its message wrongly is known by it all the same; its secret stays masked.
  @ParameterizedTest
  @CsvSource({
    "text/xml, 415, Content-Type 'text/xml' is not SyncML",
    "'', 415, Content-Type '' is not SyncML",
    "application/vnd.syncml.dm+wbxml, 400, malformed WBXML"
  })
  void aMessageUnderAWrongTypeIsInTheTraceOfItsDevice(String type, int code, String words) {
    Octets body = Codec.encode(OTHER_SECRET.message(ExampleCast.DEVICE), Form.XML);
    TraceStore.Entry entry = refused(body, type, code);
    assertThat(entry.note().orElse("")).startsWith(code + " to 192.0.2.7: " + words);
    assertThat(entry.device()).isEqualTo(ExampleCast.DEVICE);
    assertThat(entry.sessionId()).isEqualTo("1");
    assertThat(entry.octets().utf8())
        .contains(ExampleCast.DEVICE.value())
        .doesNotContain(OTHER_SECRET.cred().orElseThrow().data().utf8());
  }

  @ParameterizedTest
  @CsvSource({"application/json, 415", "application/vnd.syncml.dm+xml, 400"})
  void whatIsNoMessageIsInTheTraceToo(String type, int code) {
    TraceStore.Entry entry = refused(Octets.utf8("{" + "x".repeat(10_000)), type, code);
    assertThat(entry.note().orElse("")).startsWith(code + " to 192.0.2.7: ");
    assertThat(entry.device()).isEqualTo(new DeviceId("unknown"));
    assertThat(entry.length()).isEqualTo(10_001);
    assertThat(entry.octets().length()).isEqualTo(4_096);
  }

  @Test
  void aBodyInTheOtherCodingIsToldAsThat() {
    Octets xml = Codec.encode(NOTHING.message(ExampleCast.DEVICE), Form.XML);
    Octets wbxml = Codec.encode(NOTHING.message(ExampleCast.DEVICE), Form.WBXML);
    String type = "application/vnd.syncml.dm+";
    assertThat(refused(xml, type + "wbxml", 400).note().orElse(""))
        .endsWith("; it looks like XML: send it as " + type + "xml");
    assertThat(refused(wbxml, type + "xml", 400).note().orElse(""))
        .endsWith("; it looks like WBXML: send it as " + type + "wbxml");
    assertThat(refused(Octets.utf8("<x"), type + "xml", 400).note().orElse(""))
        .doesNotContain("looks like");
  }

  @Test
  void aContentTypeIsToldInPart() {
    TraceStore.Entry entry = refused(Octets.EMPTY, "x/" + "y".repeat(10_000), 415);
    assertThat(entry.note().orElse("")).hasSizeLessThan(400);
    assertThat(entry.contentType()).hasSizeLessThan(200);
  }

  private static TraceStore.Entry refused(Octets body, String type, int code) {
    TestServer server = server(AuthScheme.MD5);
    var exchanger =
        new Exchanger(
            server.store,
            server.trace,
            GuessThrottle.NONE,
            TestServer.circumstances(
                profile(AuthScheme.MD5), NONCES, server.content, UnknownDevices.OPEN),
            Limits.DEFAULT);
    var request = new Exchanger.Request(body, type, Optional.empty(), "192.0.2.7");
    assertThat(exchanger.answer(request, TestServer.START).httpStatus()).isEqualTo(code);
    assertThat(server.store.loads()).isZero();
    assertThat(server.trace.entries()).hasSize(1);
    return server.trace.entries().getFirst();
  }

  private static final class Blocking implements GuessThrottle {
    @Override
    public boolean isBlocked(DeviceId device, String from, Instant now) {
      return true;
    }

    @Override
    public void guessed(DeviceId device, String from, Instant now) {}
  }
}
