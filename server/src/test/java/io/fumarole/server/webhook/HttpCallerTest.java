package io.fumarole.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.server.webhook.Answer.Answered;
import io.fumarole.server.webhook.Answer.Unanswered;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Calls against a peer that answers whatever a test wants.
@Timeout(60)
class HttpCallerTest {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);

  private final List<String> lookedUp = new ArrayList<>();
  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private ServerSocket peer;

  @BeforeEach
  void listen() throws IOException {
    peer = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  }

  @AfterEach
  void hangUp() throws IOException {
    peer.close();
  }

  /// What the peer does with one connection.
  private interface Manner {
    void answer(InputStream in, OutputStream out) throws IOException, InterruptedException;
  }

  private void peerDoes(Manner manner) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (Socket socket = peer.accept()) {
                manner.answer(socket.getInputStream(), socket.getOutputStream());
              } catch (IOException | InterruptedException over) {
                heard.add("over: " + over);
              }
            });
  }

  private String request(InputStream in) throws IOException {
    var request = new StringBuilder();
    while (!request.toString().endsWith("{\"a\":1}")) request.append((char) in.read());
    return request.toString();
  }

  private void peerSays(String answer) {
    peerDoes(
        (in, out) -> {
          heard.add(request(in));
          out.write(answer.getBytes(StandardCharsets.ISO_8859_1));
        });
  }

  private HttpCaller caller(String... allowed) {
    List<Network> networks = List.of(allowed).stream().map(Network::parse).toList();
    return new HttpCaller(
        new Destinations(networks),
        this::addresses,
        PATIENCE,
        (SSLSocketFactory) SSLSocketFactory.getDefault(),
        "Fumarole/test");
  }

  /// Each name is the peer's, whenever it is looked up for the first time; then it is another's.
  private InetAddress[] addresses(String host) throws UnknownHostException {
    lookedUp.add(host);
    if (host.equals("nowhere.example")) throw new UnknownHostException(host);
    return new InetAddress[] {
      InetAddress.ofLiteral(lookedUp.size() == 1 ? "127.0.0.1" : "127.0.0.9")
    };
  }

  private Answer post(String host) {
    try (var caller = caller("127.0.0.1")) {
      return caller.post(
          URI.create("http://" + host + ":" + peer.getLocalPort() + "/hook?a=b%20c"),
          Map.of("webhook-id", "x"),
          BODY);
    }
  }

  private Answer post() {
    return post("hook.example");
  }

  private static String words(Answer answer) {
    return ((Unanswered) answer).words();
  }

  @Test
  void callsTheAddressThatWasFoundGoodAndLooksItUpOnce() throws InterruptedException {
    peerSays("HTTP/1.1 204 No Content\r\n\r\n");
    assertThat(post()).isEqualTo(new Answered(204, "", Optional.empty()));
    assertThat(lookedUp).containsExactly("hook.example");
    assertThat(heard.take())
        .isEqualTo(
            """
            POST /hook?a=b%%20c HTTP/1.1
            Host: hook.example:%d
            User-Agent: Fumarole/test
            Content-Type: application/cloudevents+json; charset=utf-8
            Content-Length: 7
            webhook-id: x
            Connection: close

            {"a":1}"""
                .formatted(peer.getLocalPort())
                .replace("\n", "\r\n"));
  }

  @Test
  void aNameThatIsOfTheMachineItselfIsNotCalled() throws IOException {
    try (var caller = caller()) {
      Answer answer =
          caller.post(URI.create("http://hook.example:" + peer.getLocalPort()), Map.of(), BODY);
      assertThat(words(answer)).startsWith("127.0.0.1 is not a public address");
    }
    peer.setSoTimeout(1);
    assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> peer.accept()))
        .isInstanceOf(java.net.SocketTimeoutException.class);
  }

  @Test
  void aNameThatIsUnknownIsSaidToBe() {
    assertThat(words(post("nowhere.example"))).isEqualTo("the name nowhere.example is not known");
  }

  @Test
  void aRedirectIsNotFollowed() {
    peerSays("HTTP/1.1 302 Found\r\nLocation: http://169.254.169.254/\r\n\r\n");
    Answered answer = (Answered) post();
    assertThat(answer.isTaken()).isFalse();
    assertThat(answer.words())
        .isEqualTo("it answered 302: redirects are not followed, give the address itself");
    assertThat(lookedUp).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP/1.1 200 OK~~ignored | 200 | it answered 200",
        "HTTP/1.0 200~~ | 200 | it answered 200",
        "HTTP/1.1 100 Continue~~HTTP/1.1 202 Accepted~~ | 202 | it answered 202",
        "HTTP/1.1 500 Oh~Content-Length: 4~~sorry | 500 | it answered 500: sorr",
        "HTTP/1.1 503 No~Retry-After: 120~~ | 503 | it answered 503",
        "HTTP/1.1 410 Gone~~ | 410 | it answered 410",
      })
  void whatIsAnsweredIsUnderstood(String text, int status, String words) {
    peerSays(text.replace("~", "\r\n"));
    Answered answer = (Answered) post();
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.words()).isEqualTo(words);
    assertThat(answer.isTaken()).isEqualTo(status < 300);
    assertThat(answer.isGone()).isEqualTo(status == 410);
    assertThat(answer.notBefore().isPresent()).isEqualTo(status == 503);
  }

  @Test
  void ofALongAnswerTheBeginningIsKeptWithoutSigns() {
    peerDoes(
        (in, out) -> {
          heard.add(request(in));
          out.write(
              "HTTP/1.1 400 Bad\r\n\r\nno\u0007 such\r\nthing "
                  .getBytes(StandardCharsets.US_ASCII));
          byte[] block = "x".repeat(1 << 16).getBytes(StandardCharsets.US_ASCII);
          for (int i = 0; i < 10_000; i++) out.write(block);
        });
    Answered answer = (Answered) post();
    assertThat(answer.excerpt()).startsWith("no such thing xxx").hasSizeLessThanOrEqualTo(300);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SSH-2.0-OpenSSH~~ | it broke off: what it answered is no HTTP/1.1",
        "HTTP/1.1 200 OK~ | it broke off: it hung up before it had answered",
        "'' | it broke off: it hung up before it had answered",
        "HTTP/1.1 100 Go~~HTTP/1.1 100 Go~~HTTP/1.1 100 Go~~HTTP/1.1 100 Go~~HTTP/1.1 100 Go~~ | it broke off: it answers without an end",
      })
  void whatIsNoAnswerIsSaidToBeNone(String text, String words) {
    peerSays(text.replace("~", "\r\n"));
    assertThat(words(post())).isEqualTo(words);
  }

  @Test
  void aHeadWithoutEndIsNotReadToItsEnd() {
    peerDoes(
        (in, out) -> {
          heard.add(request(in));
          byte[] line = ("a: " + "x".repeat(1_000) + "\r\n").getBytes(StandardCharsets.US_ASCII);
          out.write("HTTP/1.1 200 OK\r\n".getBytes(StandardCharsets.US_ASCII));
          for (int i = 0; i < 100_000; i++) out.write(line);
        });
    assertThat(words(post())).isEqualTo("it broke off: the head of its answer is too large");
  }

  @Test
  void whoeverNeverAnswersIsWaitedForOnlySoLong() {
    peerDoes((in, out) -> in.transferTo(OutputStream.nullOutputStream()));
    assertThat(words(post())).isEqualTo("it has not answered within 2.0 s");
  }

  @Test
  void whoeverDripsAnOctetNowAndThenGetsNoLongerTime() {
    peerDoes(
        (in, out) -> {
          while (true) {
            out.write('H');
            out.flush();
            heard.poll(50, TimeUnit.MILLISECONDS);
          }
        });
    assertThat(words(post())).isEqualTo("it has not answered within 2.0 s");
  }

  @Test
  void whoeverIsNotThereIsSaidToBeAway() throws IOException {
    peer.close();
    assertThat(words(post())).startsWith("it cannot be reached: ");
  }

  @Test
  void whoeverSpeaksNoTlsIsNotTrusted() {
    peerDoes((in, out) -> out.write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
    try (var caller = caller("127.0.0.1")) {
      Answer answer =
          caller.post(URI.create("https://hook.example:" + peer.getLocalPort()), Map.of(), BODY);
      assertThat(words(answer)).startsWith("TLS failed: ");
    }
  }
}
