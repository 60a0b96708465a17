package io.fumarole.campaign.webhook;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// One event on its way to one webhook, with the same id and octets however often it is tried.
///
/// @param event its id
/// @param key tells the event from others, whenever it is found: of one key a webhook gets one
/// @param type for people who look at it
/// @param body JSON
public record WebhookDelivery(
    WebhookId webhook, String event, String key, String type, String body, Progress progress) {
  /// With [#FACTOR] and [#LONGEST_PAUSE]: 5 s, 20 s, 80 s, 5 min, 21 min, 85 min, then every six
  /// hours.
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);

  private static final int FACTOR = 4;
  private static final Duration LONGEST_PAUSE = Duration.ofHours(6);

  /// Some three days.
  public static final int MOST_TRIES = 18;

  /// A pause is up to so many percent longer: what failed together does not come again together.
  private static final int JITTER = 25;

  private static final int LONGEST_WORDS = 500;

  /// @param tries since it began, or since somebody had it tried again
  /// @param wakeAt when it is brought, or tried again; empty when never
  /// @param status that was answered last; empty when nothing was
  /// @param words what happened last
  /// @param changed when
  public record Progress(
      DeliveryState state,
      int tries,
      Optional<Instant> wakeAt,
      Optional<Integer> status,
      String words,
      Instant changed) {
    public Progress {
      if (words.length() > LONGEST_WORDS) words = words.substring(0, LONGEST_WORDS);
    }
  }

  /// One that is to be brought at once.
  public static WebhookDelivery waiting(
      WebhookId webhook, String event, String key, String type, String body, Instant now) {
    return new WebhookDelivery(
        webhook,
        event,
        key,
        type,
        body,
        new Progress(
            DeliveryState.WAITING,
            0,
            Optional.of(now),
            Optional.empty(),
            "it waits to be brought",
            now));
  }

  public WebhookDelivery taken(int status, Instant now) {
    return with(
        new Progress(
            DeliveryState.DELIVERED,
            progress.tries + 1,
            Optional.empty(),
            Optional.of(status),
            "taken with " + status,
            now));
  }

  /// It was not taken: it is tried again while its budget lasts.
  ///
  /// @param notBefore what the other side asked for
  /// @param random a number from 0 up to its argument, exclusive
  public WebhookDelivery refused(
      Optional<Integer> status,
      String words,
      Optional<Duration> notBefore,
      IntUnaryOperator random,
      Instant now) {
    int tries = progress.tries + 1;
    if (tries >= MOST_TRIES)
      return with(
          new Progress(
              DeliveryState.DEAD,
              tries,
              Optional.empty(),
              status,
              "%s; given up after %d tries".formatted(words, tries),
              now));
    Instant again = now.plus(longer(pauseAfter(tries, random), notBefore));
    return with(new Progress(DeliveryState.WAITING, tries, Optional.of(again), status, words, now));
  }

  /// Whoever asks for more than our own longest pause gets that.
  private static Duration longer(Duration usual, Optional<Duration> asked) {
    Duration bounded =
        asked
            .filter(it -> it.compareTo(LONGEST_PAUSE) <= 0)
            .orElse(asked.isPresent() ? LONGEST_PAUSE : usual);
    return bounded.compareTo(usual) > 0 ? bounded : usual;
  }

  private static Duration pauseAfter(int tries, IntUnaryOperator random) {
    Duration pause = FIRST_PAUSE;
    for (int i = 1; i < tries && pause.compareTo(LONGEST_PAUSE) < 0; i++)
      pause = pause.multipliedBy(FACTOR);
    if (pause.compareTo(LONGEST_PAUSE) > 0) pause = LONGEST_PAUSE;
    return pause.plus(pause.multipliedBy(random.applyAsInt(JITTER + 1)).dividedBy(100));
  }

  /// Somebody has it tried again, with a new budget.
  public WebhookDelivery again(Instant now) {
    return with(
        new Progress(
            DeliveryState.WAITING,
            0,
            Optional.of(now),
            progress.status,
            "asked for again; before: " + progress.words,
            now));
  }

  private WebhookDelivery with(Progress value) {
    return new WebhookDelivery(webhook, event, key, type, body, value);
  }
}
