package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Octets;
import java.util.List;

/// The answer to an [HttpCall].
public record HttpAnswer(int status, List<HttpCall.Header> headers, Octets body) {
  public HttpAnswer {
    headers = List.copyOf(headers);
  }

  /// The values of a header, whatever the case of its name.
  List<String> header(String name) {
    return headers.stream()
        .filter(header -> header.name().equalsIgnoreCase(name))
        .map(HttpCall.Header::value)
        .toList();
  }
}
