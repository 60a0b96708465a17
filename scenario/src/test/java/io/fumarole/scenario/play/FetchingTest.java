package io.fumarole.scenario.play;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.dlota.Descriptor;
import io.fumarole.protocol.dlota.DescriptorCodec;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.ScenarioException;
import io.fumarole.scenario.ScenarioParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a scripted client fetches over plain HTTP, and how the answer is judged.
class FetchingTest {
  private static final Octets DESCRIPTOR =
      DescriptorCodec.write(
          Descriptor.of("application/x-fw", 40, "http://h/package")
              .with(Descriptor.About.of("Image", "Vendor", "Firmware")));

  /// Answers everything with the same.
  private record Fake(HttpAnswer answer, List<HttpCall> calls) implements Wire {
    @Override
    public Packet exchange(Packet request) {
      return Packet.answer(503, "text/plain", Octets.utf8("not now"), Optional.empty());
    }

    @Override
    public HttpAnswer fetch(HttpCall call) {
      calls.add(call);
      return answer;
    }
  }

  private static Fake fake(int status) {
    return fake(status, Octets.utf8("0.2.4.6.8."));
  }

  private static Fake fake(int status, Octets body) {
    List<HttpCall.Header> headers =
        List.of(
            new HttpCall.Header("content-type", "text/plain"),
            new HttpCall.Header("Vary", "a"),
            new HttpCall.Header("Vary", "b"));
    return new Fake(new HttpAnswer(status, headers, body), new ArrayList<>());
  }

  @Test
  void sendsWhatTheStepSaysAndKeepsWhatComes() throws Exception {
    Fake http = fake(206);
    String steps =
        """
        set where http://h/p
        set size 10
        == post ${where}?a=b
        header Cookie "c=${size}"
        body "900 "
        == expect
        HTTP 206
        header Content-Type {type}
        header vary b
        no header Set-Cookie
        octets ${size}
        octets at most 11
        body "${fill 10}"
        set next "${type}/${fill 4 from 2}"
        == head ${where}/${next}
        """;
    assertThat(play(steps, http)).isEmpty();
    assertThat(http.calls)
        .containsExactly(
            new HttpCall(
                "POST",
                "http://h/p?a=b",
                List.of(new HttpCall.Header("Cookie", "c=10")),
                Octets.utf8("900 ")),
            new HttpCall("HEAD", "http://h/p/text/plain/2.4.", List.of(), Octets.EMPTY));
  }

  @ParameterizedTest // each line of an expectation can fail, and says how
  @CsvSource(
      delimiter = '|',
      value = {
        "HTTP 200 | expected HTTP 200, but it is 206",
        "header Vary c | expected header Vary c, but it is a, b",
        "header ETag * | expected header ETag *, but there is none",
        "no header Vary | expected no header Vary, but it is a",
        "octets 9 | expected octets 9, but 10 came",
        "octets at most 9 | expected octets at most 9, but 10 came",
        "body 0.2.4. | expected body 0.2.4., but it is 0.2.4.6.8.",
        "element size 40 | expected element size 40, but there is none"
      })
  void anExpectationThatIsNotMetSaysWhatCame(String row, String words) throws Exception {
    Failure failure =
        play("== get http://h/p\n== expect\nHTTP 20*\n" + row + "\n", fake(206)).orElseThrow();
    assertThat(failure.words()).isEqualTo(words);
    assertThat(failure.line()).isEqualTo(4);
    assertThat(failure.text()).contains("GET http://h/p", "HTTP 206", "Vary: b", "30 2e 32 2e");
  }

  @Test
  void whatIsNotAskedForIsHttp200() throws Exception {
    assertThat(play("== get http://h/p\n== expect\n", fake(200))).isEmpty();
    Failure failure = play("== get http://h/p\n== expect\n", fake(410)).orElseThrow();
    assertThat(failure.words()).startsWith("expected HTTP 200, but 410 came");
    assertThat(failure.line()).isEqualTo(2);
  }

  @Test
  void readsTheElementsOfADescriptor() throws Exception {
    String steps =
        """
        == get http://h/p.dd
        == expect
        element name Image
        element vendor V*
        element type application/x-fw
        element size 40
        element objectURI {package}
        no element installNotifyURI
        """;
    assertThat(play(steps, fake(200, DESCRIPTOR))).isEmpty();
    Failure failure = play(steps + "element size 41\n", fake(200, DESCRIPTOR)).orElseThrow();
    assertThat(failure.words()).isEqualTo("expected element size 41, but it is 40");
    Failure present = play(steps + "no element name\n", fake(200, DESCRIPTOR)).orElseThrow();
    assertThat(present.words()).isEqualTo("expected no element name, but it is Image");
  }

  @Test
  void theMessageHeardBeforeStaysWhatIsAnswered() throws Exception {
    String steps =
        """
        == send
        Alert 1201
        == expect
        HTTP 503
        == get http://h/p
        == expect
        octets 10
        == send
        Alert 1201
        == expect
        HTTP 503
        body "not now"
        """;
    assertThat(play(steps, fake(200))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ftp://h/p | | line 1: 'ftp://h/p' is no address over HTTP",
        "${none} | | line 1: no variable 'none' here",
        "http://h/p | Status 200 for Get | line 3: 'Status' cannot be expected of a download: HTTP",
        "http://h/p | header ETag | line 3: header NAME VALUE",
        "http://h/p | element colour red | line 3: 'colour' is no element of a descriptor",
        "http://h/p | no Exec | line 3: no header NAME, or no element NAME",
        "http://h/p | no Exec now | line 3: no header NAME, or no element NAME",
        "http://h/p | octets many | line 3: 'many' is no number",
        "http://h/p | HTTP | line 3: HTTP takes one word"
      })
  void aMistakeIsToldWithItsLine(String url, String row, String words) {
    String steps = "== get " + url + "\n== expect\n" + (row == null ? "" : row) + "\n";
    assertThatThrownBy(() -> play(steps, fake(200)))
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining(words);
  }

  @Test
  void aHeaderCannotBringAnother() {
    String steps = "== get http://h/p\nheader X \"a\\nY: b\"\n";
    assertThatThrownBy(() -> play(steps, fake(200)))
        .hasMessageContaining("line 2: a header holds printable ASCII alone");
  }

  @Test
  void whereNothingCanBeFetchedItIsSaid() {
    Wire wire = request -> Packet.answer(200, "", Octets.EMPTY, Optional.empty());
    assertThatThrownBy(() -> play("== get http://h/p\n", wire))
        .isInstanceOf(IOException.class)
        .hasMessage("nothing can be fetched here: GET http://h/p");
  }

  private static Optional<Failure> play(String steps, Wire wire) throws Exception {
    Scenario scenario = ScenarioParser.parse("test", steps);
    return ScriptedClient.play(scenario, Coding.XML, wire, Stagehand.NONE);
  }
}
