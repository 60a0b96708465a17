package io.fumarole.scenario.play;

import io.fumarole.protocol.syncml.Octets;
import java.util.List;

/// A request over plain HTTP, such as for a download.
///
/// @param method GET, HEAD or POST
/// @param url with `http` or `https` before it
public record HttpCall(String method, String url, List<Header> headers, Octets body) {
  public HttpCall {
    headers = List.copyOf(headers);
  }

  /// The request in a line, for people.
  String brief() {
    return method + " " + headers + (body.length() == 0 ? "" : " '" + body.utf8().strip() + "'");
  }

  /// A line of the head of a request or an answer.
  public record Header(String name, String value) {
    @Override
    public String toString() {
      return name + ": " + value;
    }
  }
}
