package io.fumarole.server;

/// Cells that a spreadsheet would take for a formula. A device may say anything of itself: what
/// begins like one gets an apostrophe, which an import takes off again.
public final class CsvCells {
  private static final String FORMULA = "=+-@\t\r";

  private CsvCells() {}

  public static String written(String text) {
    return isMarked(text) ? "'" + text : text;
  }

  public static String read(String cell) {
    return cell.startsWith("'") && isMarked(cell.substring(1)) ? cell.substring(1) : cell;
  }

  /// Also what begins with the apostrophe itself, so that reading undoes writing.
  private static boolean isMarked(String text) {
    return !text.isEmpty() && (FORMULA.indexOf(text.charAt(0)) >= 0 || text.charAt(0) == '\'');
  }
}
