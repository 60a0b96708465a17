package io.fumarole.app.conform;

import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.Row;
import io.fumarole.scenario.RowReader;
import io.fumarole.scenario.play.Packet;
import io.fumarole.scenario.play.Wire;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/// A good server behind a proxy that breaks it in one way, by data.
///
/// - `says PATTERN TEXT [from=N]`: in its answers, as XML, from the one counted N on
/// - `http CODE`: every answer has that status
/// - `mislabels yes`: its Content-Type is that of the other coding
/// - `fails WORDS`: what the case must say of it
record BrokenServer(List<Rule> says, int httpStatus, boolean mislabels, String fails) {
  record Rule(Pattern pattern, String text, int from) {}

  static Map<String, BrokenServer> all(String resource) throws IOException {
    try (InputStream in = BrokenServer.class.getResourceAsStream(resource)) {
      Map<String, BrokenServer> all = new LinkedHashMap<>();
      for (Row row : new RowReader(resource).rows(Octets.wrap(in.readAllBytes()).utf8()))
        all.put(row.keyword(), of(row));
      return all;
    }
  }

  private static BrokenServer of(Row head) {
    List<Rule> says = new ArrayList<>();
    int httpStatus = 0;
    boolean mislabels = false;
    String fails = "";
    for (Row row : head.below()) {
      List<String> words = row.arguments();
      switch (row.keyword()) {
        case "says" ->
            says.add(
                new Rule(
                    Pattern.compile(words.get(0), Pattern.DOTALL),
                    words.get(1),
                    Integer.parseInt(row.get("from").orElse("1"))));
        case "http" -> httpStatus = Integer.parseInt(words.getFirst());
        case "mislabels" -> mislabels = true;
        case "fails" -> fails = words.getFirst();
        default -> throw new IllegalArgumentException("line " + row.line());
      }
    }
    if (fails.isEmpty()) throw new IllegalArgumentException(head.keyword() + " does not fail");
    return new BrokenServer(says, httpStatus, mislabels, fails);
  }

  /// @param good the server itself
  /// @param address where the proxy will be, so that a client stays there
  Wire around(Wire good, String address) {
    var count = new AtomicInteger();
    return request -> {
      Packet answer = good.exchange(request);
      int now = count.incrementAndGet();
      Octets body = answer.body();
      if (Codec.sniff(body).isPresent()) body = rewritten(body, address, now);
      String type = answer.contentType();
      if (mislabels) type = type.contains("wbxml") ? type.replace("wbxml", "xml") : "text/html";
      int status = httpStatus == 0 ? answer.httpStatus() : httpStatus;
      return Packet.answer(status, type, body, answer.hmac());
    };
  }

  private Octets rewritten(Octets body, String address, int now) throws IOException {
    Form.Encoding encoding = Codec.sniff(body).orElseThrow();
    try {
      Form form = Codec.decode(body, encoding, Limits.DEFAULT).form();
      String xml = Codec.recode(body, encoding, Form.XML, Limits.DEFAULT).utf8();
      xml = xml.replaceAll("<RespURI>https?://[^/]*", "<RespURI>" + address);
      for (Rule rule : says) {
        if (rule.from() <= now) xml = rule.pattern().matcher(xml).replaceAll(rule.text());
      }
      return form.encoding() == Form.Encoding.XML
          ? Octets.utf8(xml)
          : Codec.recode(Octets.utf8(xml), Form.Encoding.XML, form, Limits.DEFAULT);
    } catch (MalformedMessageException e) {
      throw new IOException("the rewritten message is none: " + e.getMessage(), e);
    }
  }
}
