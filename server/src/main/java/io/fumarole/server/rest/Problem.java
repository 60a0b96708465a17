package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Optional;

/// An error for programs and people. Spec: RFC 9457.
///
/// @param title the status in words
/// @param detail what is wrong here, and what to do about it
/// @param errors what is wrong one by one, where more can be said
record Problem(
    String type,
    String title,
    int status,
    String detail,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Fault> errors) {
  static final String MEDIA_TYPE = "application/problem+json";

  /// A part of the input that breaks a rule.
  ///
  /// @param line of an import's body or a profile's text, counted from 1
  /// @param field of the body, the query or the filter
  /// @param position in the filter or the line, in characters, counted from 1
  record Fault(
      Optional<Long> line, Optional<String> field, Optional<Integer> position, String rule) {
    static Fault of(String field, String rule) {
      return new Fault(Optional.empty(), Optional.of(field), Optional.empty(), rule);
    }
  }

  static void send(Context context, HttpStatus status, String detail) {
    send(context, status, detail, List.of());
  }

  static void send(Context context, HttpStatus status, String detail, List<Fault> errors) {
    context.status(status);
    context.json(new Problem("about:blank", status.getMessage(), status.getCode(), detail, errors));
    context.contentType(MEDIA_TYPE);
  }
}
