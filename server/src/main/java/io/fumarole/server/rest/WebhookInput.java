package io.fumarole.server.rest;

import io.fumarole.campaign.webhook.Webhook;
import io.fumarole.campaign.webhook.WebhookId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.webhook.Destinations;
import io.fumarole.server.webhook.Webhooking;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/// What people say of a webhook.
final class WebhookInput {
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_URL = 2_048;
  private static final int MOST_TYPES = 50;
  private static final Duration USUAL_OVERLAP = Duration.ofDays(1);
  private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);
  private static final int LARGEST_PORT = 65_535;

  private final Destinations destinations;

  WebhookInput(Destinations destinations) {
    this.destinations = destinations;
  }

  record NewWebhook(Optional<String> name, Optional<String> url, Optional<List<String>> types) {}

  record Change(
      Optional<String> name,
      Optional<String> url,
      Optional<List<String>> types,
      Optional<Boolean> active) {}

  /// @param overlap how long the old one is good beside it, such as `24h`
  record NewSecret(Optional<String> overlap) {}

  Webhook webhook(NewWebhook wanted, WebhookId id, Octets secret, Instant now) {
    String url = url(Input.needed(wanted.url(), "url"));
    String name = name(wanted.name().filter(it -> !it.isBlank()).orElse(URI.create(url).getHost()));
    SortedSet<String> types = types(wanted.types().orElse(List.of("deployment", "campaign")));
    return Webhook.of(id, name, url, types, secret, now);
  }

  Webhook changed(Webhook was, Change wanted, Instant now) {
    Webhook described =
        was.described(
            wanted.name().map(WebhookInput::name).orElse(was.name()),
            wanted.url().map(this::url).orElse(was.url()),
            wanted.types().map(WebhookInput::types).orElse(was.types()));
    if (wanted.active().isEmpty() || wanted.active().get() == was.isActive()) return described;
    return stepped(
        was,
        wanted.active().get()
            ? described.switchedOn(now)
            : described.switchedOff("switched off by hand"));
  }

  /// Several changes at once are one.
  private static Webhook stepped(Webhook was, Webhook changed) {
    return changed.withRevision(was.revision() + 1);
  }

  private static String name(String given) {
    String name = given.strip();
    boolean isPlain = name.chars().noneMatch(Character::isISOControl);
    if (name.isEmpty() || name.length() > LONGEST_NAME || !isPlain)
      throw BadRequest.about("name", "'name' has 1 to " + LONGEST_NAME + " printable characters");
    return name;
  }

  private String url(String given) {
    String text = given.strip();
    URI url = parsed(text);
    boolean isHttp = String.valueOf(url.getScheme()).matches("(?i)https?");
    if (!isHttp
        || url.getHost() == null
        || text.length() > LONGEST_URL
        || url.getPort() > LARGEST_PORT) throw wrongUrl();
    if (url.getRawUserInfo() != null)
      throw BadRequest.about("url", "'url' has no user and password: the signature says who calls");
    if (url.getRawFragment() != null) throw wrongUrl();
    destinations
        .refusalOfLiteral(url.getHost().replaceAll("^\\[|]$", ""))
        .ifPresent(
            words -> {
              throw BadRequest.about("url", words);
            });
    return text;
  }

  private static URI parsed(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw wrongUrl();
    }
  }

  private static BadRequest wrongUrl() {
    return BadRequest.about(
        "url", "'url' is an http or https address such as https://example.com/hook, of up to 2048");
  }

  private static SortedSet<String> types(List<String> given) {
    SortedSet<String> types = new TreeSet<>();
    for (String type : given) {
      String word = type.strip().replaceFirst("^io\\.fumarole\\.", "");
      String[] parts = word.split("\\.", 2);
      boolean isKnown = Webhooking.KINDS.contains(parts[0]);
      if (!isKnown || (parts.length == 2 && !parts[1].matches("[a-z-]{1,40}")))
        throw BadRequest.about(
            "types",
            "type '%s' is unknown: one of %s, or such as deployment.failed alone"
                .formatted(type, String.join(", ", Webhooking.KINDS)));
      types.add(word);
    }
    if (types.isEmpty() || types.size() > MOST_TYPES)
      throw BadRequest.about("types", "'types' has 1 to " + MOST_TYPES + " types");
    return types;
  }

  static Duration overlap(NewSecret wanted) {
    Duration overlap =
        wanted.overlap().map(it -> Input.duration("overlap", it)).orElse(USUAL_OVERLAP);
    if (overlap.isNegative() || overlap.compareTo(LONGEST_OVERLAP) > 0)
      throw BadRequest.about("overlap", "'overlap' is 0s to " + LONGEST_OVERLAP.toDays() + "d");
    return overlap;
  }
}
