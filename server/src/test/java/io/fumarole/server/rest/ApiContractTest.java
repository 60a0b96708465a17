package io.fumarole.server.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The guard of the other tests sees what differs from the description.
class ApiContractTest {
  private static final String LABELS = "{\"labels\": {\"ring\": \"canary\"}}";

  private final ApiContract contract = new ApiContract();

  /// @param head names and values in turn
  private record Told(int statusCode, List<String> head, String text)
      implements HttpResponse<byte[]> {
    @Override
    public byte[] body() {
      return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public HttpHeaders headers() {
      Map<String, List<String>> all =
          IntStream.range(0, head.size() / 2)
              .boxed()
              .collect(Collectors.toMap(i -> head.get(2 * i), i -> List.of(head.get(2 * i + 1))));
      return HttpHeaders.of(all, (_, _) -> true);
    }

    @Override
    public HttpRequest request() {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public Optional<HttpResponse<byte[]>> previousResponse() {
      return Optional.empty();
    }

    @Override
    public Optional<SSLSession> sslSession() {
      return Optional.empty();
    }

    @Override
    public URI uri() {
      throw new UnsupportedOperationException("nobody asks");
    }

    @Override
    public HttpClient.Version version() {
      return HttpClient.Version.HTTP_1_1;
    }
  }

  private static HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://localhost/api/v1" + path))
        .method(method, BodyPublishers.ofString(body))
        .build();
  }

  private static Told told(int status, String head, String body) {
    List<String> parts = Arrays.stream(head.split("[=;] *")).filter(it -> !it.isEmpty()).toList();
    return new Told(status, parts, body);
  }

  @Test
  void whatIsAsDescribedIsCounted() {
    String head = "Content-Type=application/json; ETag=\"x\"";
    contract.check(request("PATCH", "/devices/a%2Fb/labels", LABELS), told(200, head, LABELS));
    assertThat(contract.served()).containsExactly("changeLabels");
    String problem =
        "{\"type\": \"about:blank\", \"title\": \"t\", \"status\": 404, \"detail\": \"d\"}";
    String problemHead = "Content-Type=application/problem+json";
    contract.check(request("PATCH", "/devices/x/labels", "{"), told(404, problemHead, problem));
    contract.check(request("GET", "/nowhere", ""), told(404, problemHead, problem));
    assertThat(contract.served()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "200 | {\"labels\": {\"ring\": 1}}     | ETag=\"x\" | integer found, string expected",
        "200 | {\"labels\": {\"Ring\": \"1\"}} | ETag=\"x\" | does not match the regex pattern",
        "200 | {\"labels\": {}, \"more\": 1}   | ETag=\"x\" | 'more'",
        "200 | {}                              | ETag=\"x\" | required property 'labels' not found",
        "200 | no                              | ETag=\"x\" | no JSON",
        "200 | {\"labels\": {}}                | ``         | ETag is missing",
        "200 | {\"labels\": {}}                | ETag=x     | ETag: does not match",
        "200 | {\"labels\": {}} | ETag=\"x\"; Location=/x   | the header Location is not described",
        "201 | {\"labels\": {}}                | ETag=\"x\" | the status is not described",
      })
  void anAnswerThatIsNotAsDescribedFails(int status, String body, String head, String words) {
    var request = request("PUT", "/devices/x/labels", LABELS);
    Told answer = told(status, "Content-Type=application/json; " + head, body);
    assertThatThrownBy(() -> contract.check(request, answer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(words);
    assertThat(contract.served()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "PATCH  | /devices?filter=x      | {\"labels\": {\"a\": 1}}  | integer found",
        "PATCH  | /devices?filter=x      | {\"labels\": {}, \"b\": 1} | 'b'",
        "PATCH  | /devices?filter=x      | ``                        | the body is missing",
        "PATCH  | /devices               | {\"labels\": {}}          | filter is missing",
        "PATCH  | /devices?filter=x&a=b  | {\"labels\": {}}          | not described: [a]",
        "DELETE | /devices               | ``                        | operation is not described",
      })
  void aRequestThatIsDoneAndNotAsDescribedFails(
      String method, String path, String body, String words) {
    var request = request(method, path, body);
    Told done = told(200, "Content-Type=application/json", "{\"selected\": 1, \"refused\": 0}");
    assertThatThrownBy(() -> contract.check(request, done))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(words);
  }

  @Test
  void eachLineOfAnExportIsHeldToItsSchema() {
    var request = request("GET", "/devices.jsonl", "");
    Told answer = told(200, "Content-Type=application/jsonl", "{}\n");
    assertThatThrownBy(() -> contract.check(request, answer))
        .hasMessageContaining("required property 'standing' not found");
  }
}
