package io.fumarole.campaign.profile;

import io.fumarole.campaign.profile.ProfileException.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.json.JsonMapper;

/// Where the keys of a JSON text are, for whoever has to mend one of them.
final class KeyPlaces {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private KeyPlaces() {}

  /// @param json which can be read
  /// @param key its path, as in `object.grouping`; of one that is missing the place of what it is
  ///   missing in is told
  static Optional<Place> of(String json, String key) {
    if (key.isEmpty()) return Optional.empty();
    Map<String, Place> places = new HashMap<>();
    try (JsonParser parser = JSON.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (places.isEmpty()) places.put("", place(parser.currentTokenLocation()));
        if (token == JsonToken.PROPERTY_NAME)
          places.putIfAbsent(
              path(parser.streamReadContext()), place(parser.currentTokenLocation()));
      }
    }
    String nearest = key;
    while (!places.containsKey(nearest))
      nearest = nearest.substring(0, Math.max(0, nearest.lastIndexOf('.')));
    return Optional.ofNullable(places.get(nearest));
  }

  static Place place(TokenStreamLocation at) {
    return new Place(Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
  }

  private static String path(@Nullable TokenStreamContext at) {
    if (at == null) return "";
    String above = path(at.getParent());
    String name = at.currentName();
    if (name == null) return above;
    return above.isEmpty() ? name : above + "." + name;
  }
}
