package io.fumarole.lab.rehearsal;

import io.fumarole.lab.fleet.Share;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a rehearsal takes for granted, in sentences.
final class Assumptions {
  /// Groups that behave alike are told together; more ways than that no reader compares.
  private static final int MOST_WAYS = 8;

  private Assumptions() {}

  static List<String> of(Rehearsal rehearsal) {
    Map<Behaviour, Long> ways = new LinkedHashMap<>();
    Roster roster = rehearsal.roster();
    long[] sizes = new long[roster.groups().size()];
    for (int device = 0; device < roster.size(); device++) sizes[roster.groupOf(device)]++;
    for (int group = 0; group < sizes.length; group++)
      if (sizes[group] > 0)
        ways.merge(roster.groups().get(group).behaviour(), sizes[group], Long::sum);
    List<String> sentences = new ArrayList<>();
    ways.entrySet().stream()
        .sorted(Map.Entry.<Behaviour, Long>comparingByValue().reversed())
        .limit(MOST_WAYS)
        .forEach(it -> sentences.add(words(it.getValue(), it.getKey())));
    if (ways.size() > MOST_WAYS)
      sentences.add((ways.size() - MOST_WAYS) + " more kinds of devices behave otherwise");
    sentences.add(
        rehearsal
            .resumeAfter()
            .map(it -> "a campaign that pauses is resumed after " + Times.words(it))
            .orElse("a campaign that pauses stays paused"));
    sentences.add(
        "the server keeps up, downloads do not slow each other down, and no other campaign wants"
            + " the devices");
    return sentences;
  }

  private static String words(long devices, Behaviour behaviour) {
    List<String> parts = new ArrayList<>();
    parts.add(
        behaviour
            .poll()
            .map(it -> "call each " + Times.words(it) + jitter(behaviour))
            .orElse("never call by themselves"));
    parts.add(notified(behaviour.notified()));
    share(behaviour.gone(), "are never heard of again").ifPresent(parts::add);
    share(behaviour.unready(), "never become as the precondition asks").ifPresent(parts::add);
    share(behaviour.offline().share(), "are away at any time").ifPresent(parts::add);
    Behaviour.Work work = behaviour.work();
    parts.add("fetch " + Times.octets((double) work.octetsPerSecond()) + " a second");
    parts.add("install for about " + Times.words(work.install()));
    share(work.silent(), "fall silent during the update").ifPresent(parts::add);
    if (!work.failures().kinds().isEmpty())
      parts.add(
          "fail: "
              + work.failures().kinds().stream()
                  .map(it -> it.share() + " with " + it.code())
                  .collect(Collectors.joining(", ")));
    return "%,d devices %s".formatted(devices, String.join("; ", parts));
  }

  private static String jitter(Behaviour behaviour) {
    return behaviour.jitter().part() > 0
        ? ", some up to " + behaviour.jitter() + " less often"
        : "";
  }

  private static String notified(Behaviour.Notified notified) {
    return notified.isPossible()
        ? "answer %s of notifications within %s"
            .formatted(notified.answers(), Times.words(notified.within()))
        : "have no address for notifications";
  }

  private static Optional<String> share(Share share, String what) {
    return share.part() > 0 ? Optional.of(share + " " + what) : Optional.empty();
  }
}
