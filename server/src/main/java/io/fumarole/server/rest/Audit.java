package io.fumarole.server.rest;

import io.fumarole.campaign.audit.AuditChain;
import io.fumarole.campaign.audit.AuditEntry;
import io.fumarole.campaign.audit.AuditStore;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Writes down what is changed by the API: what was asked for before it is done, and how it ended
/// before the answer leaves. What cannot be written down is not done.
public final class Audit {
  private static final String ATTRIBUTE = "fumarole-audit";
  private static final String WORDS = "fumarole-audit-words";

  /// Nothing is changed by these.
  private static final Set<HandlerType> READING =
      Set.of(HandlerType.GET, HandlerType.HEAD, HandlerType.OPTIONS);

  private static final Set<Scope> UNCHANGING = Set.of(Scope.ANYONE, Scope.METRICS, Scope.READ);

  /// Their bodies are files, which are read as they come: what is in them is known by what they
  /// make.
  private static final Set<String> FILES =
      Set.of("POST /packages", "PATCH /uploads/{id}", "POST /devices/import");

  /// Kind and name of the actor of what nobody asked for.
  private static final String SERVER = "server";

  /// As the API would have answered.
  private static final String DONE = "200";

  /// Somebody else was first.
  private static final String OVERTAKEN = "409";

  /// What came in pieces is a package from here on.
  private static final String FINISHED = "/uploads/{id}/finish";

  private final AuditStore store;
  private final AuditChain chain;
  private final InstantSource clock;

  public Audit(AuditStore store, AuditChain chain, InstantSource clock) {
    this.store = store;
    this.chain = chain;
    this.clock = clock;
  }

  public AuditChain chain() {
    return chain;
  }

  /// What was asked for, once it is known who asks and that they may.
  void before(Context context) {
    if (READING.contains(context.method())) return;
    if (context.routeRoles().stream().anyMatch(UNCHANGING::contains)) return;
    Optional<Caller> caller = Caller.of(context);
    if (caller.isEmpty()) return;
    String action = action(context);
    boolean isFile = FILES.contains(action);
    AuditEntry entry =
        entry(
            caller.get(),
            context,
            action,
            subject(context, Optional.empty()),
            AuditDetail.asked(
                Optional.ofNullable(context.queryString()),
                isFile ? Optional.empty() : Optional.of(Input.body(context))),
            AuditEntry.ASKED,
            Optional.empty());
    context.attribute(ATTRIBUTE, store.append(entry, chain).entry());
  }

  /// What has come of what was asked for, where what was asked for does not tell.
  static void tell(Context context, String words) {
    context.attribute(WORDS, words);
  }

  /// How it ended.
  void after(Context context) {
    AuditEntry asked = context.attribute(ATTRIBUTE);
    if (asked == null) return;
    boolean isDone = context.statusCode() < 400;
    String answer = answer(context);
    AuditEntry entry =
        AuditEntry.of(
            clock.instant(),
            asked.kind(),
            asked.actor(),
            asked.from(),
            asked.action(),
            isDone ? subject(context, AuditDetail.text(answer, "id", "name")) : asked.subject(),
            AuditDetail.ended(
                isDone
                    ? Optional.ofNullable(context.<String>attribute(WORDS))
                    : AuditDetail.text(answer, "detail")),
            String.valueOf(context.statusCode()),
            Optional.of(asked.number()));
    store.append(entry, chain);
  }

  /// Somebody is about to be signed in; who was not is no change, and is not written down.
  void signingIn(Context context, Caller caller) {
    store.append(
        entry(
            caller,
            context,
            "POST /session",
            "session",
            AuditDetail.ended(Optional.empty()),
            "201",
            Optional.empty()),
        chain);
  }

  /// What the server is about to do by itself.
  ///
  /// @param words why
  public AuditEntry own(String action, String subject, String words) {
    return store
        .append(
            ofServer(
                action,
                subject,
                AuditDetail.ended(Optional.of(words)),
                AuditEntry.ASKED,
                Optional.empty()),
            chain)
        .entry();
  }

  /// How that ended.
  public void ownEnded(AuditEntry asked, boolean isDone) {
    store.append(
        ofServer(
            asked.action(),
            asked.subject(),
            AuditDetail.ended(Optional.empty()),
            isDone ? DONE : OVERTAKEN,
            Optional.of(asked.number())),
        chain);
  }

  /// What was counted over some time.
  ///
  /// @param detail JSON
  public void counted(String action, String subject, String detail) {
    store.append(ofServer(action, subject, detail, DONE, Optional.empty()), chain);
  }

  private AuditEntry ofServer(
      String action, String subject, String detail, String outcome, Optional<Long> asked) {
    return AuditEntry.of(
        clock.instant(), SERVER, SERVER, "", action, subject, detail, outcome, asked);
  }

  private AuditEntry entry(
      Caller caller,
      Context context,
      String action,
      String subject,
      String detail,
      String outcome,
      Optional<Long> asked) {
    return AuditEntry.of(
        clock.instant(),
        caller.kind(),
        caller.actor(),
        context.ip(),
        action,
        subject,
        detail,
        outcome,
        asked);
  }

  private static String action(Context context) {
    String path = context.endpoints().matchedHttpEndpoint().path;
    return context.method().name() + " " + path.substring(RestApi.BASE.length());
  }

  /// What it is about: `devices/IMEI:1`, `release/NW-410 2.4.0`, or `devices` where it is about
  /// many.
  ///
  /// @param made the id of what the call has made
  private static String subject(Context context, Optional<String> made) {
    String path = context.endpoints().matchedHttpEndpoint().path;
    if (path.endsWith(FINISHED) && made.isPresent()) return "packages/" + made.get();
    String kind = path.substring(RestApi.BASE.length() + 1).split("/", 2)[0];
    Map<String, String> inPath = context.pathParamMap();
    if (!inPath.isEmpty()) {
      String first = path.replaceFirst("^[^{]*\\{([a-z]+)}.*$", "$1");
      return kind + "/" + inPath.getOrDefault(first, "");
    }
    if (kind.equals("release"))
      return kind
          + "/"
          + Stream.of("model", "version")
              .map(it -> Input.query(context, it).orElse(""))
              .collect(Collectors.joining(" "));
    return made.map(it -> kind + "/" + it).orElse(kind);
  }

  private static String answer(Context context) {
    try (InputStream answer = context.resultInputStream()) {
      if (answer == null) return "";
      String text = new String(answer.readAllBytes(), StandardCharsets.UTF_8);
      context.result(text);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException("an answer cannot be read", e);
    }
  }
}
