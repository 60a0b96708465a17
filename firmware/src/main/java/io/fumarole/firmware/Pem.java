package io.fumarole.firmware;

import io.fumarole.protocol.syncml.Octets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The text form of keys. Spec: RFC 7468.
record Pem(String label, Octets content) {
  /// A thousand public keys; a key file has one.
  static final int LONGEST_TEXT = 1 << 17;

  static final String PRIVATE_KEY = "PRIVATE KEY";
  static final String PUBLIC_KEY = "PUBLIC KEY";

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\\s]*+)-----END \\1-----");

  /// The blocks of a file in order; text around them is comment.
  static List<Pem> parseAll(String text) throws KeyFormatException {
    if (text.length() > LONGEST_TEXT)
      throw new KeyFormatException("a key file has at most " + LONGEST_TEXT + " characters");
    List<Pem> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(text);
    while (matcher.find()) blocks.add(new Pem(matcher.group(1), decode(matcher.group(2))));
    return blocks;
  }

  private static Octets decode(String base64) throws KeyFormatException {
    try {
      return Octets.wrap(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
    } catch (IllegalArgumentException notBase64) {
      throw new KeyFormatException("the PEM block holds no base64", notBase64);
    }
  }

  String text() {
    String lines =
        Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content.toByteArray());
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
  }

  /// Never shows the content: it may be a private key.
  @Override
  public String toString() {
    return "PEM block \"" + label + "\"";
  }
}
