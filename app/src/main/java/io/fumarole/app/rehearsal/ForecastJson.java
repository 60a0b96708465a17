package io.fumarole.app.rehearsal;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fumarole.lab.rehearsal.Forecast;
import tools.jackson.databind.json.JsonMapper;

/// A forecast for programs: what is not there is left out, as everywhere in the API.
public final class ForecastJson {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              it -> it.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  private ForecastJson() {}

  public static String of(Forecast forecast) {
    return JSON.writeValueAsString(forecast);
  }

  /// With line breaks.
  public static String pretty(Forecast forecast) {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(forecast);
  }
}
