package io.fumarole.lab.conform;

import java.util.Arrays;
import java.util.Map;

/// What must hold before a case is played.
///
/// @param variable what is looked at: of the kit's settings, or what the inspection found
/// @param values one of these, apart by `|`; empty when any will do
/// @param words why the case is not played, for people
record Need(String variable, String values, String words) {
  boolean isMet(Map<String, String> variables) {
    String value = variables.getOrDefault(variable, "");
    if (values.isEmpty()) return !value.isEmpty();
    return Arrays.asList(values.split("\\|", -1)).contains(value);
  }
}
