package io.fumarole.server.rest;

import io.javalin.http.HttpStatus;
import java.util.List;

/// A request that cannot be read: thrown while parsing one, sent as a [Problem].
final class BadRequest extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final HttpStatus status;
  private final transient List<Problem.Fault> faults;

  BadRequest(String detail) {
    this(HttpStatus.BAD_REQUEST, detail);
  }

  BadRequest(HttpStatus status, String detail) {
    this(status, detail, List.of());
  }

  /// @param faults what is wrong one by one
  BadRequest(HttpStatus status, String detail, List<Problem.Fault> faults) {
    super(detail);
    this.status = status;
    this.faults = faults;
  }

  /// Of one field of the body or the query.
  static BadRequest of(String field, String rule) {
    return new BadRequest(
        HttpStatus.BAD_REQUEST, field + ": " + rule, List.of(Problem.Fault.of(field, rule)));
  }

  /// The same in words that name the field themselves.
  static BadRequest about(String field, String detail) {
    return new BadRequest(HttpStatus.BAD_REQUEST, detail, List.of(Problem.Fault.of(field, detail)));
  }

  HttpStatus status() {
    return status;
  }

  String detail() {
    return String.valueOf(getMessage());
  }

  List<Problem.Fault> faults() {
    return faults;
  }
}
