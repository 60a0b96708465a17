package io.fumarole.lab.conform;

import io.fumarole.protocol.explain.Direction;
import io.fumarole.protocol.explain.Explainer;
import io.fumarole.protocol.syncml.Codec;
import io.fumarole.protocol.syncml.Cred;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.Limits;
import io.fumarole.protocol.syncml.MalformedMessageException;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.HttpAnswer;
import io.fumarole.scenario.play.HttpCall;
import io.fumarole.scenario.play.Packet;
import java.util.Arrays;
import java.util.Optional;

/// Something that went over the wire while a case was played.
///
/// @param from `device` or `server`
/// @param head what the transport said
/// @param words the message as people read it, empty when it is none
/// @param octets in hexadecimal; credentials are overwritten by asterisks
/// @param length of all octets, more than are kept when there were many
public record Evidence(String from, String head, String words, String octets, int length) {
  /// What is kept of a message; only packages are longer.
  private static final int KEPT = 1 << 16;

  static Evidence message(Packet packet, Direction direction) {
    boolean request = !packet.to().isEmpty();
    String head =
        (request ? "POST " + packet.to() : "HTTP " + packet.httpStatus())
            + (packet.contentType().isEmpty() ? "" : ", " + packet.contentType());
    String from = direction == Direction.DEVICE_TO_SERVER ? "device" : "server";
    Optional<Form.Encoding> encoding = Codec.sniff(packet.body());
    if (encoding.isEmpty())
      return new Evidence(from, head, "", hex(packet.body()), packet.body().length());
    try {
      Codec.Decoded decoded = Codec.decode(packet.body(), encoding.get(), Limits.DEFAULT);
      Octets shown =
          decoded
              .message()
              .header()
              .cred()
              .map(c -> masked(packet.body(), c))
              .orElse(packet.body());
      String words = Explainer.text(Explainer.lines(decoded.message(), direction));
      return new Evidence(from, head, words, hex(shown), packet.body().length());
    } catch (MalformedMessageException malformed) {
      String words = "no message: " + malformed.getMessage();
      return new Evidence(from, head, words, hex(packet.body()), packet.body().length());
    }
  }

  static Evidence download(HttpCall call, HttpAnswer answer) {
    String head = call.method() + " " + call.url() + " → HTTP " + answer.status();
    String posted = call.body().length() == 0 ? "" : call.body().utf8();
    return new Evidence("device", head, posted, hex(call.body()), call.body().length());
  }

  static Evidence refused(String words) {
    return new Evidence("device", "refused before it was understood", words, "", 0);
  }

  static Evidence notification(Octets package0) {
    return new Evidence("server", "Package 0 over UDP", "", package0.toHex(), package0.length());
  }

  private static String hex(Octets octets) {
    return octets.slice(0, Math.min(KEPT, octets.length())).toHex();
  }

  /// A report goes to others: what basic credentials hold is a secret.
  private static Octets masked(Octets octets, Cred cred) {
    byte[] all = octets.toByteArray();
    byte[] secret = cred.data().toByteArray();
    for (int at = 0; secret.length > 0 && at + secret.length <= all.length; at++) {
      if (!Arrays.equals(all, at, at + secret.length, secret, 0, secret.length)) continue;
      Arrays.fill(all, at, at + secret.length, (byte) '*');
      return Octets.wrap(all);
    }
    return octets;
  }
}
