package io.fumarole.lab.conform;

import io.fumarole.protocol.dlota.DescriptorCodec;
import io.fumarole.scenario.ForeignRows;
import io.fumarole.scenario.Row;
import io.fumarole.scenario.Scenario;
import io.fumarole.scenario.ScenarioException;
import io.fumarole.scenario.ScenarioParser;
import io.fumarole.scenario.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Reads a case: a scenario whose head says more.
public final class CaseReader implements ForeignRows {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");
  private static final String OCTETS = "application/octet-stream";

  private final String file;
  private String id = "";
  private String title = "";
  private String group = "";
  private Case.ByHand byHand = Case.ByHand.NOBODY;
  private final List<String> specs = new ArrayList<>();
  private final List<Need> needs = new ArrayList<>();
  private final List<Need> wants = new ArrayList<>();
  private final Map<String, Served> files = new LinkedHashMap<>();

  private CaseReader(String file) {
    this.file = file;
  }

  /// @param file the name for errors
  /// @throws ScenarioException when it is no case: where, and what would be right
  public static Case read(String file, String text) {
    var reader = new CaseReader(file);
    Scenario scenario = ScenarioParser.parse(file, text, reader);
    return reader.complete(scenario);
  }

  private Case complete(Scenario scenario) {
    if (id.isEmpty()) throw mistake(1, "the head lacks a line 'case ID \"title\"'");
    if (group.isEmpty()) throw mistake(1, "the head lacks a line 'group \"name\"'");
    if (specs.isEmpty())
      throw mistake(1, "the head lacks a line 'spec \"what the case stands for\"'");
    for (Step step : scenario.steps()) {
      if (step instanceof Step.Do(var line, var words) && words.size() != 2)
        throw mistake(line, "== do WORD \"what a person does\"");
    }
    return new Case(id, title, group, specs, needs, wants, byHand, files, scenario);
  }

  @Override
  public boolean take(Row row) {
    switch (row.keyword()) {
      case "case" -> named(row);
      case "group" -> group = words(row, 1, "group \"name\"").getFirst();
      case "spec" -> specs.addAll(row.arguments());
      case "needs" -> needs.add(need(row, "needs"));
      case "wants" -> wants.add(need(row, "wants"));
      case "authentication" -> byHand(row);
      case "serves" -> serves(row);
      default -> {
        return false;
      }
    }
    return true;
  }

  private void named(Row row) {
    List<String> words = words(row, 2, "case ID \"title\"");
    if (!NAME.matcher(words.get(0)).matches())
      throw mistake(row.line(), "'" + words.get(0) + "' is no id: small letters, digits and - are");
    id = words.get(0);
    title = words.get(1);
  }

  private void byHand(Row row) {
    byHand =
        switch (String.join(" ", row.arguments())) {
          case "by-hand device" -> Case.ByHand.DEVICE;
          case "by-hand server" -> Case.ByHand.SERVER;
          default ->
              throw mistake(
                  row.line(), "authentication by-hand device, by-hand server, or no such line");
        };
  }

  /// `needs VARIABLE [VALUE|VALUE] "words"`.
  private Need need(Row row, String keyword) {
    List<String> words = row.arguments();
    if (words.size() != 2 && words.size() != 3)
      throw mistake(row.line(), keyword + " VARIABLE [VALUE|VALUE] \"why not\"");
    return new Need(words.getFirst(), words.size() == 3 ? words.get(1) : "", words.getLast());
  }

  private void serves(Row row) {
    List<String> words = row.arguments();
    if (words.size() < 2 || !NAME.matcher(words.getFirst()).matches())
      throw mistake(row.line(), "serves NAME content|descriptor|status|text|inbox …");
    files.put(words.getFirst(), served(row, words));
  }

  private Served served(Row row, List<String> words) {
    return switch (words.get(1)) {
      case "content" ->
          new Served.Content(
              row.get("of").orElse("package"),
              row.get("type").orElse(OCTETS),
              row.get("damaged").isPresent(),
              number(row, "cut", 100));
      case "descriptor" ->
          new Served.Descriptor(
              row.get("of")
                  .orElseThrow(() -> mistake(row.line(), "descriptor of=NAME [notify=NAME]")),
              row.get("notify").orElse(""),
              number(row, "excess", 0));
      case "status" -> new Served.Status(number(row, "code", 0));
      case "text" ->
          new Served.Text(
              row.get("text").orElse(""), row.get("type").orElse(DescriptorCodec.MEDIA_TYPE));
      case "inbox" -> new Served.Inbox();
      default ->
          throw mistake(
              row.line(),
              "'"
                  + words.get(1)
                  + "' is unknown: content, descriptor, status, text, inbox are known");
    };
  }

  private int number(Row row, String attribute, int otherwise) {
    Optional<String> text = row.get(attribute);
    if (text.isEmpty()) return otherwise;
    if (!text.get().matches("[0-9]{1,6}"))
      throw mistake(row.line(), "'" + text.get() + "' is no number");
    return Integer.parseInt(text.get());
  }

  private List<String> words(Row row, int count, String usage) {
    if (row.arguments().size() != count) throw mistake(row.line(), usage);
    return row.arguments();
  }

  private ScenarioException mistake(int line, String words) {
    return new ScenarioException(file, line, words);
  }
}
