package io.fumarole.server.rest;

import io.fumarole.campaign.audit.AuditChain;
import io.fumarole.campaign.audit.AuditCheck;
import io.fumarole.campaign.audit.AuditCheck.Fault;
import io.fumarole.campaign.audit.AuditCheck.Head;
import io.fumarole.campaign.audit.AuditStore;
import io.fumarole.campaign.audit.AuditStore.Linked;
import io.fumarole.campaign.audit.AuditStore.Wanted;
import io.fumarole.protocol.syncml.Octets;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `/audit`: what people and programs did, and whether it is as it was written.
public final class AuditResource implements RestApi.Resource {
  private static final int PAGE = 1_000;
  private static final int CHAIN_OCTETS = 32;

  private final AuditStore store;
  private final AuditChain chain;

  public AuditResource(AuditStore store, AuditChain chain) {
    this.store = store;
    this.chain = chain;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes
        .get(RestApi.BASE + "/audit", this::list, Scope.APPROVE)
        .get(RestApi.BASE + "/audit/head", this::head, Scope.APPROVE)
        .get(RestApi.BASE + "/audit/verify", this::verify, Scope.APPROVE);
  }

  /// @param asked the number of the entry that says what was asked for, where this one says how it
  ///   ended
  record EntryView(
      long number,
      Instant at,
      String kind,
      String actor,
      String from,
      String action,
      String subject,
      JsonNode detail,
      String outcome,
      Optional<Long> asked,
      String chain) {
    static EntryView of(Linked it) {
      return new EntryView(
          it.entry().number(),
          it.entry().at(),
          it.entry().kind(),
          it.entry().actor(),
          it.entry().from(),
          it.entry().action(),
          it.entry().subject(),
          AuditDetail.shown(it.entry().detail()),
          it.entry().outcome(),
          it.entry().asked(),
          hex(it.chain()));
    }
  }

  private static String hex(Octets chain) {
    return HexFormat.of().formatHex(chain.toByteArray());
  }

  record Page(List<EntryView> entries, Optional<String> cursor) {}

  private void list(Context context) {
    int limit = Input.limit(context);
    List<Linked> page =
        store.list(
            new Wanted(
                Input.query(context, "actor"),
                Input.query(context, "subject"),
                time(context, "since"),
                time(context, "until"),
                Input.query(context, "cursor").map(it -> number("cursor", it))),
            limit);
    Optional<String> cursor =
        page.size() < limit
            ? Optional.empty()
            : Optional.of(String.valueOf(page.getLast().entry().number()));
    context.json(new Page(page.stream().map(EntryView::of).toList(), cursor));
  }

  private static Optional<Instant> time(Context context, String name) {
    return Input.query(context, name).map(text -> time(name, text));
  }

  private static Instant time(String name, String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeException wrong) {
      throw BadRequest.of(name, "it is a time such as 2026-03-01T08:00:00Z");
    }
  }

  private static long number(String name, String text) {
    if (!text.matches("[0-9]{1,18}")) throw BadRequest.of(name, "it is a number");
    return Long.parseLong(text);
  }

  /// @param chain in hex
  record HeadView(long number, String chain) {
    static HeadView of(Head head) {
      return new HeadView(head.number(), hex(head.chain()));
    }
  }

  private void head(Context context) {
    Head head =
        store
            .head()
            .map(it -> new Head(it.entry().number(), it.chain()))
            .orElse(new Head(0, AuditChain.START));
    context.json(HeadView.of(head));
  }

  /// @param sound whether there are no faults
  record Verdict(long entries, boolean sound, List<Fault> faults, HeadView head) {}

  private void verify(Context context) {
    var check = new AuditCheck(chain, kept(context));
    long next = 1;
    List<Linked> page = store.from(next, PAGE);
    while (!page.isEmpty()) {
      page.forEach(check::next);
      next = page.getLast().entry().number() + 1;
      page = store.from(next, PAGE);
    }
    AuditCheck.Result result = check.end();
    Head head = result.head().orElse(new Head(0, AuditChain.START));
    context.json(
        new Verdict(
            result.entries(), result.faults().isEmpty(), result.faults(), HeadView.of(head)));
  }

  /// What the head was once, as `/audit/head` has shown it.
  private static Optional<Head> kept(Context context) {
    Optional<String> number = Input.query(context, "number");
    Optional<String> value = Input.query(context, "chain");
    if (number.isEmpty() && value.isEmpty()) return Optional.empty();
    if (number.isEmpty() || value.isEmpty())
      throw new BadRequest("a head has 'number' and 'chain'");
    if (!value.get().matches("[0-9a-f]{" + 2 * CHAIN_OCTETS + "}"))
      throw BadRequest.of("chain", "it has %d hex digits".formatted(2 * CHAIN_OCTETS));
    long at = number("number", number.get());
    return at == 0
        ? Optional.empty()
        : Optional.of(new Head(at, Octets.wrap(HexFormat.of().parseHex(value.get()))));
  }
}
