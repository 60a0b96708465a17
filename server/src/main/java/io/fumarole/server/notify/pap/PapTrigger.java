package io.fumarole.server.notify.pap;

import io.fumarole.campaign.notification.Way;
import io.fumarole.protocol.pap.MalformedPapException;
import io.fumarole.protocol.pap.PapAnswer;
import io.fumarole.protocol.pap.PapPush;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.notify.Trigger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Hands the notification to a push gateway. Spec: notification 3.2.
public final class PapTrigger implements Trigger, AutoCloseable {
  /// Gateways put it into the SMS, which has 140 octets for everything.
  private static final String USER_AGENT = "F";

  /// An answer has less than one kibibyte.
  private static final int LARGEST_ANSWER = 64 * 1_024;

  private static final int TOO_MANY = 429;

  private final PapSettings settings;
  private final Optional<String> reports;
  private final HttpClient client;

  /// @param reports where the gateway is to report what became of a push
  public PapTrigger(PapSettings settings, Optional<String> reports) {
    this.settings = settings;
    this.reports = reports.filter(_ -> settings.wantsReports());
    this.client = HttpClient.newBuilder().connectTimeout(settings.patience()).build();
  }

  @Override
  public Outcome send(Push push) {
    Optional<String> number = push.number();
    if (number.isEmpty())
      return Outcome.NotSent.never(
          "device %s has the address '%s': give it as push:NUMBER"
              .formatted(push.device(), push.address().orElse("")));
    var message =
        new PapPush(
            push.id(),
            reports,
            push.until(),
            PapPush.address(number.get(), settings.gateway()),
            push.package0());
    CompletableFuture<HttpResponse<byte[]>> answer =
        client.sendAsync(
            request(message), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
    try {
      return outcome(
          push, number.get(), answer.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException e) {
      return Outcome.NotSent.now("the push gateway is not reached: " + e.getCause());
    } catch (TimeoutException e) {
      return Outcome.NotSent.now(
          "the push gateway has not answered within " + settings.patience().toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Outcome.NotSent.now("interrupted");
    } finally {
      answer.cancel(true);
    }
  }

  private HttpRequest request(PapPush message) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.url()))
            .header("Content-Type", message.contentType())
            .header("User-Agent", USER_AGENT)
            .POST(BodyPublishers.ofByteArray(message.body().toByteArray()));
    if (!settings.user().isEmpty()) {
      String pair = settings.user() + ":" + settings.password();
      byte[] octets = pair.getBytes(StandardCharsets.UTF_8);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(octets));
    }
    return request.build();
  }

  private static Outcome outcome(Push push, String number, HttpResponse<byte[]> response) {
    int status = response.statusCode();
    try {
      PapAnswer answer = PapAnswer.read(Octets.wrap(response.body()));
      return answer.isTaken()
          ? new Outcome.Sent(
              Way.PAP, Optional.of(push.id()), "taken by the push gateway for " + number)
          : new Outcome.NotSent(answer.mayPass(), "the push gateway refused it: " + answer);
    } catch (MalformedPapException e) {
      boolean mayPass = status / 100 == 5 || status / 100 == 2 || status == TOO_MANY;
      return new Outcome.NotSent(
          mayPass,
          "the push gateway's answer is no PAP, status %d: %s".formatted(status, e.getMessage()));
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
