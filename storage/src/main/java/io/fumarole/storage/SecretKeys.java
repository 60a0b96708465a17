package io.fumarole.storage;

import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts what the database keeps of secrets: AES-256-GCM with a fresh nonce each time. What is
/// sealed for one device and role opens for no other. The key is a file beside the database:
/// whoever has only a copy of the database has no secret.
///
/// A sealed value is a format octet, four octets of key id, twelve of nonce, the ciphertext, and
/// sixteen octets of tag.
public final class SecretKeys {
  public static final String FILE = "secret.key";

  private static final int KEY_OCTETS = 32;
  private static final int KEY_ID_OCTETS = 4;
  private static final int NONCE_OCTETS = 12;
  private static final int TAG_BITS = 128;
  private static final byte FORMAT = 1;
  private static final System.Logger LOG = System.getLogger(SecretKeys.class.getName());
  private static final int HEADER_OCTETS = 1 + KEY_ID_OCTETS + NONCE_OCTETS;

  private final SecretKeySpec key;
  private final byte[] keyId;
  private final SecureRandom random = new SecureRandom();

  private SecretKeys(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
    this.keyId = Arrays.copyOf(sha256("fumarole key id", key), KEY_ID_OCTETS);
  }

  /// A key from elsewhere than the file.
  public static SecretKeys of(Octets key) {
    if (key.length() != KEY_OCTETS)
      throw new StorageException(
          "a secret key has " + KEY_OCTETS + " octets, this one has " + key.length());
    return new SecretKeys(key.toByteArray());
  }

  /// Reads the key file of a data directory.
  ///
  /// @param mayCreate whether a missing file is made: only right where nothing was encrypted yet
  static SecretKeys open(Path dataDirectory, boolean mayCreate) {
    Path file = dataDirectory.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        if (!mayCreate)
          throw new StorageException(
              file
                  + " is missing, and the database holds secrets encrypted with it: restore it from a"
                  + " backup");
        create(file);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != KEY_OCTETS)
        throw new StorageException(
            file
                + " has "
                + key.length
                + " octets, a secret key has "
                + KEY_OCTETS
                + ": restore it from a backup");
      return new SecretKeys(key);
    } catch (IOException failed) {
      throw StorageException.of("reading the secret key " + file, failed);
    }
  }

  /// Complete and on the disk before it has its name: half a key would lock the database for ever.
  /// When another node has made it meanwhile, that one stays.
  private static void create(Path file) throws IOException {
    byte[] key = new byte[KEY_OCTETS];
    new SecureRandom().nextBytes(key);
    Path fresh = file.resolveSibling(FILE + ".new-" + ProcessHandle.current().pid());
    Files.deleteIfExists(fresh);
    var onlyOurs =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Set<StandardOpenOption> options =
        EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    try (FileChannel out = FileChannel.open(fresh, options, onlyOurs)) {
      var buffer = ByteBuffer.wrap(key);
      while (buffer.hasRemaining()) out.write(buffer);
      out.force(true);
    }
    try {
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException madeMeanwhile) {
      LOG.log(System.Logger.Level.INFO, "another node has made {0}", file);
    } finally {
      Files.delete(fresh);
    }
    Disk.syncDirectory(Disk.parent(file));
  }

  /// Names the key without telling it.
  String keyId() {
    return Octets.wrap(keyId).toHex();
  }

  /// @param belonging whose the secret is and what for: it opens only with the same
  byte[] seal(byte[] plain, String belonging) {
    byte[] nonce = new byte[NONCE_OCTETS];
    random.nextBytes(nonce);
    try {
      byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, belonging).doFinal(plain);
      return ByteBuffer.allocate(HEADER_OCTETS + sealed.length)
          .put(FORMAT)
          .put(keyId)
          .put(nonce)
          .put(sealed)
          .array();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM is missing from this Java", impossible);
    }
  }

  byte[] open(byte[] sealed, String belonging) {
    if (sealed.length < HEADER_OCTETS || sealed[0] != FORMAT)
      throw new StorageException("the stored secret of " + belonging + " is damaged");
    byte[] sealedWith = Arrays.copyOfRange(sealed, 1, 1 + KEY_ID_OCTETS);
    if (!Arrays.equals(sealedWith, keyId))
      throw new StorageException(
          "the secret of %s was encrypted with key %s, and %s holds key %s: restore the right file"
              .formatted(belonging, Octets.wrap(sealedWith).toHex(), FILE, keyId()));
    byte[] nonce = Arrays.copyOfRange(sealed, 1 + KEY_ID_OCTETS, HEADER_OCTETS);
    try {
      return cipher(Cipher.DECRYPT_MODE, nonce, belonging)
          .doFinal(sealed, HEADER_OCTETS, sealed.length - HEADER_OCTETS);
    } catch (AEADBadTagException changed) {
      throw new StorageException("the stored secret of " + belonging + " is damaged", changed);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("AES-GCM is missing from this Java", impossible);
    }
  }

  private Cipher cipher(int mode, byte[] nonce, String belonging) throws GeneralSecurityException {
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD(belonging.getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  private static byte[] sha256(String label, byte[] octets) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(label.getBytes(StandardCharsets.UTF_8));
      return digest.digest(octets);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("SHA-256 is missing from this Java", impossible);
    }
  }

  /// Never shows the key.
  @Override
  public String toString() {
    return "SecretKeys[" + keyId() + "]";
  }
}
