package io.fumarole.campaign.webhook;

import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// Somebody who is told by HTTP what happens.
///
/// @param name for people
/// @param types what it is told: `deployment`, or `deployment.failed` alone
/// @param isActive one that is not is told nothing, and what waits for it waits on
/// @param words why it is not active, or what went wrong last
/// @param since what happened before is not for it
/// @param failingSince it has taken nothing since; empty: all is well
public record Webhook(
    WebhookId id,
    String name,
    String url,
    SortedSet<String> types,
    Secrets secrets,
    boolean isActive,
    String words,
    Instant created,
    Instant since,
    Optional<Instant> failingSince,
    long revision) {
  /// Whoever is away for a long weekend is told afterwards; who is gone is not called for ever.
  public static final Duration LONGEST_FAILURE = Duration.ofDays(5);

  private static final int LONGEST_WORDS = 500;

  public Webhook {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
    words = bounded(words);
  }

  /// The other side has its own words in it.
  public static String bounded(String words) {
    return words.length() > LONGEST_WORDS ? words.substring(0, LONGEST_WORDS) : words;
  }

  /// What deliveries are signed with. For a while after a change both are good, so that the other
  /// side can change when it likes.
  ///
  /// @param previous the one before, until its end
  public record Secrets(Octets current, Optional<Previous> previous) {
    public static Secrets of(Octets secret) {
      return new Secrets(secret, Optional.empty());
    }

    /// The newest first.
    public List<Octets> at(Instant now) {
      List<Octets> good = new ArrayList<>(List.of(current));
      previous.filter(it -> now.isBefore(it.until())).ifPresent(it -> good.add(it.secret()));
      return good;
    }

    /// @param until the one that was good so far is good
    Secrets changed(Octets secret, Instant until) {
      return new Secrets(secret, Optional.of(new Previous(current, until)));
    }

    /// Never shows a secret.
    @Override
    public String toString() {
      return "Secrets";
    }
  }

  public record Previous(Octets secret, Instant until) {
    @Override
    public String toString() {
      return "Previous[until " + until + "]";
    }
  }

  /// One that is told what happens from now on.
  public static Webhook of(
      WebhookId id, String name, String url, SortedSet<String> types, Octets secret, Instant now) {
    return new Webhook(
        id, name, url, types, Secrets.of(secret), true, "", now, now, Optional.empty(), 1);
  }

  /// @param kind such as `deployment`
  /// @param word which of them, such as `failed`; empty where there is only one
  public boolean wants(String kind, String word) {
    return types.contains(kind) || types.contains(kind + "." + word);
  }

  /// Whether it is told anything of a kind.
  public boolean wantsAny(String kind) {
    return types.stream().anyMatch(it -> it.equals(kind) || it.startsWith(kind + "."));
  }

  public Webhook described(String newName, String newUrl, SortedSet<String> newTypes) {
    return new Webhook(
        id,
        newName,
        newUrl,
        newTypes,
        secrets,
        isActive,
        words,
        created,
        since,
        failingSince,
        revision + 1);
  }

  /// From now on it is told what happens. What happened meanwhile is not for it.
  public Webhook switchedOn(Instant now) {
    return switched(true, "", now);
  }

  public Webhook switchedOff(String why) {
    return switched(false, why, since);
  }

  private Webhook switched(boolean on, String why, Instant from) {
    return new Webhook(
        id,
        name,
        url,
        types,
        secrets,
        on,
        why,
        created,
        from,
        on ? Optional.empty() : failingSince,
        revision + 1);
  }

  public Webhook withRevision(long value) {
    return new Webhook(
        id, name, url, types, secrets, isActive, words, created, since, failingSince, value);
  }

  public Webhook withSecret(Octets secret, Instant previousUntil) {
    return new Webhook(
        id,
        name,
        url,
        types,
        secrets.changed(secret, previousUntil),
        isActive,
        words,
        created,
        since,
        failingSince,
        revision + 1);
  }
}
