package io.fumarole.campaign.webhook;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Webhooks and what is on its way to them; and how far the events have been looked at, by
/// whichever server does that.
public interface WebhookStore {
  /// False when there is one with this id.
  boolean add(Webhook webhook);

  Optional<Webhook> find(WebhookId id);

  /// The newest first.
  List<Webhook> list(int limit);

  /// Stores what people have changed; false when somebody else has changed it since `was` was read.
  boolean update(Webhook was, Webhook changed);

  /// False when there is none. What was on its way goes with it, by [#clear].
  boolean remove(WebhookId id);

  /// Forgets up to `limit` deliveries of a webhook that is gone; says how many.
  int clear(WebhookId id, int limit);

  /// It has taken something.
  void well(WebhookId id);

  /// It has not taken something: since then it is failing, unless it was before.
  void failing(WebhookId id, String words, Instant now);

  /// False when it was off already.
  boolean switchOff(WebhookId id, String why);

  /// Adds those that are not there yet, by webhook and key; says how many that were.
  int offer(List<WebhookDelivery> deliveries);

  /// Takes up to `limit` of a webhook's that are to be brought now, the longest waiting first, and
  /// puts them off until `lease`: whoever dies with them leaves them to another.
  List<WebhookDelivery> claim(WebhookId webhook, Instant now, Instant lease, int limit);

  /// Stores how far it has come; false when it has come further since `was` was read.
  boolean update(WebhookDelivery was, WebhookDelivery.Progress progress);

  /// By the event's id.
  Optional<WebhookDelivery> find(WebhookId webhook, String event);

  /// The newest events first.
  ///
  /// @param before the event's id that the page before ended with; empty for the first page
  List<WebhookDelivery> deliveries(
      WebhookId webhook, Optional<DeliveryState> state, Optional<String> before, int limit);

  /// Has up to `limit` dead ones tried again; says how many.
  int again(WebhookId webhook, Instant now, int limit);

  /// How many wait and how many are dead, of each webhook; what it has none of is missing.
  Map<WebhookId, Map<DeliveryState, Long>> counts();

  /// Forgets up to `limit` in this state that have not changed since; says how many.
  int forget(DeliveryState state, Instant changedBefore, int limit);

  /// Takes over to look for events, unless another server does; until when that has been done.
  ///
  /// @param server tells servers apart
  Optional<Instant> look(String server, Instant now, Instant lease);

  /// All events until then have been offered.
  void looked(String server, Instant until);
}
