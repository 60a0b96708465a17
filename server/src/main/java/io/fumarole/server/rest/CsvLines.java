package io.fumarole.server.rest;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.fumarole.campaign.inventory.Labels;
import io.fumarole.server.CsvCells;
import io.fumarole.server.rest.NewDevices.ImportedDevice;
import io.fumarole.server.rest.NewDevices.NewAccount;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// An import as CSV, with the columns' names on the first line. Spec: RFC 4180.
final class CsvLines implements ImportLines {
  private static final List<String> COLUMNS =
      List.of(
          "id",
          "profile",
          "address",
          "certificate",
          "clientName",
          "clientSecret",
          "serverName",
          "serverSecret");

  /// What only devices tell may stand there, as in an export, and is passed over.
  private static final Set<String> PASSED_OVER =
      Set.of(
          "standing",
          "manufacturer",
          "model",
          "version",
          "hardware",
          "language",
          "firstSeen",
          "lastSeen");

  private static final String LABEL = "label.";

  /// Labels of all devices together.
  static final int MOST_COLUMNS = 128;

  private final Iterator<CsvRecord> records;
  private final List<String> columns;
  private long last;

  CsvLines(InputStream in) {
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    this.records =
        CsvReader.builder()
            .detectBomHeader(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .allowExtraCharsAfterClosingQuote(false)
            .maxBufferSize(LONGEST)
            .ofCsvRecord(new InputStreamReader(in, decoder))
            .iterator();
    CsvRecord head =
        record().orElseThrow(() -> BadRequest.of("id", "the first line names the columns"));
    this.columns = head.getFields().stream().map(CsvLines::name).toList();
    requireKnown();
  }

  /// Spreadsheets put a mark of the byte order in front.
  private static String name(String cell) {
    return (cell.startsWith("\uFEFF") ? cell.substring(1) : cell).strip();
  }

  private void requireKnown() {
    Set<String> seen = new HashSet<>();
    if (columns.size() > MOST_COLUMNS)
      throw BadRequest.of("columns", "there are at most " + MOST_COLUMNS);
    for (String column : columns) {
      boolean isLabel = column.startsWith(LABEL) && Labels.isName(column.substring(LABEL.length()));
      if (!isLabel && !COLUMNS.contains(column) && !PASSED_OVER.contains(column))
        throw BadRequest.of(
            column,
            "there is no such column: known are %s and label.NAME; %s are passed over"
                .formatted(COLUMNS, PASSED_OVER.stream().sorted().toList()));
      if (!seen.add(column)) throw BadRequest.of(column, "the column is there twice");
    }
    if (!seen.contains("id")) throw BadRequest.of("id", "the column is missing");
  }

  private Optional<CsvRecord> record() {
    try {
      if (!records.hasNext()) return Optional.empty();
      CsvRecord next = records.next();
      last = next.getStartingLineNumber();
      return Optional.of(next);
    } catch (CsvParseException broken) {
      throw new BadRequest("after line %d: no CSV: %s".formatted(last, broken.getMessage()));
    } catch (UncheckedIOException broken) {
      if (broken.getCause() instanceof CharacterCodingException)
        throw new BadRequest("after line %d: no UTF-8".formatted(last));
      throw broken;
    }
  }

  @Override
  public Optional<Line> next() {
    return record().map(this::line);
  }

  private Line line(CsvRecord record) {
    long number = record.getStartingLineNumber();
    if (record.getFieldCount() != columns.size())
      return new Line.Broken(
          number,
          new BadRequest(
              "the line has %d cells, the first one %d"
                  .formatted(record.getFieldCount(), columns.size())));
    Map<String, String> cells = new HashMap<>();
    var labels = new TreeMap<String, String>();
    for (int i = 0; i < columns.size(); i++) {
      String cell = CsvCells.read(record.getField(i));
      if (cell.isEmpty()) continue;
      String column = columns.get(i);
      if (column.startsWith(LABEL)) labels.put(column.substring(LABEL.length()), cell);
      else cells.put(column, cell);
    }
    return new Line.Read(number, device(cells, labels));
  }

  /// A device that has a secret and no name for it shows its id, as most do.
  private static ImportedDevice device(Map<String, String> cells, Map<String, String> labels) {
    Optional<String> id = cell(cells, "id");
    return new ImportedDevice(
        id,
        cell(cells, "profile"),
        account(cell(cells, "clientName"), cell(cells, "clientSecret"), id),
        account(cell(cells, "serverName"), cell(cells, "serverSecret"), Optional.empty()),
        cell(cells, "address"),
        cell(cells, "certificate"),
        Optional.of(labels));
  }

  private static Optional<NewAccount> account(
      Optional<String> name, Optional<String> secret, Optional<String> otherName) {
    return name.isEmpty() && secret.isEmpty()
        ? Optional.empty()
        : Optional.of(new NewAccount(Optional.empty(), name.or(() -> otherName), secret));
  }

  private static Optional<String> cell(Map<String, String> cells, String name) {
    return Optional.ofNullable(cells.get(name));
  }
}
