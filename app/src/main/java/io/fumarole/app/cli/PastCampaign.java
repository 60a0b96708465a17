package io.fumarole.app.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import io.fumarole.app.rehearsal.PastRates;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// Reads from a server what an earlier campaign tells about the devices of a model.
final class PastCampaign {
  private PastCampaign() {}

  /// The newest of the model that has told enough; empty when there is none.
  static Optional<PastRates> newest(String model, String except, Connection connection) {
    JsonNode all = connection.api().get(ApiClient.listing("/campaigns", Map.of()));
    return StreamSupport.stream(all.path("campaigns").spliterator(), false)
        .filter(it -> it.path("model").asString().equals(model))
        .filter(it -> !it.path("state").asString().equals("draft"))
        .map(it -> it.path("id").asString())
        .filter(it -> !it.equals(except))
        .limit(PastRates.MOST_READ)
        .map(it -> of(it, connection))
        .filter(PastRates::isEnough)
        .findFirst();
  }

  static PastRates of(String id, Connection connection) {
    var octets = new ByteArrayOutputStream();
    connection.api().download("/campaigns/" + ApiClient.encode(id) + "/report?format=csv", octets);
    var counting = new PastRates.Counting();
    try (var rows = CsvReader.builder().ofNamedCsvRecord(octets.toString(StandardCharsets.UTF_8))) {
      rows.forEach(
          row -> {
            if (row.getField("ended").isEmpty()) return;
            counting.add(
                row.getField("state"),
                row.getField("cause"),
                Optional.of(row.getField("code"))
                    .filter(it -> it.matches("\\d{3}"))
                    .map(Integer::valueOf),
                Optional.of(row.getField("begun")).filter(it -> !it.isEmpty()).map(Instant::parse),
                Instant.parse(row.getField("ended")));
          });
    } catch (IOException impossible) {
      throw new IllegalStateException("text in memory cannot be read", impossible);
    }
    return counting.of(id);
  }
}
