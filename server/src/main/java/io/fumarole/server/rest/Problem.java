package io.fumarole.server.rest;

import io.javalin.http.Context;
import io.javalin.http.HttpStatus;

/// An error for programs and people. Spec: RFC 9457.
///
/// @param title the status in words
/// @param detail what is wrong here, and what to do about it
record Problem(String type, String title, int status, String detail) {
  static final String MEDIA_TYPE = "application/problem+json";

  static void send(Context context, HttpStatus status, String detail) {
    context.status(status);
    context.json(new Problem("about:blank", status.getMessage(), status.getCode(), detail));
    context.contentType(MEDIA_TYPE);
  }
}
