package io.fumarole.server.rest;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.exc.InvalidNullException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/// What is wrong with a JSON body, in the words of the API: the reader's own name our classes.
final class JsonFault {
  /// Deeper than any key of ours: what a peer nests is not repeated to it.
  private static final int LONGEST_PATH = 4;

  private JsonFault() {}

  static BadRequest of(JacksonException fault) {
    return switch (fault) {
      case UnrecognizedPropertyException unknown ->
          new BadRequest(
              "unknown key '%s': allowed are %s"
                  .formatted(unknown.getPropertyName(), unknown.getKnownPropertyIds()));
      case InvalidNullException nothing ->
          new BadRequest(
              "%s holds null, which is nothing: leave it out%s"
                  .formatted(where(nothing), place(nothing)));
      case MismatchedInputException mismatch ->
          new BadRequest(
              "the body is not the JSON that is needed here: %s must be %s%s"
                  .formatted(where(mismatch), kind(mismatch.getTargetType()), place(mismatch)));
      default -> new BadRequest("the body is no JSON" + place(fault));
    };
  }

  private static String where(JacksonException fault) {
    List<String> keys =
        fault.getPath().stream()
            .map(JacksonException.Reference::getPropertyName)
            .filter(key -> key != null)
            .limit(LONGEST_PATH)
            .toList();
    return keys.isEmpty() ? "it" : "'" + String.join(".", keys) + "'";
  }

  private static String kind(Class<?> type) {
    if (type == Integer.class || type == int.class || type == Long.class || type == long.class)
      return "a whole number";
    if (type == Boolean.class || type == boolean.class) return "true or false";
    if (type == String.class) return "text";
    if (Collection.class.isAssignableFrom(type)) return "a list";
    if (type.isRecord() || Map.class.isAssignableFrom(type)) return "a JSON object";
    return "another value";
  }

  private static String place(JacksonException fault) {
    TokenStreamLocation at = fault.getLocation();
    if (at == null || at.getLineNr() < 1) return "";
    return " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
  }
}
