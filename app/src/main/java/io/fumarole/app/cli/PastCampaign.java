package io.fumarole.app.cli;

import de.siegmar.fastcsv.reader.CsvReader;
import io.fumarole.lab.fleet.Failures;
import io.fumarole.lab.fleet.Share;
import io.fumarole.lab.rehearsal.Times;
import io.fumarole.protocol.fumo.ResultCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What an earlier campaign tells about the devices of a model.
///
/// @param ended deployments that it is told by
record PastCampaign(String id, int ended, RehearsalOptions.Learnt learnt) {
  /// Fewer say little.
  private static final int FEWEST = 20;

  /// Each report has a row for each device.
  private static final int MOST_READ = 5;

  /// The newest of the model that has told enough; empty when there is none.
  static Optional<PastCampaign> newest(String model, String except, Connection connection) {
    JsonNode all = connection.api().get(ApiClient.listing("/campaigns", Map.of()));
    return StreamSupport.stream(all.path("campaigns").spliterator(), false)
        .filter(it -> it.path("model").asString().equals(model))
        .filter(it -> !it.path("state").asString().equals("draft"))
        .map(it -> it.path("id").asString())
        .filter(it -> !it.equals(except))
        .limit(MOST_READ)
        .map(it -> of(it, connection))
        .filter(it -> it.ended() >= FEWEST)
        .findFirst();
  }

  static PastCampaign of(String id, Connection connection) {
    var octets = new ByteArrayOutputStream();
    connection.api().download("/campaigns/" + ApiClient.encode(id) + "/report?format=csv", octets);
    var counting = new Counting();
    try (var rows = CsvReader.builder().ofNamedCsvRecord(octets.toString(StandardCharsets.UTF_8))) {
      rows.forEach(
          row ->
              counting.add(
                  row.getField("state"),
                  row.getField("cause"),
                  row.getField("code"),
                  row.getField("begun"),
                  row.getField("ended")));
    } catch (IOException impossible) {
      throw new IllegalStateException("text in memory cannot be read", impossible);
    }
    return new PastCampaign(id, counting.ended, counting.learnt());
  }

  String words() {
    return "rates of campaign %s, by %,d devices of it that have ended: an update took %s in the middle"
        .formatted(id, ended, learnt.update().map(it -> Times.words(it)).orElse("no time"));
  }

  private static final class Counting {
    private int ended;
    private int begun;
    private int silent;
    private final Map<Integer, Integer> codes = new TreeMap<>();
    private final List<Duration> times = new ArrayList<>();

    void add(String state, String cause, String code, String first, String last) {
      if (last.isEmpty()) return;
      ended++;
      if (first.isEmpty()) return;
      begun++;
      if (cause.equals("no-report")) silent++;
      if (cause.equals("reported") && code.matches("[45]\\d\\d"))
        codes.merge(Integer.parseInt(code), 1, Integer::sum);
      if (state.equals("succeeded"))
        times.add(Duration.between(Instant.parse(first), Instant.parse(last)));
    }

    RehearsalOptions.Learnt learnt() {
      List<Failures.Kind> kinds = new ArrayList<>();
      codes.forEach(
          (code, count) -> kinds.add(new Failures.Kind(new ResultCode(code), share(count))));
      times.sort(null);
      return new RehearsalOptions.Learnt(
          Optional.empty(),
          times.isEmpty() ? Optional.empty() : Optional.of(times.get(times.size() / 2)),
          share(silent),
          new Failures(kinds));
    }

    private Share share(int count) {
      return new Share(begun == 0 ? 0 : Math.min(1, (double) count / begun));
    }
  }
}
