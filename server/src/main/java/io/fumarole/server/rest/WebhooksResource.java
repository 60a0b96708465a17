package io.fumarole.server.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.fumarole.campaign.webhook.DeliveryState;
import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.WebhookDelivery;
import io.fumarole.campaign.webhook.WebhookId;
import io.fumarole.campaign.webhook.WebhookStore;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.rest.WebhookInput.Change;
import io.fumarole.server.rest.WebhookInput.NewSecret;
import io.fumarole.server.rest.WebhookInput.NewWebhook;
import io.fumarole.server.webhook.Signature;
import io.fumarole.server.webhook.Webhooking;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// `/webhooks`: who is told by HTTP what happens, and what is on its way to them.
public final class WebhooksResource implements RestApi.Resource {
  private static final int AT_ONCE = 1_000;

  private final WebhookStore webhooks;
  private final Webhooking webhooking;
  private final WebhookInput input;
  private final Supplier<String> ids;
  private final Supplier<Octets> secrets;
  private final InstantSource clock;

  /// @param secrets fresh ones that nobody can guess
  public WebhooksResource(
      WebhookStore webhooks,
      Webhooking webhooking,
      Supplier<String> ids,
      Supplier<Octets> secrets,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.webhooking = webhooking;
    this.input = new WebhookInput(webhooking.destinations());
    this.ids = ids;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/webhooks", this::list, Scope.ADMIN)
        .post(RestApi.BASE + "/webhooks", this::add, Scope.ADMIN)
        .get(RestApi.BASE + "/webhooks/{id}", this::show, Scope.ADMIN)
        .patch(RestApi.BASE + "/webhooks/{id}", this::change, Scope.ADMIN)
        .delete(RestApi.BASE + "/webhooks/{id}", this::remove, Scope.ADMIN)
        .post(RestApi.BASE + "/webhooks/{id}/secret", this::rotate, Scope.ADMIN)
        .post(RestApi.BASE + "/webhooks/{id}/test", this::test, Scope.ADMIN)
        .get(RestApi.BASE + "/webhooks/{id}/deliveries", this::deliveries, Scope.ADMIN)
        .post(RestApi.BASE + "/webhooks/{id}/redeliver", this::redeliverDead, Scope.ADMIN)
        .post(
            RestApi.BASE + "/webhooks/{id}/deliveries/{event}/redeliver",
            this::redeliver,
            Scope.ADMIN);
  }

  /// @param words why it is not active, or what went wrong last
  /// @param waiting and `dead`: deliveries
  record WebhookView(
      String id,
      String name,
      String url,
      SortedSet<String> types,
      boolean active,
      Optional<String> words,
      Instant created,
      Optional<Instant> failingSince,
      Optional<Instant> oldSecretUntil,
      long waiting,
      long dead) {
    static WebhookView of(Webhook it, Map<DeliveryState, Long> counts, Instant now) {
      return new WebhookView(
          it.id().value(),
          it.name(),
          it.url(),
          it.types(),
          it.isActive(),
          Optional.of(it.words()).filter(words -> !words.isEmpty()),
          it.created(),
          it.failingSince(),
          it.secrets().previous().map(Webhook.Previous::until).filter(now::isBefore),
          counts.getOrDefault(DeliveryState.WAITING, 0L),
          counts.getOrDefault(DeliveryState.DEAD, 0L));
    }
  }

  /// @param secret shown this once
  record Made(@JsonUnwrapped WebhookView view, String secret) {}

  record DeliveryView(
      String id,
      String type,
      String state,
      int tries,
      Optional<Instant> next,
      Optional<Integer> status,
      String words,
      Instant changed,
      JsonNode event) {
    static DeliveryView of(WebhookDelivery it) {
      WebhookDelivery.Progress progress = it.progress();
      return new DeliveryView(
          it.event(),
          it.type(),
          progress.state().word(),
          progress.tries(),
          progress.wakeAt(),
          progress.status(),
          progress.words(),
          progress.changed(),
          Input.JSON.readTree(it.body()));
    }
  }

  /// @param event the id that was sent
  record TriedView(String event, boolean taken, Optional<Integer> status, String words) {
    static TriedView of(Webhooking.Tried it) {
      return new TriedView(it.event(), it.isTaken(), it.status(), it.words());
    }
  }

  private void list(Context context) {
    Instant now = now();
    Map<WebhookId, Map<DeliveryState, Long>> counts = webhooks.counts();
    List<WebhookView> views =
        webhooks.list(Input.limit(context)).stream()
            .map(it -> WebhookView.of(it, counts.getOrDefault(it.id(), Map.of()), now))
            .toList();
    context.json(Map.of("webhooks", views));
  }

  private WebhookView view(Webhook it) {
    return WebhookView.of(it, webhooks.counts().getOrDefault(it.id(), Map.of()), now());
  }

  /// As it is stored, in milliseconds.
  private Instant now() {
    return Instant.ofEpochMilli(clock.millis());
  }

  private void add(Context context) {
    NewWebhook wanted = Input.json(context, NewWebhook.class);
    if (webhooks.list(Webhooking.MOST).size() >= Webhooking.MOST)
      throw new BadRequest(
          HttpStatus.CONFLICT, "there are %d webhooks: no more".formatted(Webhooking.MOST));
    Octets secret = secrets.get();
    Webhook made = input.webhook(wanted, new WebhookId(ids.get()), secret, now());
    while (!webhooks.add(made))
      made = input.webhook(wanted, new WebhookId(ids.get()), secret, now());
    context.status(HttpStatus.CREATED);
    show(context, made, secret);
  }

  private void show(Context context, Webhook made, Octets secret) {
    context.header("Cache-Control", "no-store");
    context.json(new Made(view(made), Signature.shown(secret)));
  }

  private Webhook webhook(Context context) {
    String id = context.pathParam("id");
    return webhooks.find(Input.id(id, WebhookId::new)).orElseThrow(() -> unknown(id));
  }

  private static BadRequest unknown(String id) {
    return new BadRequest(HttpStatus.NOT_FOUND, "no webhook " + id + ": GET /webhooks lists them");
  }

  private void show(Context context) {
    context.json(view(webhook(context)));
  }

  private void change(Context context) {
    Change wanted = Input.json(context, Change.class);
    Webhook was = webhook(context);
    Webhook changed = input.changed(was, wanted, now());
    store(was, changed);
    webhooking.wake();
    context.json(view(changed));
  }

  private void store(Webhook was, Webhook changed) {
    if (!webhooks.update(was, changed))
      throw new BadRequest(
          HttpStatus.CONFLICT, "somebody else has changed this webhook just now: look again");
  }

  private void remove(Context context) {
    WebhookId id = webhook(context).id();
    if (!webhooks.remove(id)) throw unknown(id.value());
    int gone;
    do {
      gone = webhooks.clear(id, AT_ONCE);
    } while (gone == AT_ONCE);
    context.json(Map.of("removed", id.value()));
  }

  private void rotate(Context context) {
    NewSecret wanted = Input.json(context, NewSecret.class);
    Webhook was = webhook(context);
    Octets secret = secrets.get();
    Webhook changed = was.withSecret(secret, now().plus(WebhookInput.overlap(wanted)));
    store(was, changed);
    show(context, changed, secret);
  }

  private void test(Context context) {
    context.json(TriedView.of(webhooking.test(webhook(context))));
  }

  private void deliveries(Context context) {
    WebhookId id = webhook(context).id();
    Optional<DeliveryState> state =
        Input.query(context, "state").map(it -> Input.word("state", it, DeliveryState.values()));
    int limit = Input.limit(context);
    List<WebhookDelivery> found = webhooks.deliveries(id, state, Paging.after(context), limit + 1);
    Paging.Page<WebhookDelivery> page = Paging.page(found, limit, WebhookDelivery::event);
    Map<String, Object> answer = new HashMap<>();
    answer.put("deliveries", page.rows().stream().map(DeliveryView::of).toList());
    page.cursor().ifPresent(it -> answer.put("cursor", it));
    context.json(answer);
  }

  private void redeliver(Context context) {
    WebhookId id = webhook(context).id();
    String event = context.pathParam("event");
    WebhookDelivery was =
        webhooks
            .find(id, event)
            .orElseThrow(
                () ->
                    new BadRequest(
                        HttpStatus.NOT_FOUND,
                        "no delivery %s: GET /webhooks/%s/deliveries lists them"
                            .formatted(event, id)));
    WebhookDelivery again = was.again(now());
    if (!webhooks.update(was, again.progress()))
      throw new BadRequest(HttpStatus.CONFLICT, "it is being brought just now: look again");
    webhooking.wake();
    context.json(DeliveryView.of(again));
  }

  private void redeliverDead(Context context) {
    WebhookId id = webhook(context).id();
    int sum = 0;
    int again;
    do {
      again = webhooks.again(id, now(), AT_ONCE);
      sum += again;
    } while (again == AT_ONCE);
    webhooking.wake();
    context.json(Map.of("again", sum));
  }
}
