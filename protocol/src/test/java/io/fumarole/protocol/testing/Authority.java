package io.fumarole.protocol.testing;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;

/// Who issues certificates in tests, by the JDK's own tool.
public final class Authority {
  private static final String PASSWORD = "changeit";
  private static final String SELF = "authority";

  private final Path directory;
  private final Path store;
  private int count;

  /// @param directory where the files are made
  public Authority(Path directory, String name) throws IOException, InterruptedException {
    this.directory = Files.createDirectories(directory.resolve(name));
    this.store = this.directory.resolve("store.p12");
    keytool(
        SELF,
        "CN=" + name,
        "-validity",
        "3650",
        "-ext",
        "bc:c",
        "-ext",
        "ku:c=keyCertSign,cRLSign");
  }

  /// @param certificate with those between it and the root
  public record Issued(Path certificate, Path key) {}

  /// The file with the root's certificate alone.
  public Path root() throws IOException, GeneralSecurityException {
    return pem("root.pem", "CERTIFICATE", keys().getCertificate(SELF).getEncoded());
  }

  /// A certificate and its key, for servers on the loopback interface and for devices.
  ///
  /// @param subject such as `CN=a, O=b`
  /// @param more options of keytool
  public Issued issue(String subject, String... more)
      throws IOException, InterruptedException, GeneralSecurityException {
    String alias = "issued-" + ++count;
    List<String> options = new ArrayList<>(Arrays.asList(more));
    options.addAll(List.of("-signer", SELF, "-ext", "san=dns:localhost,ip:127.0.0.1"));
    keytool(alias, subject, options.toArray(String[]::new));
    KeyStore keys = keys();
    var chain = new StringBuilder();
    for (Certificate each : keys.getCertificateChain(alias))
      chain.append(text("CERTIFICATE", each.getEncoded()));
    return new Issued(
        Files.writeString(directory.resolve(alias + ".crt"), chain.toString()),
        pem(
            alias + ".key",
            "PRIVATE KEY",
            keys.getKey(alias, PASSWORD.toCharArray()).getEncoded()));
  }

  /// For a client that trusts this authority alone, and shows nothing.
  public SSLContext client() throws IOException, GeneralSecurityException {
    return context(new KeyManager[0]);
  }

  /// For a client that shows the last that was issued, to a server of another authority.
  public SSLContext clientAsLast(Authority server) throws IOException, GeneralSecurityException {
    KeyStore all = keys();
    String alias = "issued-" + count;
    KeyStore own = KeyStore.getInstance("PKCS12");
    own.load(null, null);
    own.setKeyEntry(
        alias,
        all.getKey(alias, PASSWORD.toCharArray()),
        PASSWORD.toCharArray(),
        all.getCertificateChain(alias));
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(own, PASSWORD.toCharArray());
    return server.context(
        new KeyManager[] {new Willing((X509ExtendedKeyManager) factory.getKeyManagers()[0])});
  }

  /// Shows its certificate to whoever asks for one, as OpenSSL does: Java's own shows none of
  /// another authority than those that the server names.
  private static final class Willing extends X509ExtendedKeyManager {
    private final X509ExtendedKeyManager own;

    Willing(X509ExtendedKeyManager own) {
      this.own = own;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return own.chooseEngineClientAlias(types, null, engine);
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return own.chooseClientAlias(types, null, socket);
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return own.getClientAliases(type, null);
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return own.getServerAliases(type, issuers);
    }

    @Override
    public String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return own.chooseServerAlias(type, issuers, socket);
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return own.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return own.getPrivateKey(alias);
    }
  }

  private SSLContext context(KeyManager[] shown) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry(SELF, keys().getCertificate(SELF));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(shown, trust.getTrustManagers(), null);
    return context;
  }

  private KeyStore keys() throws IOException, GeneralSecurityException {
    return KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
  }

  private void keytool(String alias, String subject, String... more)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-dname",
                subject,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(Arrays.asList(more));
    Path log = directory.resolve("keytool.log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    if (process.waitFor() != 0) throw new IOException(Files.readString(log));
  }

  private Path pem(String name, String label, byte[] content) throws IOException {
    return Files.writeString(directory.resolve(name), text(label, content));
  }

  private static String text(String label, byte[] content) {
    String base64 = Base64.getMimeEncoder().encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, base64, label);
  }
}
