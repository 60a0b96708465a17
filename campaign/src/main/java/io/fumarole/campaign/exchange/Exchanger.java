package io.fumarole.campaign.exchange;

import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.exchange.ExchangeStore.Loaded;
import io.fumarole.campaign.exchange.ExchangeStore.Lookup;
import io.fumarole.campaign.exchange.Steps.Step;
import io.fumarole.protocol.dm.session.Received;
import io.fumarole.protocol.fumo.AlertType;
import io.fumarole.protocol.syncml.AlertCode;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Item;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Octets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Answers DM messages: decodes, reads what is known, lets [Exchange] decide, stores, and only then
/// answers. The shell around it brings the octets and the time.
public final class Exchanger {
  /// The part of an address's query that holds a session's token.
  public static final String TOKEN_PARAMETER = "s";

  /// A device in two sessions at once makes its commits fail; more failures than this are refused,
  /// and the device tries again.
  private static final int MOST_TRIES = 5;

  /// Of a content type that is told: every one of SyncML is shorter.
  private static final int LONGEST_TYPE = 100;

  private static final String XML = "application/vnd.syncml.dm+xml";
  private static final String WBXML = "application/vnd.syncml.dm+wbxml";

  /// A message as the transport brought it.
  ///
  /// @param contentType of the transport, with or without parameters
  /// @param hmac the value of `x-syncml-hmac`
  /// @param from the peer's address, for the throttle
  /// @param token what the address says that it was sent to, when that is a session's own
  /// @param certificate that the peer showed when it connected
  /// @param target path and query that it was sent to, where that is known
  public record Request(
      Octets body,
      String contentType,
      Optional<String> hmac,
      String from,
      Optional<String> token,
      Optional<ShownCertificate> certificate,
      String target) {
    public Request(
        Octets body,
        String contentType,
        Optional<String> hmac,
        String from,
        Optional<String> token,
        Optional<ShownCertificate> certificate) {
      this(body, contentType, hmac, from, token, certificate, "");
    }

    public Request(Octets body, String contentType, Optional<String> hmac, String from) {
      this(body, contentType, hmac, from, Optional.empty(), Optional.empty());
    }
  }

  /// What the transport sends back.
  ///
  /// @param httpStatus 200 for every SyncML-level result; 400 malformed, 415 another type, 429 too
  ///   many guesses, 503 try again
  public record Answer(int httpStatus, String contentType, Octets body, Optional<String> hmac) {
    static Answer words(int httpStatus, String text) {
      return new Answer(
          httpStatus, "text/plain; charset=utf-8", Octets.utf8(text + "\n"), Optional.empty());
    }
  }

  private final ExchangeStore store;
  private final Exchange exchange;
  private final Circumstances circumstances;
  private final Tracer tracer;
  private final GuessThrottle throttle;
  private final Limits limits;
  private final Steps steps;
  private final Examiner examiner;
  private final RecentKeys recentKeys = new RecentKeys();
  private final RecentChallenges recentChallenges = new RecentChallenges();
  private final IdleAnswers idleAnswers = new IdleAnswers();

  public Exchanger(
      ExchangeStore store,
      TraceStore trace,
      GuessThrottle throttle,
      Circumstances circumstances,
      Limits limits) {
    this(store, trace, throttle, circumstances, limits, Steps.UNWATCHED);
  }

  /// @param steps told of each step on the way
  public Exchanger(
      ExchangeStore store,
      TraceStore trace,
      GuessThrottle throttle,
      Circumstances circumstances,
      Limits limits,
      Steps steps) {
    this(store, trace, throttle, circumstances, limits, steps, Examiner.NONE);
  }

  /// @param examiner answers the devices that are examined here
  public Exchanger(
      ExchangeStore store,
      TraceStore trace,
      GuessThrottle throttle,
      Circumstances circumstances,
      Limits limits,
      Steps steps,
      Examiner examiner) {
    this.store = store;
    this.tracer = new Tracer(trace, circumstances.tokens());
    this.throttle = throttle;
    this.circumstances = circumstances;
    this.exchange = new Exchange(circumstances);
    this.limits = limits;
    this.steps = steps;
    this.examiner = examiner;
  }

  public Answer answer(Request request, Instant now) {
    steps.passed(Step.RECEIVED);
    Optional<Form.Encoding> encoding = encoding(request.contentType());
    if (encoding.isEmpty())
      return refuse(
          415,
          "Content-Type '%s' is not SyncML: send %s or %s"
              .formatted(inWords(request.contentType()), WBXML, XML),
          request,
          now);
    Codec.Decoded decoded;
    try {
      decoded = Codec.decode(request.body(), encoding.get(), limits);
    } catch (MalformedMessageException malformed) {
      String words = "malformed " + encoding.get() + ": " + malformed.getMessage();
      return refuse(400, words + other(encoding.get(), request.body()), request, now);
    }
    steps.passed(Step.DECODED);
    return answer(request, decoded, now);
  }

  /// Before it is understood. Who brings up a device looks for it in the trace.
  private Answer refuse(int httpStatus, String words, Request request, Instant now) {
    Optional<Codec.Decoded> anyway = anyway(request.body());
    sender(anyway).ifPresent(device -> examiner.refused(device, httpStatus + ", " + words));
    tracer.refused(
        circumstances.newSessionKey().get(),
        request,
        anyway,
        inWords(request.contentType()),
        "%d to %s: %s".formatted(httpStatus, request.from(), words),
        now);
    return Answer.words(httpStatus, words);
  }

  /// What was refused may be a message for all that, under another content type.
  private Optional<Codec.Decoded> anyway(Octets body) {
    Optional<Form.Encoding> encoding = Codec.sniff(body);
    if (encoding.isEmpty()) return Optional.empty();
    try {
      return Optional.of(Codec.decode(body, encoding.get(), limits));
    } catch (MalformedMessageException noMessage) {
      return Optional.empty();
    }
  }

  private static Optional<DeviceId> sender(Optional<Codec.Decoded> message) {
    return message
        .map(it -> it.message().header().source().locUri())
        .filter(DeviceId::isValid)
        .map(DeviceId::new);
  }

  /// Where the body is in the other coding, that is what is wrong.
  private static String other(Form.Encoding named, Octets body) {
    return Codec.sniff(body)
        .filter(it -> it != named)
        .map(it -> "; it looks like " + it + ": send it as " + type(it))
        .orElse("");
  }

  private static String type(Form.Encoding encoding) {
    return switch (encoding) {
      case WBXML -> WBXML;
      case XML -> XML;
    };
  }

  private static String inWords(String contentType) {
    return contentType.length() <= LONGEST_TYPE
        ? contentType
        : contentType.substring(0, LONGEST_TYPE) + "…";
  }

  private Answer answer(Request request, Codec.Decoded decoded, Instant now) {
    Message message = decoded.message();
    var received =
        new Received(message, decoded.form(), request.body(), request.hmac(), request.token());
    String source = message.header().source().locUri();
    var id = new DeviceId(DeviceId.isValid(source) ? source : "unnamed");
    String freshKey = recentKeys.of(id, message.header(), circumstances.newSessionKey());
    if (throttle.isBlocked(id, request.from(), now)) {
      String words = "429: too many wrong credentials for this device from " + request.from();
      tracer.turnedAway(freshKey, id, request, decoded, words, now);
      return Answer.words(429, "too many wrong credentials: try again later");
    }
    Lookup lookup = lookup(message);
    Octets digest = sha256(request.body());
    int challenges = recentChallenges.of(freshKey, request.from());
    for (int attempt = 0; attempt < MOST_TRIES; attempt++) {
      Loaded loaded = store.load(id, lookup);
      steps.passed(Step.LOADED);
      Optional<Exchange.Outcome> unproven =
          exchange.unproven(loaded, received, request.certificate(), freshKey, now);
      // Nor the answer to somebody who proved more: not even that.
      if (unproven.isPresent()) return answer(unproven.get(), id, request, decoded, now);
      if (isExamined(loaded))
        return examiner
            .answer(id, request)
            .map(reply -> examined(reply, id, request.from(), now))
            .orElseGet(() -> elsewhere(freshKey, id, request, decoded, now));
      Exchange.Outcome outcome =
          exchange.handle(loaded, received, digest, freshKey, challenges, now);
      steps.passed(Step.DECIDED);
      if (!outcome.changes().isEmpty() && !store.commit(loaded, outcome.changes())) continue;
      steps.passed(Step.COMMITTED);
      if (outcome.isTurnedAway()) {
        Optional<Answer> before = idleAnswers.find(id, digest, request.hmac(), now);
        if (before.isPresent()) return before.get();
      }
      outcome.behind().ifPresent(store::behind);
      if (outcome.isGuess()) throttle.guessed(id, request.from(), now);
      if (outcome.isChallenge()) recentChallenges.count(freshKey, request.from());
      else if (!outcome.isTurnedAway()) recentChallenges.forget(freshKey, request.from());
      Answer answer = answer(outcome, id, request, decoded, now);
      if (outcome.behind().isPresent()) idleAnswers.keep(id, digest, request.hmac(), answer, now);
      steps.passed(Step.ANSWERED);
      return answer;
    }
    String words = "this device has another message under way: try again";
    tracer.turnedAway(freshKey, id, request, decoded, "503: " + words, now);
    return Answer.words(503, words);
  }

  private static boolean isExamined(Loaded loaded) {
    return loaded.device().filter(it -> it.standing() == Device.Standing.EXAMINED).isPresent();
  }

  /// Whoever guesses at the kit guesses at the same secret.
  private Answer examined(Examiner.Reply reply, DeviceId id, String from, Instant now) {
    if (reply.isGuess()) throttle.guessed(id, from, now);
    return reply.answer();
  }

  /// The kit that judges the device is at another server, or that one has gone and nobody has
  /// noticed yet. To answer here would spoil what is judged there.
  private Answer elsewhere(
      String key, DeviceId id, Request request, Codec.Decoded decoded, Instant now) {
    String words = "this device is judged by another server: try again later";
    tracer.turnedAway(key, id, request, decoded, "503: " + words, now);
    return Answer.words(503, words);
  }

  private Answer answer(
      Exchange.Outcome outcome, DeviceId id, Request request, Codec.Decoded decoded, Instant now) {
    tracer.exchanged(outcome, id, request, decoded, now);
    return new Answer(200, contentType(request), outcome.reply(), outcome.hmac());
  }

  /// What has to be read besides the device, from what its message carries.
  private Lookup lookup(Message message) {
    Set<String> correlators = new HashSet<>();
    boolean offers = false;
    for (Command command : message.commands()) {
      if (!(command instanceof Command.Alert alert)
          || !alert.code().strip().equals(AlertCode.GENERIC_ALERT)) continue;
      alert
          .correlator()
          .map(c -> c.text().strip())
          .filter(text -> !text.isEmpty())
          .ifPresent(correlators::add);
      for (Item item : alert.items())
        offers |=
            item.meta().type().flatMap(AlertType::parse).filter(AlertType::isRequest).isPresent();
    }
    return new Lookup(correlators, offers, Admission.toCount(circumstances.settings()));
  }

  /// The coding that a content type names: those of DM, and those of data sync, which some clients
  /// send.
  private static Optional<Form.Encoding> encoding(String contentType) {
    return switch (bare(contentType)) {
      case WBXML, "application/vnd.syncml+wbxml" -> Optional.of(Form.Encoding.WBXML);
      case XML, "application/vnd.syncml+xml" -> Optional.of(Form.Encoding.XML);
      default -> Optional.empty();
    };
  }

  private static String bare(String contentType) {
    int end = contentType.indexOf(';');
    return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
  }

  private static String contentType(Request request) {
    return bare(request.contentType());
  }

  private static Octets sha256(Octets octets) {
    try {
      return Octets.wrap(MessageDigest.getInstance("SHA-256").digest(octets.toByteArray()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
