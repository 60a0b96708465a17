package io.fumarole.protocol.dm.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import io.fumarole.protocol.dm.AppAuth;
import io.fumarole.protocol.dm.DmAccount;
import io.fumarole.protocol.dm.bootstrap.Bootstrap.Reading;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Characteristic;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Entry;
import io.fumarole.protocol.dm.provisioning.ProvisioningDocument.Parm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What senders write, and what a device makes of it. Spec: notification 5.3.
class CpProfileTest {
  private static final Characteristic ADDRESS =
      Characteristic.of("APPADDR", Parm.of("ADDR", "https://dm.example/dm"));

  @Test
  void sidesTheWrongWayRoundAreSwappedByTheirNames() {
    DmAccount account =
        account(ADDRESS, auth("APPSRV", "dm.example", "milk"), auth("CLIENT", "lamp", "tea"));
    assertThat(account.client().flatMap(AppAuth::name)).contains("lamp");
    assertThat(account.server().flatMap(AppAuth::secret)).contains("milk");
  }

  @ParameterizedTest
  @CsvSource({"lamp, dm.example", "dm.example, dm.example", "lamp, milk", "dm.example,"})
  void sidesStayWhereNamesDoNotTellOtherwise(String client, String server) {
    List<Entry> entries = new ArrayList<>(List.of(ADDRESS, auth("APPSRV", client, "tea")));
    if (server != null) entries.add(auth("CLIENT", server, "milk"));
    DmAccount account = account(entries.toArray(Entry[]::new));
    assertThat(account.client().flatMap(AppAuth::name)).contains(client);
    assertThat(account.client().flatMap(AppAuth::secret)).contains("tea");
  }

  /// Base64 of a sensible length is decoded; other text is the nonce itself.
  @ParameterizedTest
  @CsvSource({
    "MDEyMzQ1Njc4OWFiY2RlZg==, 0123456789abcdef",
    "abcd, abcd",
    "12345678, 12345678",
    "not base64!, not base64!"
  })
  void aNonceComesInBase64OrAsItIs(String data, String nonce) {
    DmAccount account =
        account(
            ADDRESS,
            Characteristic.of(
                "APPAUTH", Parm.of("AAUTHLEVEL", "APPSRV"), Parm.of("AAUTHDATA", data)));
    assertThat(account.client().orElseThrow().nonce().utf8()).isEqualTo(nonce);
  }

  @Test
  void withoutANonceItIsEmpty() {
    DmAccount account = account(ADDRESS, auth("APPSRV", "lamp", "tea"));
    assertThat(account.client().orElseThrow().nonce().length()).isZero();
  }

  @Test
  void otherApplicationsAndUnknownParametersArePassedOver() {
    var mail = Characteristic.of("APPLICATION", Parm.of("APPID", "25"), ADDRESS);
    var document =
        ProvisioningDocument.of(
            List.of(
                Characteristic.of("PXLOGICAL", Parm.of("PROXY-ID", "P1")),
                mail,
                application(Parm.of("X-OWN", "1"), ADDRESS, auth("SOMETHING", "a", "b"))));
    assertThat(CpProfile.read(document)).isInstanceOf(Reading.Read.class);
    assertThat(unusable(ProvisioningDocument.of(List.of(mail)))).contains("no application w7");
  }

  @Test
  void whatCannotBeAnAccountSaysWhy() {
    assertThat(unusable(ProvisioningDocument.of(List.of(application()))))
        .contains("no APPADDR with an ADDR");
    assertThat(
            unusable(
                ProvisioningDocument.of(
                    List.of(Characteristic.of("APPLICATION", Parm.of("APPID", "w7"), ADDRESS)))))
        .contains("no PROVIDER-ID");
    Entry[] many = Collections.nCopies(17, ADDRESS).toArray(Entry[]::new);
    assertThat(unusable(ProvisioningDocument.of(List.of(application(many)))))
        .contains("more than 16");
  }

  private static Characteristic auth(String level, String name, String secret) {
    return Characteristic.of(
        "APPAUTH",
        Parm.of("AAUTHLEVEL", level),
        Parm.of("AAUTHTYPE", "DIGEST"),
        Parm.of("AAUTHNAME", name),
        Parm.of("AAUTHSECRET", secret));
  }

  private static Characteristic application(Entry... more) {
    List<Entry> entries = new ArrayList<>();
    entries.add(Parm.of("APPID", "w7"));
    entries.add(Parm.of("PROVIDER-ID", "dm.example"));
    entries.addAll(List.of(more));
    return new Characteristic("APPLICATION", entries);
  }

  private static DmAccount account(Entry... entries) {
    Reading reading = CpProfile.read(ProvisioningDocument.of(List.of(application(entries))));
    assertThat(reading).isInstanceOf(Reading.Read.class);
    return ((Reading.Read) reading).bootstrap().account();
  }

  private static String unusable(ProvisioningDocument document) {
    Reading reading = CpProfile.read(document);
    assertThat(reading).isInstanceOf(Reading.Unusable.class);
    return ((Reading.Unusable) reading).reason();
  }
}
