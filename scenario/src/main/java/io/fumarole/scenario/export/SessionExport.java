package io.fumarole.scenario.export;

import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Command;
import io.fumarole.protocol.syncml.DmVersion;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import io.fumarole.scenario.Coding;
import io.fumarole.scenario.Scenario.Side;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Writes a scenario that plays a recorded session again, as the device against a server or as the
/// server against a device.
///
/// What the trace does not keep is made anew: credentials are computed from accounts whose secrets
/// the replay asks for; the nonce of a session that began with a known one comes from a challenge
/// first; data that was cut out is filler of the same length, which no digest will fit.
public final class SessionExport {
  private static final int COLUMNS = 32;

  private final Side side;
  private final CommandLines commands = new CommandLines();
  private final Lines out = new Lines();
  private final List<Message> said = new ArrayList<>();
  private final List<Message> heard = new ArrayList<>();
  private String target = "";
  private boolean hmac;

  private SessionExport(Side side) {
    this.side = side;
  }

  /// @param title of the scenario, such as the session's name
  /// @param side which side the scenario plays
  public static String write(String title, List<Recorded> messages, Side side) {
    if (messages.isEmpty()) throw new IllegalArgumentException("a session without messages");
    return new SessionExport(side).write(title, messages);
  }

  private String write(String title, List<Recorded> messages) {
    List<Optional<Codec.Decoded>> decoded = messages.stream().map(m -> decode(m.octets())).toList();
    head(title, messages, decoded);
    for (int i = 0; i < messages.size(); i++) {
      boolean ours = messages.get(i).fromDevice() == (side == Side.CLIENT);
      Optional<Message> message = decoded.get(i).map(Codec.Decoded::message);
      out.gap();
      if (message.isEmpty()) unreadable(messages.get(i), ours);
      else if (ours) send(message.get(), refusal(decoded, i + 1));
      else expect(message.get());
    }
    return out.toString();
  }

  /// The challenge in the answer to a message: 401, 407, or 0 when there was none.
  private static int refusal(List<Optional<Codec.Decoded>> decoded, int answer) {
    if (answer >= decoded.size() || decoded.get(answer).isEmpty()) return 0;
    for (Command command : decoded.get(answer).get().message().commands())
      if (command instanceof Command.Status status
          && status.answersHeader()
          && status.statusCode().isChallenge()) return status.statusCode().value();
    return 0;
  }

  private static Optional<Codec.Decoded> decode(Octets octets) {
    Optional<Form.Encoding> encoding = Codec.sniff(octets);
    if (encoding.isEmpty()) return Optional.empty();
    try {
      return Optional.of(Codec.decode(octets, encoding.get(), Limits.DEFAULT));
    } catch (MalformedMessageException asItCame) {
      return Optional.empty();
    }
  }

  private void head(String title, List<Recorded> messages, List<Optional<Codec.Decoded>> decoded) {
    out.line("scenario " + Lines.word(title));
    out.line("plays " + side.name().toLowerCase(Locale.ROOT));
    out.line("codings " + coding(decoded));
    hmac = decoded.stream().flatMap(Optional::stream).anyMatch(SessionExport::asksForHmac);
    Optional<SyncHdr> device = first(messages, decoded, true);
    Optional<SyncHdr> server = first(messages, decoded, false);
    device.ifPresent(
        header -> {
          out.line("set session " + Lines.word(header.sessionId()));
          out.line("set device " + Lines.word(header.source().locUri()));
          header.source().locName().ifPresent(name -> out.line("set name " + Lines.word(name)));
          String name = header.source().locName().orElse(header.source().locUri());
          if (hmac || shows(messages, decoded, true)) account("device", name);
        });
    if (side == Side.CLIENT) {
      device.ifPresent(header -> out.line("set server " + Lines.word(header.target().locUri())));
      target = device.map(header -> header.target().locUri()).orElse("");
    } else {
      server.ifPresent(
          header -> {
            out.line("set server " + Lines.word(header.source().locUri()));
            if (shows(messages, decoded, false))
              account("server", header.source().locName().orElse(header.source().locUri()));
          });
    }
    if (side == Side.CLIENT && beganWithAKnownNonce(decoded)) challenge(device);
  }

  private void account(String name, String user) {
    out.line("# The secret is not kept: give it with --secret " + name + "=…");
    out.line("account " + name + " name=" + Lines.word(user));
  }

  private static String coding(List<Optional<Codec.Decoded>> decoded) {
    Form form =
        decoded.stream()
            .flatMap(Optional::stream)
            .map(each -> each.form().speaking(DmVersion.DM_1_2))
            .findFirst()
            .orElse(Form.XML);
    for (Coding coding : Coding.values()) if (coding.form().equals(form)) return coding.toString();
    return form.encoding() == Form.Encoding.XML ? "xml" : "wbxml";
  }

  private static Optional<SyncHdr> first(
      List<Recorded> messages, List<Optional<Codec.Decoded>> decoded, boolean fromDevice) {
    for (int i = 0; i < messages.size(); i++)
      if (messages.get(i).fromDevice() == fromDevice && decoded.get(i).isPresent())
        return decoded.get(i).map(d -> d.message().header());
    return Optional.empty();
  }

  private static boolean shows(
      List<Recorded> messages, List<Optional<Codec.Decoded>> decoded, boolean fromDevice) {
    for (int i = 0; i < messages.size(); i++)
      if (messages.get(i).fromDevice() == fromDevice
          && decoded.get(i).flatMap(d -> d.message().header().cred()).isPresent()) return true;
    return false;
  }

  /// HMAC stands in the transport's header, which the trace does not keep: the challenges tell.
  private static boolean asksForHmac(Codec.Decoded decoded) {
    return decoded.message().commands().stream()
        .anyMatch(
            c ->
                c instanceof Command.Status s
                    && s.answersHeader()
                    && s.chal()
                        .flatMap(Meta::type)
                        .flatMap(AuthScheme::ofType)
                        .filter(AuthScheme.HMAC::equals)
                        .isPresent());
  }

  private static Optional<AuthScheme> scheme(Message message) {
    return message.header().cred().flatMap(c -> c.meta().type()).flatMap(AuthScheme::ofType);
  }

  /// Whether the device's first credentials were taken at once, with a nonce that nobody else has.
  private static boolean beganWithAKnownNonce(List<Optional<Codec.Decoded>> decoded) {
    if (decoded.size() < 2 || decoded.get(0).isEmpty() || decoded.get(1).isEmpty()) return false;
    boolean digest =
        scheme(decoded.get(0).get().message()).filter(s -> s == AuthScheme.MD5).isPresent();
    return digest && refusal(decoded, 1) == 0;
  }

  private void challenge(Optional<SyncHdr> header) {
    out.gap();
    out.line("# The nonce of then is not known: a challenge gives a new one.");
    out.line("== send");
    out.line("Cred md5 device nonce=");
    header
        .flatMap(h -> h.meta().maxMsgSize())
        .ifPresent(size -> out.line("MaxMsgSize " + Lines.word(size)));
    out.line("Alert 1201");
    out.gap();
    out.line("== expect");
    out.line("Status 401|407|212 for SyncHdr");
  }

  private void send(Message message, int refusal) {
    out.line("== send");
    SyncHdr header = message.header();
    if (!header.verDtd().equals(SyncHdr.VER_DTD)) out.line("VerDTD " + Lines.word(header.verDtd()));
    if (!header.verProto().equals(SyncHdr.VER_PROTO))
      out.line("VerProto " + Lines.word(header.verProto()));
    if (side == Side.CLIENT && !header.target().locUri().equals(target))
      out.line("Target " + Lines.word(header.target().locUri()));
    header.respUri().ifPresent(uri -> out.line("RespURI " + Lines.word(uri)));
    header.meta().maxMsgSize().ifPresent(size -> out.line("MaxMsgSize " + Lines.word(size)));
    header.meta().maxObjSize().ifPresent(size -> out.line("MaxObjSize " + Lines.word(size)));
    credentials(message, refusal);
    if (CommandLines.isCut(message))
      out.line("# Data was cut out of the trace: filler of the same length stands in its place.");
    commands.said(message, heard).forEach(out::line);
    if (!message.isFinal()) out.line("no Final");
    said.add(message);
  }

  /// What was refused with 401 must be wrong again, or the answer would be another.
  private void credentials(Message message, int refusal) {
    String account = side == Side.CLIENT ? "device" : "server";
    String wrong = refusal == 401 && !heard.isEmpty() ? " nonce=d3Jvbmc=" : "";
    if (!wrong.isEmpty()) out.line("# These credentials were refused: wrong ones are sent again.");
    if (message.header().cred().isPresent()) {
      String scheme =
          scheme(message).map(known -> known.name().toLowerCase(Locale.ROOT)).orElse("md5");
      out.line("Cred " + scheme + " " + account + wrong);
    } else if (hmac && side == Side.CLIENT && refusal != 407) {
      out.line("Cred hmac device" + wrong);
    }
  }

  private void expect(Message message) {
    out.line("== expect");
    commands.expected(message, said).forEach(out::line);
    out.line(message.isFinal() ? "Final" : "no Final");
    heard.add(message);
  }

  private void unreadable(Recorded message, boolean ours) {
    if (!ours) {
      out.line("== expect");
      out.line("# What came was no message.");
      out.line("HTTP *");
      return;
    }
    out.line("== send octets");
    if (message.octets().length() < message.length())
      out.line(
          "# Only the first "
              + message.octets().length()
              + " of "
              + message.length()
              + " octets were kept.");
    if (!message.contentType().isEmpty())
      out.line("Content-Type " + Lines.word(message.contentType()));
    byte[] all = message.octets().toByteArray();
    for (int from = 0; from < all.length; from += COLUMNS)
      out.line(
          HexFormat.ofDelimiter(" ").formatHex(all, from, Math.min(all.length, from + COLUMNS)));
  }
}
