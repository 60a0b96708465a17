package io.fumarole.campaign.inventory;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A weakness that somebody has told of, and the versions that have it. Devices may run versions
/// that were never a release here.
///
/// @param id such as `CVE-2026-1234`
/// @param url a page about it
/// @param models each once
/// @param revision counts the changes, for compare-and-set
public record Advisory(
    String id,
    String title,
    Optional<String> url,
    List<OfModel> models,
    Instant changed,
    long revision) {
  /// All are read where a filter names one.
  public static final int MOST = 1_000;

  /// A filter takes only so many comparisons and values; these leave room for others beside them.
  public static final int MOST_MODELS = 50;

  public static final int MOST_VERSIONS = 400;
  public static final String ID_RULE =
      "it has 1 to 64 of a-z, A-Z, 0-9, '.', '_' and '-', and begins with a letter or digit";

  private static final int LONGEST_TITLE = 500;
  private static final int LONGEST_ADDRESS = 2_000;
  private static final int LONGEST_VERSION = 256;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /// What it says of one model.
  ///
  /// @param affected versions that have it; a `*` stands for any characters
  /// @param fixed versions that do not, although `affected` may take them in
  public record OfModel(String model, List<String> affected, List<String> fixed) {
    public OfModel {
      affected = List.copyOf(affected);
      fixed = List.copyOf(fixed);
      requireText("a model", model);
      affected.forEach(it -> requireText("a version", it));
      fixed.forEach(it -> requireText("a version", it));
      if (affected.isEmpty() && fixed.isEmpty())
        throw new IllegalArgumentException(
            "of model %s it says nothing: name affected or fixed versions".formatted(model));
    }

    private static void requireText(String what, String text) {
      boolean isGood =
          !text.isBlank()
              && text.length() <= LONGEST_VERSION
              && text.chars().noneMatch(Character::isISOControl);
      if (!isGood)
        throw new IllegalArgumentException(
            "%s has 1 to %d characters, none of them a control".formatted(what, LONGEST_VERSION));
    }

    boolean isAffected(String version) {
      return fits(version, affected) && !isFixed(version);
    }

    boolean isFixed(String version) {
      return fits(version, fixed);
    }

    private static boolean fits(String version, List<String> patterns) {
      return patterns.stream().anyMatch(it -> TextPattern.of(it).matches(version));
    }

    private Condition ofModel() {
      return new Condition.Text(
          Condition.TextField.MODEL, true, List.of(new TextPattern(List.of(model))));
    }

    private static Condition versions(boolean isWanted, List<String> patterns) {
      return new Condition.Text(
          Condition.TextField.VERSION, isWanted, patterns.stream().map(TextPattern::of).toList());
    }

    private Condition condition() {
      List<Condition> all = new ArrayList<>();
      all.add(ofModel());
      all.add(versions(true, affected));
      if (!fixed.isEmpty()) all.add(versions(false, fixed));
      return new Condition.All(all);
    }
  }

  public Advisory {
    models = List.copyOf(models);
    if (!isId(id)) throw new IllegalArgumentException("an advisory's id: " + ID_RULE);
    if (title.length() > LONGEST_TITLE || title.chars().anyMatch(Character::isISOControl))
      throw new IllegalArgumentException(
          "'title' has at most %d characters, none of them a control".formatted(LONGEST_TITLE));
    if (url.filter(it -> !isAddress(it)).isPresent())
      throw new IllegalArgumentException(
          "'url' is an https address of at most %d characters, not '%s'"
              .formatted(LONGEST_ADDRESS, url.get()));
    requireFew(models);
  }

  private static void requireFew(List<OfModel> models) {
    if (models.stream().map(OfModel::model).distinct().count() < models.size())
      throw new IllegalArgumentException("each model is named once, with all of its versions");
    int versions = models.stream().mapToInt(it -> it.affected().size() + it.fixed().size()).sum();
    if (models.size() > MOST_MODELS || versions > MOST_VERSIONS)
      throw new IllegalArgumentException(
          "it names at most %d models and %d versions: a * takes in many, as in 1.*"
              .formatted(MOST_MODELS, MOST_VERSIONS));
  }

  private static boolean isAddress(String text) {
    return text.length() <= LONGEST_ADDRESS && text.matches("https://[^\\s/?#\"<>]+[^\\s\"<>]*");
  }

  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /// What it says of a version.
  public enum Says {
    AFFECTED,
    FIXED
  }

  /// Empty where it says nothing of it.
  public Optional<Says> of(String model, String version) {
    return models.stream()
        .filter(it -> it.model().equals(model))
        .flatMap(
            it -> {
              if (it.isFixed(version)) return Optional.of(Says.FIXED).stream();
              return it.isAffected(version)
                  ? Optional.of(Says.AFFECTED).stream()
                  : Optional.<Says>empty().stream();
            })
        .findFirst();
  }

  /// The devices that run a version that has it.
  Condition condition() {
    return new Condition.Any(
        models.stream().filter(it -> !it.affected().isEmpty()).map(OfModel::condition).toList());
  }

  /// The devices of its models of which no version was ever read: whether they have it is not
  /// known.
  public Selection unread() {
    var any = new TextPattern(List.of("", ""));
    var unread = new Condition.Text(Condition.TextField.VERSION, false, List.of(any));
    return new Selection(
        new Condition.All(
            List.of(new Condition.Any(models.stream().map(OfModel::ofModel).toList()), unread)));
  }

  public Advisory withRevision(long value) {
    return new Advisory(id, title, url, models, changed, value);
  }
}
