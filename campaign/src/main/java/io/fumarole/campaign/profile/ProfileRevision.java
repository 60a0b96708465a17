package io.fumarole.campaign.profile;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody made of a profile at some time. Revisions are added and never changed.
///
/// @param number counts from 1, over removals too
/// @param text as it was written; empty: it was removed, and what ships or lies in a file holds
/// @param author whoever did it, by name
/// @param note why, for people
public record ProfileRevision(
    String name, long number, Optional<String> text, Instant at, String author, String note) {
  public static final String NAME_RULE =
      "it has 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-', and begins with a letter or digit";

  /// In characters, some twenty times what a profile has: all are read at once, and kept in memory.
  public static final int LONGEST_TEXT = 16_384;

  public static final int LONGEST_NOTE = 500;

  /// All are kept in memory by every node.
  public static final int MOST_PROFILES = 500;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public ProfileRevision {
    if (!isName(name)) throw new IllegalArgumentException("a profile's name: " + NAME_RULE);
    if (text.filter(it -> it.length() > LONGEST_TEXT).isPresent())
      throw new IllegalArgumentException(
          "a profile has at most %,d characters".formatted(LONGEST_TEXT));
    if (text.filter(it -> !StandardCharsets.UTF_8.newEncoder().canEncode(it)).isPresent())
      throw new IllegalArgumentException("a profile is text in Unicode, without half characters");
    if (note.length() > LONGEST_NOTE
        || note.chars().anyMatch(Character::isISOControl)
        || !StandardCharsets.UTF_8.newEncoder().canEncode(note))
      throw new IllegalArgumentException(
          "a note has at most %d characters, none of them a control".formatted(LONGEST_NOTE));
  }

  public static boolean isName(String text) {
    return NAME.matcher(text).matches();
  }
}
