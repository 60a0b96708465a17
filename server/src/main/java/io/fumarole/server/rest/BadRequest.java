package io.fumarole.server.rest;

import io.javalin.http.HttpStatus;

/// A request that cannot be read: thrown while parsing one, sent as a [Problem].
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;

  BadRequest(String detail) {
    this(HttpStatus.BAD_REQUEST, detail);
  }

  BadRequest(HttpStatus status, String detail) {
    super(detail);
    this.status = status;
  }

  HttpStatus status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }
}
