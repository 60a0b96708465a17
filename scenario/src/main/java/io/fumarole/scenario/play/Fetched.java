package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Step;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What was asked for over plain HTTP, and what came.
record Fetched(HttpCall call, HttpAnswer answer) {
  /// The request of a step, with its variables filled in.
  static HttpCall call(Conversation at, Step.Fetch step) {
    String url = at.variables.fill(step.line(), step.url());
    if (!isHttp(url)) throw at.mistake(step.line(), "'" + url + "' is no address over HTTP");
    List<HttpCall.Header> headers = new ArrayList<>();
    for (Step.Header header : step.headers()) {
      String value = at.variables.fill(header.line(), header.value());
      if (!value.chars().allMatch(c -> c >= ' ' && c <= '~'))
        throw at.mistake(header.line(), "a header holds printable ASCII alone");
      headers.add(new HttpCall.Header(header.name(), value));
    }
    String body = step.body().map(text -> at.variables.fill(step.line(), text)).orElse("");
    return new HttpCall(step.method(), url, headers, Octets.utf8(body));
  }

  private static boolean isHttp(String url) {
    try {
      URI uri = new URI(url);
      boolean isHttp = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      return isHttp && uri.getHost() != null;
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  /// The answer's head, as people read it.
  String head() {
    return call.method()
        + " "
        + call.url()
        + "\nHTTP "
        + answer.status()
        + answer.headers().stream().map(header -> "\n" + header).collect(Collectors.joining())
        + "\n";
  }
}
