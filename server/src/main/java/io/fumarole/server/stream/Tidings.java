package io.fumarole.server.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.TraceStore.Summary;
import io.fumarole.server.stream.Tiding.Kind;
import io.fumarole.storage.NewsStore;
import io.fumarole.storage.NewsStore.CampaignNews;
import io.fumarole.storage.NewsStore.DeviceNews;
import io.fumarole.storage.NewsStore.EventNews;
import io.fumarole.storage.NewsStore.MessageNews;
import io.fumarole.storage.NewsStore.ProfileNews;
import io.fumarole.storage.NewsStore.RunNews;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// What the stores say is new, as [Tiding]s.
public final class Tidings {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              it -> it.withValueInclusion(JsonInclude.Include.NON_ABSENT))
          .build();

  /// Of a digest: enough to tell what happens within a millisecond.
  private static final int KEY_OCTETS = 9;

  private final NewsStore news;
  private final int most;

  /// @param most of a kind
  Tidings(NewsStore news, int most) {
    this.news = news;
    this.most = most;
  }

  /// In order of time; empty when there are more than can be told.
  Optional<List<Tiding>> since(Instant time) {
    List<EventNews> events = news.events(time, most);
    List<Summary> sessions = news.sessions(time, most);
    List<MessageNews> messages = news.messages(time, most);
    List<CampaignNews> campaigns = news.campaigns(time, most);
    List<ProfileNews> profiles = news.profiles(time, most);
    List<RunNews> runs = news.runs(time, most);
    List<DeviceNews> added = news.newDevices(time, most);
    for (List<?> list : List.of(events, sessions, messages, campaigns, profiles, runs, added))
      if (list.size() >= most) return Optional.empty();
    List<Tiding> all = new ArrayList<>();
    // What is stored of a device changes with what it says, and with what is decided about it.
    Map<DeviceId, Instant> touched = new HashMap<>();
    sessions.forEach(it -> touched.merge(it.device(), it.last(), Tidings::later));
    events.forEach(it -> touched.merge(it.event().device(), it.event().at(), Tidings::later));
    added.forEach(it -> touched.merge(it.id(), it.firstSeen(), Tidings::later));
    news.devices(touched.keySet())
        .forEach(it -> all.add(of(it, touched.getOrDefault(it.id(), it.lastSeen()))));
    sessions.forEach(it -> all.add(of(it)));
    messages.forEach(it -> all.add(of(it)));
    events.forEach(it -> all.add(of(it)));
    campaigns.forEach(it -> all.add(of(it)));
    profiles.forEach(it -> all.add(of(it)));
    runs.forEach(it -> all.add(of(it)));
    // Stable: of one instant, the device comes before what it did.
    all.sort(Comparator.comparing(Tiding::at));
    return Optional.of(all);
  }

  private record DeviceData(
      String device,
      String standing,
      Optional<String> model,
      Optional<String> version,
      Instant lastSeen,
      long revision) {}

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  public static Tiding of(DeviceNews it, Instant at) {
    return tiding(
        Kind.DEVICE,
        at,
        // When it was seen is told by its sessions: here it changes with what is stored of it.
        it.id().value() + ' ' + it.revision(),
        Optional.of(it.id()),
        new DeviceData(
            it.id().value(),
            word(it.standing()),
            it.model(),
            it.version(),
            it.lastSeen(),
            it.revision()));
  }

  private record SessionData(
      String session,
      String sessionId,
      String device,
      Instant started,
      Instant last,
      int messages) {}

  public static Tiding of(Summary it) {
    return tiding(
        Kind.SESSION,
        it.last(),
        it.session() + ' ' + it.messages(),
        Optional.of(it.device()),
        new SessionData(
            it.session(),
            it.sessionId(),
            it.device().value(),
            it.started(),
            it.last(),
            it.messages()));
  }

  private record MessageData(
      String session,
      long number,
      String device,
      Instant at,
      boolean fromDevice,
      Optional<String> note) {}

  private static Tiding of(MessageNews it) {
    return tiding(
        Kind.MESSAGE,
        it.at(),
        it.session() + ' ' + it.number(),
        Optional.of(it.device()),
        new MessageData(
            it.session(), it.number(), it.device().value(), it.at(), it.fromDevice(), it.note()));
  }

  private record EventData(
      Instant at, String device, Optional<String> deployment, String kind, String text) {}

  public static Tiding of(EventNews it) {
    return tiding(
        Kind.DEPLOYMENT,
        it.event().at(),
        it.event().device().value() + ' ' + it.number(),
        Optional.of(it.event().device()),
        new EventData(
            it.event().at(),
            it.event().device().value(),
            it.event().deployment().map(DeploymentId::value),
            it.event().kind(),
            it.event().text()));
  }

  private record CampaignData(
      String campaign, String state, String reason, Instant changed, long revision) {}

  public static Tiding of(CampaignNews it) {
    return tiding(
        Kind.CAMPAIGN,
        it.changed(),
        it.id().value() + ' ' + it.revision(),
        Optional.empty(),
        new CampaignData(
            it.id().value(), word(it.state().name()), it.reason(), it.changed(), it.revision()));
  }

  private record ProfileData(
      String profile, long revision, boolean removed, Instant at, String by) {}

  private static Tiding of(ProfileNews it) {
    return tiding(
        Kind.PROFILE,
        it.at(),
        it.name() + ' ' + it.number(),
        Optional.empty(),
        new ProfileData(it.name(), it.number(), it.isRemoved(), it.at(), it.author()));
  }

  private record RunData(String run, String device, String state, Instant changed) {}

  private static Tiding of(RunNews it) {
    return tiding(
        Kind.CONFORMANCE,
        it.changed(),
        it.id() + ' ' + it.state() + ' ' + it.changed().toEpochMilli(),
        Optional.of(it.device()),
        new RunData(it.id(), it.device().value(), word(it.state()), it.changed()));
  }

  private static String word(String constant) {
    return constant.toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Tiding tiding(
      Kind kind, Instant at, String key, Optional<DeviceId> device, Object data) {
    return new Tiding(
        Tiding.id(at, digest(kind.name() + ' ' + key)),
        kind,
        at,
        device.map(DeviceId::value),
        JSON.writeValueAsString(data));
  }

  private static String digest(String key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, KEY_OCTETS));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
