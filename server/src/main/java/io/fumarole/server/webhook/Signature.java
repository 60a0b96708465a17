package io.fumarole.server.webhook;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.Hmac;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Signs what is sent. Spec: Standard Webhooks 1.0.0, the symmetric scheme `v1`: HMAC-SHA-256 over
/// id, time and body with full stops between.
public final class Signature {
  private static final String PREFIX = "whsec_";

  private Signature() {}

  /// A secret as it is shown.
  public static String shown(Octets secret) {
    return PREFIX + Base64.getEncoder().encodeToString(secret.toByteArray());
  }

  /// @param secrets each signs, the newest first: whoever knows one of them is content
  static Map<String, String> headers(String id, Instant now, byte[] body, List<Octets> secrets) {
    String time = String.valueOf(now.getEpochSecond());
    byte[] signed = signed(id, time, body);
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("webhook-id", id);
    headers.put("webhook-timestamp", time);
    headers.put(
        "webhook-signature",
        secrets.stream().map(it -> signature(it, signed)).collect(Collectors.joining(" ")));
    return headers;
  }

  private static byte[] signed(String id, String time, byte[] body) {
    var all = new ByteArrayOutputStream();
    all.writeBytes((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
    all.writeBytes(body);
    return all.toByteArray();
  }

  private static String signature(Octets secret, byte[] signed) {
    return "v1," + Base64.getEncoder().encodeToString(new Hmac(secret.toByteArray()).of(signed));
  }
}
