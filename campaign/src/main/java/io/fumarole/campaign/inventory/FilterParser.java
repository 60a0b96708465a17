package io.fumarole.campaign.inventory;

import cz.jirutka.rsql.parser.RSQLParser;
import cz.jirutka.rsql.parser.RSQLParserException;
import cz.jirutka.rsql.parser.ast.AndNode;
import cz.jirutka.rsql.parser.ast.ComparisonNode;
import cz.jirutka.rsql.parser.ast.Node;
import cz.jirutka.rsql.parser.ast.OrNode;
import cz.jirutka.rsql.parser.ast.RSQLOperators;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// From text to [DeviceFilter]: the library reads the grammar of RSQL, [FilterField] what our
/// fields take. A look over the text comes first: the library goes as deep as the text does, and
/// does not say where a comparison stood.
final class FilterParser {
  /// As much as fits into a request's line when most of it is escaped.
  static final int LONGEST = 4_096;

  static final int DEEPEST = 16;
  static final int MOST_COMPARISONS = 64;
  static final int MOST_VALUES = 500;

  private static final RSQLParser RSQL = new RSQLParser(RSQLOperators.defaultOperators());

  /// Quoted text whole, so that what is in it is not taken for anything else.
  private static final String QUOTED =
      "\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\"|'[^'\\\\]*+(?:\\\\.[^'\\\\]*+)*+'";

  /// A field with its operator, or what somebody takes for one, or a parenthesis that is none of a
  /// list of values.
  private static final Pattern MARK =
      Pattern.compile(
          "(%s|[^\"'();,=<>!~ ]+) *(=[a-z]*=|!=|<=|>=|[<>=!~]) *(\\([^()]*\\))?|%s|([()])"
              .formatted(QUOTED, QUOTED));

  /// In the library's messages: what it met stands before the place, what it wanted after it.
  private static final Pattern PLACE = Pattern.compile(".*line \\d+, column (\\d+)\\..*");

  private static final String FORM =
      "a comparison is a field, an operator and a value, as in model==NW-4*; ';' is and, ',' is or; a value with blanks or signs is quoted";

  private final String text;
  private final Deque<Integer> positions = new ArrayDeque<>();
  private int values;

  FilterParser(String text) {
    this.text = text;
  }

  DeviceFilter parse() throws FilterException {
    requireShort();
    look();
    return new DeviceFilter(text.strip(), condition(tree()));
  }

  private void requireShort() throws FilterException {
    if (text.length() > LONGEST)
      throw broken(LONGEST + 1, "a filter has at most " + LONGEST + " characters");
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      int letter = text.codePointAt(i);
      // Half of a character is no text: each database would make something else of it.
      if (Character.isISOControl(letter) || Character.getType(letter) == Character.SURROGATE)
        throw broken(i + 1, "a filter has no control characters, and no halves of characters");
    }
  }

  private void look() throws FilterException {
    int depth = 0;
    Matcher mark = MARK.matcher(text);
    while (mark.find()) {
      if (mark.group(1) != null) {
        compared(mark.start(1) + 1, mark.group(1), mark.group(2), mark.group(3) != null);
      } else if (mark.group(4) != null) {
        depth += mark.group(4).equals("(") ? 1 : -1;
        if (depth > DEEPEST)
          throw broken(mark.start() + 1, "parentheses are at most " + DEEPEST + " deep");
      }
    }
  }

  private void compared(int position, String field, String operator, boolean isList)
      throws FilterException {
    if (!FilterField.isOperator(operator))
      throw new FilterException(
          position,
          Optional.of(field),
          "there is no operator %s: known are %s".formatted(operator, FilterField.OPERATORS));
    if (isList && !FilterField.takesList(operator))
      throw new FilterException(
          position, Optional.of(field), "several values go with =in= and =out= only");
    positions.add(position);
    if (positions.size() > MOST_COMPARISONS)
      throw broken(position, "a filter has at most " + MOST_COMPARISONS + " comparisons");
  }

  private Node tree() throws FilterException {
    try {
      return RSQL.parse(text);
    } catch (RSQLParserException refused) {
      throw inWords(refused.getCause() == null ? refused : refused.getCause());
    }
  }

  private FilterException inWords(Throwable refused) {
    String words = String.valueOf(refused.getMessage());
    boolean isAtEnd = words.contains("\"<EOF>\" at line") || words.contains("Encountered: <EOF>");
    if (isAtEnd) return broken(text.length() + 1, "the filter is not complete: " + FORM);
    Matcher place = PLACE.matcher(words.lines().findFirst().orElse(""));
    int position = place.matches() ? Integer.parseInt(place.group(1)) : 1;
    return broken(position, "the filter cannot be read from here on: " + FORM);
  }

  private static FilterException broken(int position, String rule) {
    return new FilterException(position, Optional.empty(), rule);
  }

  /// In the order of the text, so that the comparisons meet their positions.
  private Condition condition(Node node) throws FilterException {
    return switch (node) {
      case AndNode and -> new Condition.All(each(and.getChildren()));
      case OrNode or -> new Condition.Any(each(or.getChildren()));
      case ComparisonNode comparison -> condition(comparison);
      default -> throw new IllegalStateException("RSQL has no " + node.getClass());
    };
  }

  private List<Condition> each(List<Node> nodes) throws FilterException {
    List<Condition> conditions = new ArrayList<>();
    for (Node node : nodes) conditions.add(condition(node));
    return conditions;
  }

  private Condition condition(ComparisonNode node) throws FilterException {
    int position = positions.remove();
    values += node.getArguments().size();
    if (values > MOST_VALUES)
      throw broken(position, "a filter has at most " + MOST_VALUES + " values");
    return new FilterField(position, node.getSelector())
        .compared(node.getOperator().getSymbol(), node.getArguments());
  }
}
