package io.fumarole.server.rest;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.fumarole.campaign.inventory.DeviceEntry;
import io.fumarole.campaign.inventory.Groups;
import io.fumarole.campaign.inventory.InventoryStore;
import io.fumarole.campaign.inventory.Selection;
import io.fumarole.campaign.inventory.Traits;
import io.fumarole.server.CsvCells;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// `/devices.csv` and `/devices.jsonl`: the devices that a filter takes in, written as they are
/// read.
public final class ExportResource implements RestApi.Resource {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "standing",
          "profile",
          "manufacturer",
          "model",
          "version",
          "hardware",
          "language",
          "address",
          "firstSeen",
          "lastSeen");

  private static final int PAGE = 1_000;

  private final InventoryStore inventory;
  private final Groups groups;
  private final InstantSource clock;

  public ExportResource(InventoryStore inventory, Groups groups, InstantSource clock) {
    this.inventory = inventory;
    this.groups = groups;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/devices.csv", this::csv, Scope.READ)
        .get(RestApi.BASE + "/devices.jsonl", this::jsonl, Scope.READ);
  }

  /// Takes one device after the other.
  private interface Writing {
    void write(DeviceEntry device) throws IOException;
  }

  private void csv(Context context) {
    Selection selection = DeviceSearch.selection(context, groups);
    List<String> labels = labels();
    context.header(Header.CONTENT_DISPOSITION, "attachment; filename=\"devices.csv\"");
    stream(
        context,
        "text/csv; charset=utf-8",
        selection,
        out -> {
          CsvWriter writer = CsvWriter.builder().build(out, StandardCharsets.UTF_8);
          List<String> head = new ArrayList<>(COLUMNS);
          labels.forEach(name -> head.add("label." + name));
          writer.writeRecord(head);
          return new Sink(device -> writer.writeRecord(cells(device, labels)), writer::flush);
        });
  }

  /// A column for each label that any device has.
  private List<String> labels() {
    int most = CsvLines.MOST_COLUMNS - COLUMNS.size();
    List<String> names = inventory.labelNames(most + 1);
    if (names.size() > most)
      throw BadRequest.of(
          "label", "there are more than " + most + " names of labels: take devices.jsonl");
    return names;
  }

  private static List<String> cells(DeviceEntry device, List<String> labels) {
    Traits traits = device.traits();
    List<String> cells = new ArrayList<>();
    cells.add(device.id().value());
    cells.add(Input.word(device.standing()));
    cells.add(device.profile());
    cells.add(traits.manufacturer().orElse(""));
    cells.add(traits.model().orElse(""));
    cells.add(traits.version().orElse(""));
    cells.add(traits.hardware().orElse(""));
    cells.add(traits.language().orElse(""));
    cells.add(device.address().orElse(""));
    cells.add(device.firstSeen().toString());
    cells.add(device.lastSeen().toString());
    for (String name : labels) cells.add(device.labels().values().getOrDefault(name, ""));
    return cells.stream().map(CsvCells::written).toList();
  }

  private void jsonl(Context context) {
    Selection selection = DeviceSearch.selection(context, groups);
    stream(
        context,
        "application/jsonl",
        selection,
        out ->
            new Sink(
                device -> {
                  String line =
                      context.jsonMapper().toJsonString(EntryView.of(device), EntryView.class);
                  out.write(line.getBytes(StandardCharsets.UTF_8));
                  out.write('\n');
                },
                out::flush));
  }

  private interface Flush {
    void run() throws IOException;
  }

  private record Sink(Writing devices, Flush flush) {}

  private interface Opening {
    Sink on(OutputStream out) throws IOException;
  }

  private void stream(Context context, String type, Selection selection, Opening opening) {
    Streamed.send(
        context,
        type,
        out -> {
          Sink sink = opening.on(out);
          write(selection, sink.devices());
          sink.flush().run();
        });
  }

  private void write(Selection selection, Writing devices) throws IOException {
    Instant now = clock.instant();
    List<DeviceEntry> page = inventory.list(selection, now, "", PAGE);
    while (!page.isEmpty()) {
      for (DeviceEntry device : page) devices.write(device);
      page =
          page.size() < PAGE
              ? List.of()
              : inventory.list(selection, now, page.getLast().id().value(), PAGE);
    }
  }
}
