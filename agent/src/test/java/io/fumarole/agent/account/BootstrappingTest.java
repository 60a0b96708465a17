package io.fumarole.agent.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fumarole.agent.account.Bootstrapping.Taken;
import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.ConfigMistake;
import io.fumarole.agent.disk.Disk;
import io.fumarole.agent.disk.RealDisk;
import io.fumarole.agent.disk.StateStore;
import io.fumarole.agent.testing.PowerCutDisk;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AppAuth;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmAccount;
import io.fumarole.protocol.dm.bootstrap.Bootstrap;
import io.fumarole.protocol.dm.bootstrap.BootstrapPush;
import io.fumarole.protocol.dm.bootstrap.Profile;
import io.fumarole.protocol.dm.bootstrap.Protection;
import io.fumarole.protocol.dm.bootstrap.SharedSecrets;
import io.fumarole.protocol.dm.notification.WspPush;
import io.fumarole.protocol.syncml.Octets;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BootstrappingTest {
  private static final SharedSecrets PIN = new SharedSecrets(Optional.empty(), Optional.of("4711"));
  private static final Octets NONCE = Octets.utf8("0123456789abcdef");

  private final Map<String, Object> settings =
      new HashMap<>(
          Map.of(
              "device.id", "IMEI:1",
              "device.manufacturer", "Northwind",
              "device.model", "Lamp",
              "factory.version", "1.0",
              "bootstrap.accept", true,
              "bootstrap.pin", "4711"));

  @TempDir private Path directory;

  @Test
  void anAccountFromTheAirIsKeptAndUsed() throws Exception {
    Bootstrapping device = open(new RealDisk());
    assertThat(device.config().server().url()).isEmpty();
    StateStore state = state(new RealDisk());
    assertThat(device.takeFromAir(push("dm.example", "tea"), state, _ -> false))
        .isEqualTo(new Taken.Accepted("dm.example", true));
    for (Bootstrapping each : List.of(device, open(new RealDisk()))) {
      AgentConfig.Server server = each.config().server();
      assertThat(server.url()).contains(URI.create("https://dm.example:4443/dm"));
      assertThat(server.id()).isEqualTo("dm.example");
      assertThat(server.device().scheme()).isEqualTo(AuthScheme.MD5);
      assertThat(server.device().account()).isEqualTo(Account.of("lamp", "tea").hashOnly());
      assertThat(server.server().account()).isEqualTo(Account.of("dm.example", "milk").hashOnly());
    }
    assertThat(state.state().clientNonce()).isEqualTo("MDEyMzQ1Njc4OWFiY2RlZg==");
    String file = Files.readString(directory.resolve("agent-data/account.json"));
    assertThat(file).contains("dm.example").doesNotContain("\"tea\"").doesNotContain("\"milk\"");
  }

  @Test
  void nothingIsTakenFromTheAirUnlessTheSettingsAllowIt() throws Exception {
    settings.remove("bootstrap.accept");
    assertThat(refusal(open(new RealDisk()), push("dm.example", "tea"), false))
        .contains("bootstrap.accept is false");
    settings.put("bootstrap.accept", true);
    settings.remove("bootstrap.pin");
    settings.put("server.url", "https://a.example/dm");
    settings.put("server.id", "a.example");
    settings.put("server.device-auth.scheme", "none");
    settings.put("server.server-auth.scheme", "none");
    assertThatThrownBy(() -> open(new RealDisk()))
        .isInstanceOf(ConfigMistake.class)
        .hasMessageContaining("needs bootstrap.imsi or bootstrap.pin");
  }

  @Test
  void aWrongPinIsNeverShown() {
    settings.put("bootstrap.pin", "47x11");
    assertThatThrownBy(() -> open(new RealDisk()))
        .isInstanceOf(ConfigMistake.class)
        .hasMessageContaining("a PIN has 1 to 16 digits")
        .hasMessageNotContaining("47x11");
  }

  @Test
  void anotherAccountNeedsConsentAndTheSameMessageDoesNothing() throws Exception {
    Bootstrapping device = open(new RealDisk());
    WspPush first = push("dm.example", "tea");
    StateStore state = state(new RealDisk());
    device.takeFromAir(first, state, _ -> false);
    assertThat(device.takeFromAir(first, state, _ -> true)).isEqualTo(new Taken.Repeated());
    // The same PROVIDER-ID from another source, and another one.
    for (WspPush other : List.of(push("dm.example", "gin"), push("evil.example", "gin"))) {
      assertThat(refusal(device, other, false)).contains("nobody agreed to replace it");
      assertThat(device.config().server().device().account().secretHash())
          .isEqualTo(Account.hash("lamp", "tea"));
    }
    assertThat(device.takeFromAir(push("b.example", "gin"), state, "b.example"::equals))
        .isEqualTo(new Taken.Accepted("b.example", true));
    assertThat(open(new RealDisk()).config().server().id()).isEqualTo("b.example");
  }

  @Test
  void whoTriesOutPinsIsNotHeardAnyMore() throws Exception {
    Bootstrapping device = open(new RealDisk());
    SharedSecrets guess = new SharedSecrets(Optional.empty(), Optional.of("0000"));
    for (int i = 0; i < Bootstrapping.MOST_WRONG; i++)
      assertThat(refusal(device, push("dm.example", "tea", guess), true))
          .contains("MAC does not fit");
    assertThat(refusal(device, push("dm.example", "tea"), true)).contains("too many were wrong");
  }

  @Test
  void anAccountOfNoUseIsRefused() throws Exception {
    var account =
        DmAccount.of("dm.example", "obex://dm.example", AuthScheme.MD5, List.of(credential("tea")));
    assertThat(refusal(open(new RealDisk()), pack(account, PIN), true))
        .contains("not one of http or https");
    AppAuth bare = credential("tea");
    var noSecret =
        DmAccount.of(
            "dm.example",
            "https://dm.example/dm",
            AuthScheme.MD5,
            List.of(
                new AppAuth(
                    "1",
                    bare.level(),
                    bare.type(),
                    bare.name(),
                    Optional.empty(),
                    Optional.empty())));
    assertThat(refusal(open(new RealDisk()), pack(noSecret, PIN), true)).contains("has no secret");
  }

  @Test
  void aPowerCutLeavesTheOldAccountOrTheNewOne() throws Exception {
    Bootstrapping device = open(new RealDisk());
    device.takeFromAir(push("a.example", "tea"), state(new RealDisk()), _ -> false);
    byte[] before = Files.readAllBytes(directory.resolve("agent-data/account.json"));
    int cutAt = 0;
    PowerCutDisk disk;
    do {
      Files.write(directory.resolve("agent-data/account.json"), before);
      disk = new PowerCutDisk(++cutAt);
      boolean isDone = taken(disk);
      String id = open(new RealDisk()).config().server().id();
      assertThat(id).as("cut at change %d", cutAt).isIn("a.example", "b.example");
      if (isDone) assertThat(id).isEqualTo("b.example");
      assertThat(state(new RealDisk()).state().clientNonce()).isNotEmpty();
    } while (disk.wasCut());
    assertThat(cutAt).isGreaterThan(4);
  }

  private boolean taken(Disk disk) {
    try {
      return open(disk).takeFromAir(push("b.example", "gin"), state(disk), _ -> true)
          instanceof Taken.Accepted;
    } catch (IOException powerIsOff) {
      return false;
    }
  }

  private Bootstrapping open(Disk disk) throws IOException {
    return Bootstrapping.open(AgentConfig.of(settings, directory), disk);
  }

  private StateStore state(Disk disk) throws IOException {
    return StateStore.open(disk, directory.resolve("agent-data"));
  }

  private String refusal(Bootstrapping device, WspPush push, boolean consent) throws IOException {
    Taken taken = device.takeFromAir(push, state(new RealDisk()), _ -> consent);
    assertThat(taken).isInstanceOf(Taken.Refused.class);
    return ((Taken.Refused) taken).reason();
  }

  private static WspPush push(String server, String secret) {
    return push(server, secret, PIN);
  }

  private static WspPush push(String server, String secret, SharedSecrets secrets) {
    var account =
        new DmAccount(
            server,
            Optional.empty(),
            Optional.empty(),
            List.of(
                new DmAccount.Address("1", "https://" + server + "/dm", "URI", Optional.of(4443))),
            Optional.of("DIGEST"),
            List.of(
                credential(secret),
                AppAuth.of("2", AppAuth.Level.SRVCRED, AuthScheme.MD5, server, "milk")));
    return pack(account, secrets);
  }

  private static AppAuth credential(String secret) {
    return AppAuth.of("1", AppAuth.Level.CLCRED, AuthScheme.MD5, "lamp", secret).withData(NONCE);
  }

  private static WspPush pack(DmAccount account, SharedSecrets secrets) {
    Octets body = BootstrapPush.body(Profile.CP, new Bootstrap(account, true, List.of()), "IMEI:1");
    return BootstrapPush.pack(1, Profile.CP, Protection.USERPIN, secrets, body);
  }
}
