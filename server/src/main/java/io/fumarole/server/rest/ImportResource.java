package io.fumarole.server.rest;

import io.fumarole.campaign.inventory.DeviceImport;
import io.fumarole.campaign.inventory.DeviceImport.Existing;
import io.fumarole.campaign.inventory.DeviceImport.Mistake;
import io.fumarole.campaign.inventory.DeviceImport.Outcome;
import io.fumarole.campaign.inventory.DeviceImport.Terms;
import io.fumarole.campaign.inventory.ImportStore;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.server.http.Uploads;
import io.fumarole.server.rest.ImportLines.Line;
import io.fumarole.server.rest.NewDevices.ImportedDevice;
import io.fumarole.server.rest.Problem.Fault;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// `/devices/import`: many devices, all of them or none.
public final class ImportResource implements RestApi.Resource {
  private final ImportStore store;
  private final NewDevices devices;
  private final Supplier<String> ids;
  private final InstantSource clock;

  /// @param ids makes names for imports
  public ImportResource(
      ImportStore store, NewDevices devices, Supplier<String> ids, InstantSource clock) {
    this.store = store;
    this.devices = devices;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.post(RestApi.BASE + "/devices/import", this::add, Scope.OPERATE);
  }

  /// @param added devices that are new
  /// @param kept devices that existed, and stayed as they were
  /// @param dryRun whether it was only looked at
  record Imported(long lines, long added, long kept, boolean dryRun) {}

  private void add(Context context) {
    var terms = new Terms(existing(context), Input.isAsked(context, "dryRun"));
    Instant now = clock.instant();
    var made = new DeviceImport(store, ids.get(), now);
    try {
      read(lines(context), made, now);
    } catch (UncheckedIOException gone) {
      made.abandon();
      throw new BadRequest("the body could not be read to its end: nothing was imported");
    } catch (RuntimeException refused) {
      made.abandon();
      throw refused;
    }
    answer(context, made.finish(terms));
  }

  private static Existing existing(Context context) {
    return Input.query(context, "existing")
        .map(it -> Input.word("existing", it, Existing.values()))
        .orElse(Existing.REFUSE);
  }

  private static ImportLines lines(Context context) {
    String type =
        Optional.ofNullable(context.contentType())
            .map(it -> it.split(";", 2)[0].strip().toLowerCase(Locale.ROOT))
            .orElse("");
    InputStream body = Uploads.stream(context);
    return switch (type) {
      case "text/csv" -> new CsvLines(body);
      case "application/jsonl", "application/x-ndjson" -> new JsonLines(body);
      default ->
          throw new BadRequest(
              HttpStatus.UNSUPPORTED_MEDIA_TYPE,
              "an import is text/csv or application/jsonl, not '" + type + "'");
    };
  }

  private void read(ImportLines lines, DeviceImport made, Instant now) {
    for (Optional<Line> next = lines.next(); next.isPresent(); next = lines.next()) {
      if (made.isFull())
        throw new BadRequest(
            HttpStatus.CONTENT_TOO_LARGE,
            "an import has at most %,d lines: nothing was imported"
                .formatted(DeviceImport.MOST_LINES));
      switch (next.get()) {
        case Line.Broken(var number, var why) -> made.refuse(mistake(number, why));
        case Line.Read(var number, var device) -> add(made, number, device, now);
      }
    }
  }

  private void add(DeviceImport made, long number, ImportedDevice given, Instant now) {
    try {
      made.add(new ImportStore.Row(number, devices.device(given.device(), now), labels(given)));
    } catch (BadRequest broken) {
      made.refuse(mistake(number, broken));
    }
  }

  private static Labels labels(ImportedDevice given) {
    Map<String, String> labels = given.labels().orElse(Map.of());
    if (labels.values().stream().anyMatch(Objects::isNull))
      throw BadRequest.about("labels", "a label has no value: leave it out");
    try {
      return Labels.of(labels);
    } catch (IllegalArgumentException refused) {
      throw BadRequest.about("labels", String.valueOf(refused.getMessage()));
    }
  }

  private static Mistake mistake(long number, BadRequest why) {
    Optional<Fault> fault = why.faults().stream().findFirst();
    return new Mistake(
        number, fault.flatMap(Fault::field), fault.map(Fault::rule).orElse(why.detail()));
  }

  private static void answer(Context context, Outcome outcome) {
    switch (outcome) {
      case Outcome.Done(var lines, var added, var kept) ->
          context.json(new Imported(lines, added, kept, false));
      case Outcome.Fine(var lines) -> context.json(new Imported(lines, 0, 0, true));
      case Outcome.Refused(var lines, var wrong, var isMore, var mistakes) ->
          Problem.send(
              context,
              HttpStatus.UNPROCESSABLE_CONTENT,
              "%s%,d of %,d lines are wrong, the first is line %d: %s; nothing was imported"
                  .formatted(
                      isMore ? "at least " : "",
                      wrong,
                      lines,
                      mistakes.getFirst().line(),
                      mistakes.getFirst().rule()),
              faults(mistakes));
    }
  }

  private static List<Fault> faults(List<Mistake> mistakes) {
    return mistakes.stream()
        .map(it -> new Fault(Optional.of(it.line()), it.field(), Optional.empty(), it.rule()))
        .toList();
  }
}
