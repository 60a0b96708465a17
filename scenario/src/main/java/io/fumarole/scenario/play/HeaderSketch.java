package io.fumarole.scenario.play;

import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.HmacHeader;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Location;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.MsgId;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.syncml.SyncHdr;
import io.fumarole.scenario.Row;
import io.fumarole.scenario.Scenario;
import java.util.List;
import java.util.Optional;

/// The header of a message that is being composed: what the scenario's lines say, and for the rest
/// what the conversation's variables and the last message give.
final class HeaderSketch {
  private static final String DEFAULT_SERVER = "https://dm.fota.example/dm";

  private final Conversation at;
  private final boolean client;
  private String verDtd = SyncHdr.VER_DTD;
  private String verProto = SyncHdr.VER_PROTO;
  private String sessionId;
  private String msgId;
  private Location target;
  private Location source;
  private Optional<String> respUri = Optional.empty();
  private Optional<Cred> cred = Optional.empty();
  private Optional<Hmac> hmac = Optional.empty();
  private Optional<String> maxMsgSize = Optional.empty();
  private Optional<String> maxObjSize = Optional.empty();
  private String post;
  private String contentType;

  private record Hmac(Account account, Octets nonce) {}

  HeaderSketch(Conversation at) {
    this.at = at;
    this.client = at.scenario.plays() == Scenario.Side.CLIENT;
    Optional<SyncHdr> heard =
        at.heardDecoded.map(Codec.Decoded::message).map(Message::header).filter(_ -> !client);
    String server = at.variables.get("server", DEFAULT_SERVER);
    sessionId = heard.map(SyncHdr::sessionId).orElseGet(() -> at.variables.get("session", "1"));
    msgId = Long.toString(at.nextMsgId);
    if (client) {
      target = Location.of(server);
      Optional<String> name = Optional.of(at.variables.get("name", "")).filter(n -> !n.isEmpty());
      source = new Location(at.variables.get("device", "IMEI:990012340056786"), name);
    } else {
      target = heard.map(SyncHdr::source).orElse(Location.of("device"));
      source = Location.of(server);
    }
    post = at.variables.get("post", server);
    contentType = at.coding.contentType();
    at.gate.filter(Gate::shows).ifPresent(gate -> show(gate.login));
  }

  private void show(Login login) {
    Account account = login.own().orElseThrow();
    switch (login.ownScheme()) {
      case MD5 -> cred = Optional.of(cred(AuthScheme.MD5.type(), account.md5(at.nonce)));
      case HMAC -> hmac = Optional.of(new Hmac(account, at.nonce));
      case BASIC -> {
        String secret = account.secret().orElseThrow();
        cred =
            Optional.of(cred(AuthScheme.BASIC.type(), Credentials.basic(account.name(), secret)));
      }
      case NONE -> cred = Optional.empty();
    }
  }

  /// Takes a line of the header; false when it is none.
  boolean take(Row row) {
    switch (row.keyword()) {
      case "VerDTD" -> verDtd = one(row);
      case "VerProto" -> verProto = one(row);
      case "SessionID" -> sessionId = one(row);
      case "MsgID" -> msgId = one(row);
      case "Target" -> target = location(row);
      case "Source" -> source = location(row);
      case "RespURI" -> respUri = Optional.of(one(row));
      case "MaxMsgSize" -> maxMsgSize = Optional.of(one(row));
      case "MaxObjSize" -> maxObjSize = Optional.of(one(row));
      case "Content-Type" -> contentType = one(row);
      case "post" -> post = one(row);
      case "Cred" -> credentials(row);
      default -> {
        return false;
      }
    }
    return true;
  }

  private String one(Row row) {
    if (row.arguments().size() != 1)
      throw at.mistake(row, row.keyword() + " takes one word; text with blanks goes in quotes");
    return at.variables.fill(row, row.arguments().getFirst());
  }

  private Location location(Row row) {
    return new Location(one(row), row.get("name").map(name -> at.variables.fill(row, name)));
  }

  private void credentials(Row row) {
    List<String> words = row.arguments();
    if (words.size() != 2)
      throw at.mistake(
          row, "Cred md5|basic|hmac ACCOUNT [nonce=BASE64], or Cred TYPE DATA as they stand");
    switch (words.get(0)) {
      case "md5" ->
          cred =
              Optional.of(
                  cred(
                      AuthScheme.MD5.type(),
                      at.account(row, words.get(1)).md5(at.nonce(row, at.nonce))));
      case "basic" -> {
        Account account = at.account(row, words.get(1));
        String secret =
            account
                .secret()
                .orElseThrow(() -> at.mistake(row, "basic needs the secret, not its hash"));
        cred =
            Optional.of(cred(AuthScheme.BASIC.type(), Credentials.basic(account.name(), secret)));
      }
      case "hmac" ->
          hmac = Optional.of(new Hmac(at.account(row, words.get(1)), at.nonce(row, at.nonce)));
      default -> cred = Optional.of(cred(words.get(0), at.variables.fill(row, words.get(1))));
    }
  }

  private static Cred cred(String type, String data) {
    return new Cred(Meta.of("b64", type), Octets.utf8(data));
  }

  SyncHdr header() {
    Meta meta =
        new Meta(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            maxMsgSize,
            maxObjSize,
            List.of());
    return new SyncHdr(
        verDtd, verProto, sessionId, new MsgId(msgId), target, source, respUri, cred, meta);
  }

  Packet packet(Octets body) {
    Optional<String> mac = hmac.map(h -> HmacHeader.of(h.account(), h.nonce(), body).format());
    return client
        ? Packet.request(post, contentType, body, mac)
        : Packet.answer(200, contentType, body, mac);
  }
}
