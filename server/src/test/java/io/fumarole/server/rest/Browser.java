package io.fumarole.server.rest;

import io.fumarole.server.RunningServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Keeps a cookie and the header against forged calls, as a page of ours does.
final class Browser {
  private final RunningServer running;
  private Optional<String> cookie = Optional.empty();
  private String csrf = "";

  Browser(RunningServer running) {
    this.running = running;
  }

  HttpResponse<byte[]> signIn(String name, String password) {
    return signIn("{\"name\": \"%s\", \"password\": \"%s\"}".formatted(name, password));
  }

  HttpResponse<byte[]> signIn(String json) {
    HttpResponse<byte[]> response =
        send("POST", "/session", json, "Content-Type", "application/json");
    if (response.statusCode() == 201) {
      cookie = setCookie(response).map(it -> it.replaceFirst(";.*", ""));
      csrf = RunningServer.json(response).path("csrf").asString();
    }
    return response;
  }

  static Optional<String> setCookie(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Set-Cookie");
  }

  String csrf() {
    return csrf;
  }

  String cookie() {
    return cookie.orElseThrow();
  }

  /// As a page of ours calls.
  HttpResponse<byte[]> call(String method, String path, String json) {
    return send(method, path, json, Doorkeeper.CSRF_HEADER, csrf);
  }

  /// As another site makes the browser call.
  HttpResponse<byte[]> send(String method, String path, String json, String... headers) {
    HttpRequest.Builder request =
        running.request("/api/v1" + path).method(method, BodyPublishers.ofString(json));
    cookie.ifPresent(it -> request.header("Cookie", it));
    if (headers.length > 0) request.headers(headers);
    return running.send(request);
  }

  int status(String method, String path) {
    return call(method, path, "{}").statusCode();
  }

  static String detail(HttpResponse<byte[]> response) {
    JsonNode json = RunningServer.json(response);
    return json.path("detail").asString("");
  }
}
