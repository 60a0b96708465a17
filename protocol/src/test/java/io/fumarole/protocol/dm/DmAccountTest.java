package io.fumarole.protocol.dm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.fumarole.protocol.dm.AppAuth.Level;
import io.fumarole.protocol.syncml.Octets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DmAccountTest {
  private static final DmUri BASE = DmUri.of("./DMAcc/NwFota");
  private static final Octets CLIENT_NONCE =
      Credentials.nonce(Octets.utf8("flQmxgyHXEiTOcqin3JBaA=="));

  private static final DmAccount ACCOUNT =
      new DmAccount(
          "fota.example",
          Optional.of("Northwind FOTA"),
          Optional.empty(),
          List.of(
              new DmAccount.Address("1", "https://dm.fota.example/dm", "URI", Optional.of(443))),
          Optional.of("DIGEST"),
          List.of(
              AppAuth.of("cl", Level.CLCRED, AuthScheme.MD5, "nw410-786", "c1ient-Pa55")
                  .withData(CLIENT_NONCE),
              AppAuth.of("srv", Level.SRVCRED, AuthScheme.MD5, "fota.example", "s3rver-Pa55")));

  /// The account of the bootstrap example, leaf by leaf.
  private static Map<DmUri, String> leaves() {
    Map<DmUri, String> leaves = new LinkedHashMap<>();
    put(leaves, "AppID", "w7");
    put(leaves, "ServerID", "fota.example");
    put(leaves, "Name", "Northwind FOTA");
    put(leaves, "AppAddr/1/Addr", "https://dm.fota.example/dm");
    put(leaves, "AppAddr/1/AddrType", "URI");
    put(leaves, "AppAddr/1/Port/1/PortNbr", "443");
    put(leaves, "AAuthPref", "DIGEST");
    put(leaves, "AppAuth/cl/AAuthLevel", "CLCRED");
    put(leaves, "AppAuth/cl/AAuthType", "DIGEST");
    put(leaves, "AppAuth/cl/AAuthName", "nw410-786");
    put(leaves, "AppAuth/cl/AAuthSecret", "c1ient-Pa55");
    put(leaves, "AppAuth/cl/AAuthData", "flQmxgyHXEiTOcqin3JBaA==");
    put(leaves, "AppAuth/srv/AAuthLevel", "SRVCRED");
    put(leaves, "AppAuth/srv/AAuthType", "DIGEST");
    put(leaves, "AppAuth/srv/AAuthName", "fota.example");
    put(leaves, "AppAuth/srv/AAuthSecret", "s3rver-Pa55");
    return leaves;
  }

  private static void put(Map<DmUri, String> leaves, String path, String value) {
    leaves.put(DmUri.of(BASE + "/" + path), value);
  }

  @Test
  void readsAndWritesTheLayoutOfDm12() {
    assertThat(DmAccount.read(BASE, leaves())).isEqualTo(new DmAccount.Reading.Read(ACCOUNT));
    assertThat(ACCOUNT.values(BASE)).containsExactlyEntriesOf(leaves());
  }

  @Test
  void givesTheCredentialsOfBothSides() {
    AppAuth client = ACCOUNT.client().orElseThrow();

    assertThat(ACCOUNT.address()).isEqualTo("https://dm.fota.example/dm");
    assertThat(client.scheme()).contains(AuthScheme.MD5);
    assertThat(client.account()).contains(Account.of("nw410-786", "c1ient-Pa55"));
    assertThat(client.nonce().length()).isEqualTo(16);
    assertThat(ACCOUNT.server().orElseThrow().nonce()).isEqualTo(Octets.EMPTY);
  }

  @Test // AAuthPref names the type to use first
  void prefersWhatAAuthPrefNames() {
    List<AppAuth> both =
        List.of(
            AppAuth.of("a", Level.CLCRED, AuthScheme.NONE, "n", "s"),
            AppAuth.of("b", Level.CLCRED, AuthScheme.BASIC, "n", "s"),
            AppAuth.of("c", Level.CLCRED, AuthScheme.HMAC, "n", "s"));

    assertThat(DmAccount.of("s", "u", AuthScheme.HMAC, both).client().orElseThrow().node())
        .isEqualTo("c");
    assertThat(DmAccount.of("s", "u", AuthScheme.MD5, both).client().orElseThrow().node())
        .isEqualTo("b");
    assertThat(DmAccount.of("s", "u", AuthScheme.NONE, List.of()).client()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"BASIC, BASIC", "DIGEST, MD5", "HMAC, HMAC", "' digest ', MD5"})
  void knowsTheNamesOfSchemes(String type, AuthScheme scheme) {
    assertThat(AuthScheme.ofAccountType(type)).contains(scheme);
    assertThat(scheme.accountType()).isEqualTo(type.strip().toUpperCase(Locale.ROOT));
  }

  @ParameterizedTest
  @CsvSource(
      value = {
        "AppID, w2, w2 is not w7",
        "ServerID, NULL, the value is missing",
        "AppAddr/1/Addr, ' ', the value is missing",
        "AppAddr/1/Port/1/PortNbr, 65536, 65536 is no port from 1 to 65535",
        "AppAuth/cl/AAuthLevel, CLIENT, 'CLIENT is none of CLCRED, SRVCRED, OBEX, HTTP'",
        "AppAuth/srv/AAuthType, NULL, the value is missing",
      },
      nullValues = "NULL")
  void namesTheNodeToPutRight(String path, @Nullable String value, String reason) {
    Map<DmUri, String> leaves = leaves();
    DmUri node = DmUri.of(BASE + "/" + path);
    if (value == null) leaves.remove(node);
    else leaves.put(node, value);

    assertThat(DmAccount.read(BASE, leaves))
        .isInstanceOfSatisfying(
            DmAccount.Reading.Unusable.class,
            unusable -> {
              assertThat(unusable.node()).isEqualTo(node);
              assertThat(unusable.reason()).contains(reason);
            });
  }

  @Test
  void readsWithoutOptionalLeaves() {
    Map<DmUri, String> leaves = leaves();
    leaves.keySet().removeIf(uri -> uri.isAtOrUnder(BASE.child("AppAuth")));
    for (String path : List.of("AppID", "Name", "AAuthPref", "AppAddr/1/AddrType"))
      leaves.remove(DmUri.of(BASE + "/" + path));

    assertThat(DmAccount.read(BASE, leaves))
        .isInstanceOfSatisfying(
            DmAccount.Reading.Read.class,
            read -> {
              assertThat(read.account().credentials()).isEmpty();
              assertThat(read.account().addresses().getFirst().type()).isEqualTo("URI");
            });
  }

  @Test
  void holdsItsBounds() {
    Map<DmUri, String> many = leaves();
    for (int i = 0; i < 17; i++) put(many, "AppAuth/x" + i + "/AAuthLevel", "CLCRED");
    Map<DmUri, String> large = leaves();
    put(large, "Name", "n".repeat(4_097));

    assertThat(DmAccount.read(BASE, many)).isInstanceOf(DmAccount.Reading.Unusable.class);
    assertThat(DmAccount.read(BASE, large)).isInstanceOf(DmAccount.Reading.Unusable.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> DmAccount.of(" ", "u", AuthScheme.MD5, List.of()));
  }

  @Test
  void neverShowsSecretsOrNonces() {
    assertThat(ACCOUNT.toString())
        .doesNotContain("c1ient-Pa55")
        .doesNotContain("s3rver-Pa55")
        .doesNotContain(CLIENT_NONCE.toHex())
        .doesNotContain("flQm");
  }
}
