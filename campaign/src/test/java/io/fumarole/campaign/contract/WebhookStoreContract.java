package io.fumarole.campaign.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.campaign.webhook.DeliveryState;
import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.WebhookDelivery;
import io.fumarole.campaign.webhook.WebhookId;
import io.fumarole.campaign.webhook.WebhookStore;
import io.fumarole.protocol.syncml.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/// What the stores promise of webhooks and of what is on its way to them.
public abstract class WebhookStoreContract extends StoreContract {
  private static final WebhookId HOOK = new WebhookId("hook1");
  private static final WebhookId AWAY = new WebhookId("away");
  private static final Octets SECRET = Octets.utf8("the first secret");
  private static final Instant LEASE = NOW.plusSeconds(60);

  private WebhookStore webhooks() {
    return stores().webhooks();
  }

  private static Webhook webhook(WebhookId id, Instant created) {
    return Webhook.of(
        id,
        "of jö",
        "https://example.com/hook?a=b",
        new TreeSet<>(List.of("deployment.failed", "campaign")),
        SECRET,
        created);
  }

  private static WebhookDelivery delivery(WebhookId id, int number) {
    return WebhookDelivery.waiting(
        id,
        "178000000000%d-key%d".formatted(number, number),
        "key" + number,
        "io.fumarole.deployment.failed",
        "{\"a\":\"ö\"}",
        NOW.plusSeconds(number));
  }

  private void offer(WebhookDelivery... deliveries) {
    assertThat(webhooks().offer(List.of(deliveries))).isEqualTo(deliveries.length);
  }

  private WebhookDelivery dead(WebhookDelivery was) {
    WebhookDelivery tried = was;
    for (int i = 0; i < WebhookDelivery.MOST_TRIES; i++) {
      WebhookDelivery next =
          tried.refused(Optional.of(500), "it answered 500", Optional.empty(), _ -> 0, NOW);
      assertThat(webhooks().update(tried, next.progress())).isTrue();
      tried = next;
    }
    return tried;
  }

  private static List<String> keys(List<WebhookDelivery> deliveries) {
    return deliveries.stream().map(WebhookDelivery::key).toList();
  }

  @Test
  void aWebhookIsKeptWithItsSecretsUntilItIsRemoved() {
    Webhook old = webhook(HOOK, NOW);
    Webhook young = webhook(AWAY, NOW.plusSeconds(1));
    assertThat(webhooks().add(old)).isTrue();
    assertThat(webhooks().add(young)).isTrue();
    assertThat(webhooks().add(webhook(HOOK, NOW))).isFalse();
    reopen();
    assertThat(webhooks().find(HOOK)).contains(old);
    assertThat(webhooks().list(9)).containsExactly(young, old);
    assertThat(webhooks().list(1)).containsExactly(young);
    assertThat(webhooks().remove(HOOK)).isTrue();
    assertThat(webhooks().remove(HOOK)).isFalse();
    assertThat(webhooks().find(HOOK)).isEmpty();
  }

  @Test
  void ofTwoWhoChangeItOneIsTold() {
    Webhook read = webhook(HOOK, NOW);
    webhooks().add(read);
    Webhook changed = read.withSecret(Octets.utf8("another"), NOW.plusSeconds(9));
    assertThat(webhooks().update(read, changed)).isTrue();
    assertThat(webhooks().update(read, read.switchedOff("no"))).isFalse();
    assertThat(webhooks().find(HOOK)).contains(changed);
    Webhook.Secrets secrets = webhooks().find(HOOK).orElseThrow().secrets();
    assertThat(secrets.at(NOW)).containsExactly(Octets.utf8("another"), SECRET);
    assertThat(secrets.at(NOW.plusSeconds(9))).containsExactly(Octets.utf8("another"));
  }

  @Test
  void howItFaresIsNotedBesideWhatPeopleChange() {
    Webhook read = webhook(HOOK, NOW);
    webhooks().add(read);
    webhooks().failing(HOOK, "no answer", NOW.plusSeconds(1));
    webhooks().failing(HOOK, "refused".repeat(100), NOW.plusSeconds(2));
    Webhook failing = webhooks().find(HOOK).orElseThrow();
    assertThat(failing.failingSince()).contains(NOW.plusSeconds(1));
    assertThat(failing.words()).hasSize(500).startsWith("refused");
    assertThat(failing.revision()).isEqualTo(read.revision());
    webhooks().well(HOOK);
    assertThat(webhooks().find(HOOK)).contains(read);
    assertThat(webhooks().switchOff(HOOK, "it is gone")).isTrue();
    assertThat(webhooks().switchOff(HOOK, "it is gone twice")).isFalse();
    webhooks().failing(HOOK, "late news", NOW.plusSeconds(3));
    Webhook off = webhooks().find(HOOK).orElseThrow();
    assertThat(off.isActive()).isFalse();
    assertThat(off.words()).isEqualTo("it is gone");
    Webhook on = off.switchedOn(NOW.plusSeconds(5));
    assertThat(webhooks().update(off, on)).isTrue();
    assertThat(webhooks().find(HOOK)).contains(on);
    assertThat(on.failingSince()).isEmpty();
    assertThat(on.since()).isEqualTo(NOW.plusSeconds(5));
  }

  @Test
  void anEventIsOfferedOnceToEachWebhook() {
    offer(delivery(HOOK, 1), delivery(AWAY, 1));
    WebhookDelivery sameKey =
        WebhookDelivery.waiting(HOOK, "1789999999999-key1", "key1", "t", "{}", NOW);
    assertThat(webhooks().offer(List.of(sameKey, delivery(HOOK, 2)))).isEqualTo(1);
    assertThat(webhooks().offer(List.of())).isZero();
    reopen();
    assertThat(webhooks().find(HOOK, delivery(HOOK, 1).event())).contains(delivery(HOOK, 1));
    assertThat(webhooks().find(HOOK, sameKey.event())).isEmpty();
  }

  @Test
  void whatIsDueIsClaimedOnceAndAgainWhenItsLeaseIsOver() {
    offer(delivery(HOOK, 2), delivery(HOOK, 1), delivery(AWAY, 1));
    assertThat(webhooks().claim(HOOK, NOW, LEASE, 9)).isEmpty();
    Instant now = NOW.plusSeconds(2);
    assertThat(keys(webhooks().claim(HOOK, now, LEASE, 1))).containsExactly("key1");
    assertThat(keys(webhooks().claim(HOOK, now, LEASE, 9))).containsExactly("key2");
    assertThat(webhooks().claim(HOOK, now, LEASE, 9)).isEmpty();
    assertThat(keys(webhooks().claim(HOOK, LEASE, LEASE.plusSeconds(1), 9)))
        .containsExactlyInAnyOrder("key1", "key2");
    assertThat(keys(webhooks().claim(AWAY, now, LEASE, 9))).containsExactly("key1");
  }

  @Test
  void severalWhoClaimGetEachOnce() throws Exception {
    List<WebhookDelivery> many = new ArrayList<>();
    for (int i = 0; i < 40; i++) many.add(delivery(HOOK, i + 100));
    webhooks().offer(many);
    List<String> taken = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(4)) {
      List<Future<List<WebhookDelivery>>> claims = new ArrayList<>();
      for (int i = 0; i < 8; i++)
        claims.add(
            workers.submit(
                () -> webhooks().claim(HOOK, LEASE.plusSeconds(900), LEASE.plusSeconds(999), 5)));
      for (Future<List<WebhookDelivery>> claim : claims) taken.addAll(keys(claim.get()));
    }
    assertThat(taken).hasSizeLessThanOrEqualTo(40).doesNotHaveDuplicates().isNotEmpty();
  }

  @Test
  void whoComesLateWithAnOutcomeChangesNothing() {
    offer(delivery(HOOK, 1));
    WebhookDelivery read = webhooks().claim(HOOK, LEASE, LEASE.plusSeconds(9), 1).getFirst();
    WebhookDelivery taken = read.taken(204, NOW.plusSeconds(9));
    assertThat(webhooks().update(read, taken.progress())).isTrue();
    WebhookDelivery late =
        read.refused(Optional.empty(), "no answer", Optional.empty(), _ -> 0, NOW);
    assertThat(webhooks().update(read, late.progress())).isFalse();
    assertThat(webhooks().find(HOOK, read.event())).contains(taken);
    assertThat(webhooks().claim(HOOK, LEASE.plusSeconds(99), LEASE.plusSeconds(100), 9)).isEmpty();
  }

  @Test
  void theDeadAreListedAndTriedAgainWhenAsked() {
    for (int i = 1; i < 4; i++) offer(delivery(HOOK, i));
    offer(delivery(AWAY, 1));
    WebhookDelivery dead = dead(delivery(HOOK, 1));
    dead(delivery(HOOK, 3));
    assertThat(dead.progress().words()).isEqualTo("it answered 500; given up after 18 tries");
    assertThat(
            keys(webhooks().deliveries(HOOK, Optional.of(DeliveryState.DEAD), Optional.empty(), 9)))
        .containsExactly("key3", "key1");
    List<WebhookDelivery> page = webhooks().deliveries(HOOK, Optional.empty(), Optional.empty(), 2);
    assertThat(keys(page)).containsExactly("key3", "key2");
    assertThat(
            keys(
                webhooks()
                    .deliveries(HOOK, Optional.empty(), Optional.of(page.getLast().event()), 2)))
        .containsExactly("key1");
    assertThat(webhooks().counts())
        .isEqualTo(
            Map.of(
                HOOK,
                Map.of(DeliveryState.DEAD, 2L, DeliveryState.WAITING, 1L),
                AWAY,
                Map.of(DeliveryState.WAITING, 1L)));
    assertThat(webhooks().again(HOOK, NOW, 1)).isEqualTo(1);
    assertThat(webhooks().again(HOOK, NOW, 9)).isEqualTo(1);
    assertThat(webhooks().again(HOOK, NOW, 9)).isZero();
    assertThat(webhooks().find(HOOK, dead.event())).contains(dead.again(NOW));
    assertThat(keys(webhooks().claim(HOOK, NOW, LEASE, 9)))
        .containsExactlyInAnyOrder("key1", "key3");
  }

  @Test
  void whatIsOverIsForgottenAfterAWhileAndWithItsWebhook() {
    for (int i = 1; i < 4; i++) offer(delivery(HOOK, i));
    WebhookDelivery taken = delivery(HOOK, 1).taken(200, NOW.plusSeconds(5));
    webhooks().update(delivery(HOOK, 1), taken.progress());
    assertThat(webhooks().forget(DeliveryState.DELIVERED, NOW.plusSeconds(5), 9)).isZero();
    assertThat(webhooks().forget(DeliveryState.DEAD, NOW.plusSeconds(9), 9)).isZero();
    assertThat(webhooks().forget(DeliveryState.DELIVERED, NOW.plusSeconds(6), 9)).isEqualTo(1);
    assertThat(webhooks().clear(HOOK, 1)).isEqualTo(1);
    assertThat(webhooks().clear(HOOK, 9)).isEqualTo(1);
    assertThat(webhooks().deliveries(HOOK, Optional.empty(), Optional.empty(), 9)).isEmpty();
  }

  @Test
  void oneServerLooksForEventsAndAnotherTakesOverWhenItIsGone() {
    Duration life = Duration.ofSeconds(30);
    assertThat(webhooks().look("a", NOW, NOW.plus(life))).contains(Instant.EPOCH);
    assertThat(webhooks().look("b", NOW, NOW.plus(life))).isEmpty();
    webhooks().looked("b", NOW.plusSeconds(9));
    webhooks().looked("a", NOW);
    Instant later = NOW.plusSeconds(20);
    assertThat(webhooks().look("a", later, later.plus(life))).contains(NOW);
    assertThat(webhooks().look("b", NOW.plus(life), NOW.plus(life).plus(life))).isEmpty();
    reopen();
    Instant over = later.plus(life);
    boolean isKept = webhooks().look("b", over, over.plus(life)).isPresent();
    assertThat(isKept).isTrue();
    assertThat(webhooks().look("a", over, over.plus(life))).isEmpty();
  }
}
