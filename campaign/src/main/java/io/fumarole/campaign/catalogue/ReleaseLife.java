package io.fumarole.campaign.catalogue;

import java.time.Instant;

/// A release's way: draft, tested, released, withdrawn.
public final class ReleaseLife {
  private ReleaseLife() {}

  public sealed interface Move {
    record Moved(Release release) implements Move {}

    record Refused(String words) implements Move {}
  }

  /// @param packages how many it has
  public static Move move(Release release, ReleaseState to, int packages, Instant now) {
    if (release.state() == ReleaseState.WITHDRAWN)
      return refused(release, "is withdrawn, and that is for ever: add another version");
    if (release.state() == to) return refused(release, "is " + to.word() + " already");
    return switch (to) {
      case DRAFT ->
          release.state() == ReleaseState.TESTED
              ? moved(release, to, now)
              : refused(release, "is out: withdraw it, and add another version");
      case TESTED ->
          release.state() == ReleaseState.RELEASED
              ? refused(release, "is released already")
              : withPackages(release, to, packages, now);
      case RELEASED ->
          release.state() == ReleaseState.TESTED
              ? withPackages(release, to, packages, now)
              : refused(release, "is a draft: say first that it is tested");
      case WITHDRAWN -> moved(release, to, now);
    };
  }

  /// Whether a package may still be added: one that joins later was not tested with the others.
  ///
  /// @param auto whether releases are released as they are made
  public static boolean isOpen(ReleaseState state, boolean auto) {
    return switch (state) {
      case DRAFT -> true;
      case TESTED, RELEASED -> auto;
      case WITHDRAWN -> false;
    };
  }

  private static Move withPackages(Release release, ReleaseState to, int packages, Instant now) {
    return packages == 0
        ? refused(release, "has no package: add one first")
        : moved(release, to, now);
  }

  private static Move moved(Release release, ReleaseState to, Instant now) {
    return new Move.Moved(release.to(to, now));
  }

  private static Move refused(Release release, String words) {
    return new Move.Refused("release " + release.id() + " " + words);
  }
}
