package io.fumarole.server.notify.smpp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fumarole.protocol.syncml.Octets;
import io.fumarole.server.notify.Trigger.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An encrypted link goes to the centre that we mean, or to none.
class SmppTlsTest {
  private static final char[] STORE_PASSWORD = "changeit".toCharArray();

  @TempDir Path folder;

  /// A key and its own certificate for an address.
  private KeyStore certificate(String address)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve("store.p12");
    Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    Process process =
        new ProcessBuilder(
                keytool.toString(),
                "-genkeypair",
                "-keystore",
                file.toString(),
                "-storepass",
                new String(STORE_PASSWORD),
                "-alias",
                "centre",
                "-keyalg",
                "EC",
                "-dname",
                "CN=centre",
                "-ext",
                "san=ip:" + address)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, STORE_PASSWORD);
    }
    return store;
  }

  private static ServerSocket listener(KeyStore store)
      throws IOException, GeneralSecurityException {
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, STORE_PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  private static SSLSocketFactory trusting(KeyStore store) throws GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    try {
      trusted.load(null, null);
    } catch (IOException impossible) {
      throw new AssertionError(impossible);
    }
    trusted.setCertificateEntry("centre", store.getCertificate("centre"));
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context.getSocketFactory();
  }

  private static SmppTrigger trigger(MessageCentre centre, SSLSocketFactory tls) {
    return SmppTriggerTest.trigger(
        SmppTriggerTest.settings(centre.port(), "tls = true"), tls, new LinkedBlockingQueue<>());
  }

  private static Outcome send(SmppTrigger trigger) {
    return trigger.send(SmppTriggerTest.push("sms:+1", Octets.hex("0106")));
  }

  @Test
  void aCentreThatIsTrustedTakesAnSms() throws Exception {
    KeyStore store = certificate("127.0.0.1");
    try (var centre = MessageCentre.of(listener(store));
        SmppTrigger trigger = trigger(centre, trusting(store))) {
      await().atMost(Duration.ofSeconds(20)).until(() -> send(trigger) instanceof Outcome.Sent);
    }
  }

  @Test
  void aCentreOfAnotherNameHearsNothing() throws Exception {
    KeyStore store = certificate("127.0.0.2");
    try (var centre = MessageCentre.of(listener(store));
        SmppTrigger trigger = trigger(centre, trusting(store))) {
      awaitRefused(trigger, centre, "No subject alternative names matching IP address 127.0.0.1");
    }
  }

  @Test
  void aCentreThatNobodyVouchesForHearsNothing() throws Exception {
    KeyStore store = certificate("127.0.0.1");
    try (var centre = MessageCentre.of(listener(store));
        SmppTrigger trigger = trigger(centre, (SSLSocketFactory) SSLSocketFactory.getDefault())) {
      awaitRefused(trigger, centre, "PKIX path building failed");
    }
  }

  private static void awaitRefused(SmppTrigger trigger, MessageCentre centre, String words) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> send(trigger).toString(), it -> it.contains(words));
    assertThat(centre.bound()).isZero();
  }
}
