package io.fumarole.server.tls;

import io.fumarole.protocol.syncml.Octets;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a file in PEM holds. Text around the blocks is left alone, as OpenSSL does. Spec: RFC 7468.
///
/// @param setting that names the file, for words
/// @param octets as they were read, so that a change is seen
record PemFile(String setting, Path file, Octets octets) {
  /// Chains and keys have a few KiB.
  private static final int LARGEST = 1 << 20;

  private static final Pattern EDGE =
      Pattern.compile("-----(BEGIN|END) ([A-Z0-9 ]{1,40})-----\\s*");
  private static final List<String> KEY_TYPES = List.of("EC", "RSA", "EdDSA");

  /// @param line where it begins
  private record Block(String label, int line, Octets content) {}

  /// A certificate, and the line where it begins.
  record Placed(X509Certificate certificate, int line) {}

  static PemFile read(String setting, Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] octets = in.readNBytes(LARGEST + 1);
      var read = new PemFile(setting, file, Octets.wrap(octets));
      if (octets.length > LARGEST) throw read.unusable("is no PEM file: it has more than a MiB");
      return read;
    } catch (NoSuchFileException missing) {
      throw new UnusablePemException(setting + ": no file at " + file);
    } catch (UnusablePemException unusable) {
      throw unusable;
    } catch (IOException e) {
      throw new UnusablePemException(
          "%s = %s: cannot be read: %s".formatted(setting, file, e.getMessage()));
    }
  }

  UnusablePemException unusable(String words) {
    return new UnusablePemException("%s = %s: %s".formatted(setting, file, words));
  }

  UnusablePemException unusable(int line, String words) {
    return new UnusablePemException("%s = %s, line %d: %s".formatted(setting, file, line, words));
  }

  /// All certificates, as they stand: at least one.
  List<Placed> certificates() throws UnusablePemException {
    List<Placed> found = new ArrayList<>();
    List<Block> blocks = blocks();
    for (Block block : blocks)
      if (block.label().equals("CERTIFICATE"))
        found.add(new Placed(certificate(block), block.line()));
    if (found.isEmpty())
      throw unusable(
          "holds no certificate (BEGIN CERTIFICATE)%s".formatted(otherwise(blocks, "CERTIFICATE")));
    return found;
  }

  private X509Certificate certificate(Block block) throws UnusablePemException {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(block.content().toByteArray()));
    } catch (CertificateException e) {
      throw unusable(block.line(), "this is no X.509 certificate: " + firstLine(e));
    }
  }

  /// The one private key.
  PrivateKey privateKey() throws UnusablePemException {
    List<Block> blocks = blocks();
    for (Block block : blocks) {
      if (block.label().equals("PRIVATE KEY")) return key(block);
      if (block.label().endsWith("PRIVATE KEY"))
        throw unusable(
            block.line(),
            "this is '%s': make it PKCS 8, not encrypted, with 'openssl pkcs8 -topk8 -nocrypt -in %s'"
                .formatted(block.label(), file));
    }
    throw unusable(
        "holds no private key (BEGIN PRIVATE KEY)%s".formatted(otherwise(blocks, "PRIVATE KEY")));
  }

  private PrivateKey key(Block block) throws UnusablePemException {
    for (String type : KEY_TYPES) {
      Optional<PrivateKey> key = key(type, block.content());
      if (key.isPresent()) return key.get();
    }
    throw unusable(block.line(), "this is no private key of type EC, RSA or Ed25519 in PKCS 8");
  }

  private static Optional<PrivateKey> key(String type, Octets content) {
    try {
      return Optional.of(
          KeyFactory.getInstance(type)
              .generatePrivate(new PKCS8EncodedKeySpec(content.toByteArray())));
    } catch (GeneralSecurityException otherType) {
      return Optional.empty();
    }
  }

  /// Files that are swapped are the usual slip.
  private static String otherwise(List<Block> blocks, String wanted) {
    return blocks.stream()
        .map(Block::label)
        .filter(it -> !it.equals(wanted))
        .findFirst()
        .map(it -> ", but a " + it + ": are tls.certificate and tls.key swapped?")
        .orElse("");
  }

  private List<Block> blocks() throws UnusablePemException {
    List<Block> blocks = new ArrayList<>();
    String[] lines = new String(octets.toByteArray(), StandardCharsets.ISO_8859_1).split("\\R", -1);
    Optional<String> open = Optional.empty();
    int began = 0;
    var base64 = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      Matcher edge = EDGE.matcher(lines[i]);
      boolean isEdge = edge.matches();
      if (open.isEmpty()) {
        if (!isEdge) continue;
        if (edge.group(1).equals("END"))
          throw unusable(i + 1, "END of '" + edge.group(2) + "', which has no BEGIN");
        open = Optional.of(edge.group(2));
        began = i + 1;
        base64.setLength(0);
      } else if (isEdge) {
        if (!edge.group(1).equals("END") || !edge.group(2).equals(open.get()))
          throw unusable(began, "'" + open.get() + "' has no END before line " + (i + 1));
        blocks.add(new Block(open.get(), began, decoded(base64.toString(), began)));
        open = Optional.empty();
      } else {
        base64.append(lines[i].strip());
      }
    }
    if (open.isPresent()) throw unusable(began, "'" + open.get() + "' has no END: it is cut off");
    return blocks;
  }

  private Octets decoded(String base64, int line) throws UnusablePemException {
    try {
      return Octets.wrap(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      // The key itself is not said: the message may be logged.
      throw unusable(line, "what begins here is not base64");
    }
  }

  static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
