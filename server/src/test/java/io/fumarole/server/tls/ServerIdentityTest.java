package io.fumarole.server.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.protocol.testing.Authority;
import io.fumarole.protocol.testing.Authority.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerIdentityTest {
  @TempDir private static Path made;
  private static Issued one;
  private static Issued other;

  @TempDir private Path folder;

  @BeforeAll
  static void make() throws Exception {
    var authority = new Authority(made, "root");
    one = authority.issue("CN=one");
    other = authority.issue("CN=other");
  }

  private static ServerIdentity read(Path certificate, Path key) throws IOException {
    return ServerIdentity.of(
        PemFile.read("tls.certificate", certificate), PemFile.read("tls.key", key));
  }

  private Path file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content);
  }

  @Test
  void aChainAndItsKeyAreTaken() throws IOException {
    ServerIdentity identity = read(one.certificate(), one.key());
    assertThat(identity.chain()).hasSize(2);
    assertThat(identity.certificate().getSubjectX500Principal()).hasToString("CN=one");
    assertThat(identity.toString()).isEqualTo("ServerIdentity[CN=one]");
  }

  @Test // RFC 7468 5.2: what stands around the blocks says what they are.
  void textAroundTheBlocksIsLeftAlone() throws IOException {
    Path file = file("a.pem", "subject=one\n" + Files.readString(one.certificate()) + "\nthe end");
    assertThat(read(file, one.key()).chain()).hasSize(2);
  }

  @Test
  void keyAndCertificatesMayStandInOneFile() throws IOException {
    Path both = file("both.pem", Files.readString(one.key()) + Files.readString(one.certificate()));
    assertThat(read(both, both).chain()).hasSize(2);
  }

  @Test
  void theKeyOfAnotherIsRefused() {
    assertThatThrownBy(() -> read(one.certificate(), other.key()))
        .isInstanceOf(UnusablePemException.class)
        .hasMessage(
            "tls.key = %s: this key does not belong to the certificate of CN=one in %s",
            other.key(), one.certificate());
  }

  @Test
  void aChainInTheWrongOrderIsRefusedWithTheLine() throws IOException {
    List<String> lines = Files.readAllLines(one.certificate());
    int second = lines.lastIndexOf("-----BEGIN CERTIFICATE-----");
    String own = String.join("\n", lines.subList(0, second));
    String root = String.join("\n", lines.subList(second, lines.size()));
    Path upside = file("upside.pem", root + "\n" + own);
    int at = lines.size() - second + 1;
    assertThatThrownBy(() -> read(upside, one.key()))
        .hasMessage(
            "tls.certificate = %s, line %d: the key in %s belongs to this certificate: it has to stand first",
            upside, at, one.key());
    Path unrelated = file("unrelated.pem", own + "\n" + Files.readString(other.certificate()));
    assertThatThrownBy(() -> read(unrelated, one.key()))
        .hasMessageContaining("line " + (second + 1) + ": CN=other did not issue")
        .hasMessageContaining("of CN=one, whose issuer is CN=root");
  }

  @Test
  void swappedFilesAreNamed() {
    assertThatThrownBy(() -> read(one.key(), one.certificate()))
        .hasMessageContaining("holds no certificate")
        .hasMessageContaining("but a PRIVATE KEY: are tls.certificate and tls.key swapped?");
  }

  @Test
  void whatIsNoPemIsRefusedWithTheLine() throws IOException {
    String good = Files.readString(one.certificate());
    Path cut = file("cut.pem", "\n\n" + good.substring(0, 200));
    assertThatThrownBy(() -> read(cut, one.key()))
        .hasMessageContaining("line 3: 'CERTIFICATE' has no END: it is cut off");
    Path odd = file("odd.pem", good.replaceFirst("\nMII", "\n!II"));
    assertThatThrownBy(() -> read(odd, one.key())).hasMessageContaining("line 1: what begins here");
    Path empty =
        file("empty.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    assertThatThrownBy(() -> read(empty, one.key()))
        .hasMessageContaining("line 1: this is no X.509 certificate");
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> read(missing, one.key()))
        .hasMessage("tls.certificate: no file at " + missing);
    Path large = file("large.pem", "a".repeat((1 << 20) + 1));
    assertThatThrownBy(() -> read(large, one.key())).hasMessageContaining("more than a MiB");
  }

  @Test
  void aKeyOfAnotherFormIsRefusedWithTheWayToMakeItOne() throws IOException {
    Path old =
        file("old.key", "-----BEGIN EC PRIVATE KEY-----\nAAAA\n-----END EC PRIVATE KEY-----\n");
    assertThatThrownBy(() -> read(one.certificate(), old))
        .hasMessageContaining("line 1: this is 'EC PRIVATE KEY'")
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in " + old);
  }
}
