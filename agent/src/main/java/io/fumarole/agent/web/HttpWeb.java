package io.fumarole.agent.web;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;

/// The JDK's client, with a limit on silence in the middle of an answer, which it has none of.
public final class HttpWeb implements Web {
  private final HttpClient http;

  public HttpWeb(HttpClient http) {
    this.http = http;
  }

  @Override
  public Response send(Request request) throws IOException, InterruptedException {
    HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).timeout(request.patience());
    request.headers().forEach(builder::header);
    if (request.method().equals("GET")) builder.GET();
    else builder.method(request.method(), BodyPublishers.ofByteArray(request.body().toByteArray()));
    HttpResponse<InputStream> response = http.send(builder.build(), BodyHandlers.ofInputStream());
    return new Answer(response, new PatientStream(response.body(), request.patience()));
  }

  @Override
  public void close() {
    http.close();
  }

  private record Answer(HttpResponse<InputStream> response, InputStream body) implements Response {
    @Override
    public int status() {
      return response.statusCode();
    }

    @Override
    public Optional<String> header(String name) {
      return response.headers().firstValue(name);
    }

    @Override
    public void close() throws IOException {
      body.close();
    }
  }
}
