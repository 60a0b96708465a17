package io.fumarole.lab.conform;

import io.fumarole.agent.session.Wire;
import io.fumarole.agent.web.Web;
import io.fumarole.protocol.dm.session.Sending;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Row;
import io.fumarole.scenario.RowReader;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// A good peer that is broken in one way, by data: what it says is rewritten on its way, or what it
/// hears.
///
/// - `says PATTERN TEXT`: in each message that it sends, as XML
/// - `hears PATTERN TEXT`: in each message that it gets
/// - `fetches PATTERN TEXT`: in each address that it fetches; the text `nothing` keeps it from that
/// - `set KEY VALUE`: a setting
/// - `mislabels yes`: says XML of what is WBXML
/// - `fails WORDS`: what the case must say of it
record BrokenPeer(
    String id,
    List<Rule> says,
    List<Rule> hears,
    List<Rule> fetches,
    Map<String, String> settings,
    boolean mislabels,
    String fails) {
  /// @param from the first message that it is about, counted from 1
  record Rule(Pattern pattern, String text, int from) {
    String apply(String to) {
      return pattern.matcher(to).replaceAll(text);
    }
  }

  static final BrokenPeer GOOD =
      new BrokenPeer("", List.of(), List.of(), List.of(), Map.of(), false, "");

  static Map<String, BrokenPeer> all(String resource) throws IOException {
    try (InputStream in = BrokenPeer.class.getResourceAsStream(resource)) {
      String text = Octets.wrap(in.readAllBytes()).utf8();
      Map<String, BrokenPeer> all = new LinkedHashMap<>();
      for (Row row : new RowReader(resource).rows(text)) {
        if (all.put(row.keyword(), of(row)) != null)
          throw new IllegalArgumentException(row.keyword() + " stands twice in " + resource);
      }
      return all;
    }
  }

  private static BrokenPeer of(Row head) {
    List<Rule> says = new ArrayList<>();
    List<Rule> hears = new ArrayList<>();
    List<Rule> fetches = new ArrayList<>();
    Map<String, String> settings = new HashMap<>();
    boolean mislabels = false;
    String fails = "";
    for (Row row : head.below()) {
      List<String> words = row.arguments();
      switch (row.keyword()) {
        case "says" -> says.add(rule(row));
        case "hears" -> hears.add(rule(row));
        case "fetches" -> fetches.add(rule(row));
        case "set" -> settings.put(words.get(0), words.get(1));
        case "mislabels" -> mislabels = true;
        case "fails" -> fails = words.getFirst();
        default ->
            throw new IllegalArgumentException("line %d: %s".formatted(row.line(), row.keyword()));
      }
    }
    if (fails.isEmpty()) throw new IllegalArgumentException(head.keyword() + " does not fail");
    return new BrokenPeer(head.keyword(), says, hears, fetches, settings, mislabels, fails);
  }

  private static Rule rule(Row row) {
    List<String> words = row.arguments();
    int from = Integer.parseInt(row.get("from").orElse("1"));
    return new Rule(Pattern.compile(words.get(0), Pattern.DOTALL), words.get(1), from);
  }

  Wire rewriting(Wire wire) {
    if (says.isEmpty() && hears.isEmpty() && !mislabels) return wire;
    var count = new AtomicInteger();
    return sending -> {
      int now = count.incrementAndGet();
      List<Rule> rules = says.stream().filter(rule -> rule.from() <= now).toList();
      Form label = mislabels ? Form.XML : sending.form();
      var rewritten =
          new Sending(
              rewritten(sending.body(), sending.form(), rules),
              sending.target(),
              sending.hmac(),
              label);
      Wire.Answer answer = wire.exchange(rewritten);
      Form form = answer.encoding() == Form.Encoding.XML ? Form.XML : Form.WBXML;
      return new Wire.Answer(
          rewritten(answer.body(), form, hears), answer.encoding(), answer.hmac());
    };
  }

  Web misled(Web web) {
    if (fetches.isEmpty()) return web;
    var count = new AtomicInteger();
    return request -> {
      String url = request.uri().toString();
      int now = count.incrementAndGet();
      for (Rule rule : fetches) url = rule.from() <= now ? rule.apply(url) : url;
      if (url.equals("nothing")) throw new IOException("it never asks");
      return web.send(
          new Web.Request(
              request.method(),
              URI.create(url),
              request.headers(),
              request.body(),
              request.patience()));
    };
  }

  private static Octets rewritten(Octets body, Form form, List<Rule> rules) throws IOException {
    if (rules.isEmpty() || Codec.sniff(body).isEmpty()) return body;
    try {
      String xml = Codec.recode(body, form.encoding(), Form.XML, Limits.DEFAULT).utf8();
      for (Rule rule : rules) xml = rule.apply(xml);
      Octets rewritten = Octets.utf8(xml);
      return form.encoding() == Form.Encoding.XML
          ? rewritten
          : Codec.recode(rewritten, Form.Encoding.XML, form, Limits.DEFAULT);
    } catch (MalformedMessageException e) {
      throw new IOException("the rewritten message is none: " + e.getMessage(), e);
    }
  }
}
