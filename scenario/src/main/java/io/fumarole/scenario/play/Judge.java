package io.fumarole.scenario.play;

import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.SyncHdr;
import io.fumarole.scenario.Row;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Judges what was heard by the rows of an expectation: the transport and the header here, the
/// commands in [CommandJudge].
final class Judge {
  private final Conversation at;
  private final Packet packet;

  private Judge(Conversation at, Packet packet) {
    this.at = at;
    this.packet = packet;
  }

  /// The first expectation that was not met; empty when all were.
  static Optional<Complaint> judge(Conversation at, List<Row> rows) {
    Packet heard =
        at.heard.orElseThrow(
            () -> at.mistake(rows.isEmpty() ? 1 : rows.getFirst().line(), "nothing was heard yet"));
    return new Judge(at, heard).judge(rows);
  }

  private Optional<Complaint> judge(List<Row> rows) {
    boolean asksForHttp = rows.stream().anyMatch(row -> row.keyword().equals("HTTP"));
    for (Row row : rows) {
      Optional<Complaint> complaint = transport(row);
      if (complaint.isPresent()) return complaint;
    }
    if (asksForHttp && packet.httpStatus() != 200) return Optional.empty();
    if (at.heardDecoded.isEmpty())
      return Optional.of(
          new Complaint(
              rows.isEmpty() ? 1 : rows.getFirst().line(),
              "expected a message, but HTTP "
                  + packet.httpStatus()
                  + " came with no message: "
                  + packet.body()));
    Codec.Decoded decoded = at.heardDecoded.get();
    for (Row row : rows) {
      Optional<Complaint> complaint = header(row, decoded);
      if (complaint.isPresent()) return complaint;
    }
    return new CommandJudge(at, decoded.message())
        .judge(rows.stream().filter(row -> !isTransport(row) && !isHeader(row)).toList());
  }

  private static boolean isTransport(Row row) {
    return switch (row.keyword()) {
      case "HTTP", "Content-Type", "octets", "form", "body", "post" -> true;
      default -> false;
    };
  }

  private Optional<Complaint> transport(Row row) {
    return switch (row.keyword()) {
      case "HTTP" ->
          check(row, "HTTP " + one(row), one(row), Integer.toString(packet.httpStatus()));
      case "Content-Type" -> check(row, "Content-Type " + one(row), one(row), packet.contentType());
      case "post" -> check(row, "a request to " + one(row), one(row), packet.to());
      case "body" -> check(row, "a body like " + one(row), one(row), packet.body().utf8());
      case "octets" -> octets(row);
      case "form" -> form(row);
      default -> Optional.empty();
    };
  }

  private Optional<Complaint> octets(Row row) {
    List<String> words = row.arguments();
    if (words.equals(List.of("same"))) {
      boolean same = at.heardBefore.map(Packet::body).equals(Optional.of(packet.body()));
      return same
          ? Optional.empty()
          : complain(row, "expected the octets of the answer before, but others came");
    }
    if (words.size() != 3 || !words.subList(0, 2).equals(List.of("at", "most")))
      throw at.mistake(row, "octets at most N, or octets same");
    long most = Long.parseLong(at.variables.fill(row, words.get(2)));
    return packet.body().length() <= most
        ? Optional.empty()
        : complain(
            row, "expected at most " + most + " octets, but " + packet.body().length() + " came");
  }

  private Optional<Complaint> form(Row row) {
    if (!row.arguments().equals(List.of("same"))) throw at.mistake(row, "form same");
    Form sent = at.coding.form();
    Optional<Form> heard = at.heardDecoded.map(Codec.Decoded::form);
    boolean same =
        heard.isPresent()
            && heard.get().encoding() == sent.encoding()
            && heard.get().header() == sent.header();
    return same
        ? Optional.empty()
        : complain(row, "expected an answer in " + at.coding + ", but " + heard + " came");
  }

  private static boolean isHeader(Row row) {
    String name = row.keyword().equals("no") ? firstArgument(row) : row.keyword();
    return switch (name) {
      case "VerDTD",
          "VerProto",
          "SessionID",
          "MsgID",
          "Target",
          "Source",
          "RespURI",
          "MaxMsgSize",
          "MaxObjSize",
          "Cred",
          "Final" ->
          true;
      default -> false;
    };
  }

  private static String firstArgument(Row row) {
    return row.arguments().isEmpty() ? "" : row.arguments().getFirst();
  }

  private Optional<Complaint> header(Row row, Codec.Decoded decoded) {
    if (!isHeader(row)) return Optional.empty();
    Message message = decoded.message();
    SyncHdr header = message.header();
    boolean absent = row.keyword().equals("no");
    String name = absent ? firstArgument(row) : row.keyword();
    return switch (name) {
      case "Final" ->
          message.isFinal() != absent
              ? Optional.empty()
              : complain(row, absent ? "expected no Final" : "expected Final, but it is missing");
      case "Cred" -> absent ? noCredentials(row, header) : credentials(row, header);
      case "VerDTD" -> text(row, Optional.of(header.verDtd()));
      case "VerProto" -> text(row, Optional.of(header.verProto()));
      case "SessionID" -> text(row, Optional.of(header.sessionId()));
      case "MsgID" -> text(row, Optional.of(header.msgId().text()));
      case "Target" -> location(row, header.target());
      case "Source" -> location(row, header.source());
      case "RespURI" -> text(row, header.respUri());
      case "MaxMsgSize" -> text(row, header.meta().maxMsgSize());
      case "MaxObjSize" -> text(row, header.meta().maxObjSize());
      default -> Optional.empty();
    };
  }

  private Optional<Complaint> location(Row row, Location location) {
    Optional<Complaint> uri = text(row, Optional.of(location.locUri()));
    if (uri.isPresent() || row.get("name").isEmpty()) return uri;
    String pattern = row.get("name").get();
    return check(
        row, row.keyword() + " name=" + pattern, pattern, location.locName().orElse("(none)"));
  }

  private Optional<Complaint> text(Row row, Optional<String> actual) {
    if (row.keyword().equals("no"))
      return actual.isEmpty()
          ? Optional.empty()
          : complain(row, "expected no " + firstArgument(row) + ", but it is " + actual.get());
    String pattern = one(row);
    return actual.isEmpty()
        ? complain(row, "expected " + row.keyword() + " " + pattern + ", but there is none")
        : check(row, row.keyword() + " " + pattern, pattern, actual.get());
  }

  private Optional<Complaint> noCredentials(Row row, SyncHdr header) {
    if (header.cred().isPresent()) return complain(row, "expected no Cred, but there is one");
    return packet.hmac().isPresent()
        ? complain(row, "expected no credentials, but there is " + HmacHeader.NAME)
        : Optional.empty();
  }

  private Optional<Complaint> credentials(Row row, SyncHdr header) {
    List<String> words = row.arguments();
    if (words.size() != 2) throw at.mistake(row, "Cred md5|basic|hmac ACCOUNT [nonce=BASE64]");
    var account = at.account(row, words.get(1));
    if (words.get(0).equals("hmac")) {
      boolean proven =
          packet
              .hmac()
              .flatMap(HmacHeader::parse)
              .filter(mac -> mac.proves(account, at.nonce(row, at.nonceGiven), packet.body()))
              .isPresent();
      return proven
          ? Optional.empty()
          : complain(
              row,
              packet.hmac().isEmpty()
                  ? "expected " + HmacHeader.NAME + ", but there is none"
                  : HmacHeader.NAME + " does not fit " + account.name() + " and the nonce");
    }
    if (header.cred().isEmpty()) return complain(row, "expected Cred, but there is none");
    String shown = header.cred().get().data().utf8().strip();
    boolean fits =
        switch (words.get(0).toLowerCase(Locale.ROOT)) {
          case "md5" -> account.md5(at.nonce(row, at.nonceGiven)).equals(shown);
          case "basic" -> io.fumarole.protocol.dm.Credentials.basicMatches(account, shown);
          default -> throw at.mistake(row, "Cred md5|basic|hmac ACCOUNT [nonce=BASE64]");
        };
    return fits
        ? Optional.empty()
        : complain(
            row,
            "the " + words.get(0) + " credentials do not fit " + account.name() + " and the nonce");
  }

  private String one(Row row) {
    if (row.arguments().size() != 1)
      throw at.mistake(row, row.keyword() + " takes one word; text with blanks goes in quotes");
    return row.arguments().getFirst();
  }

  private Optional<Complaint> check(Row row, String expected, String pattern, String actual) {
    return at.variables.matches(row, pattern, actual)
        ? Optional.empty()
        : complain(
            row, "expected " + at.variables.fill(row, expected) + ", but it is " + actual.strip());
  }

  private static Optional<Complaint> complain(Row row, String words) {
    return Optional.of(new Complaint(row.line(), words));
  }
}
