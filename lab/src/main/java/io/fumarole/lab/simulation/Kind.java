package io.fumarole.lab.simulation;

import io.fumarole.agent.config.AgentConfig;
import io.fumarole.agent.config.AgentConfig.FumoNode;
import io.fumarole.agent.disk.SlotManifest;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.device.Patience;
import io.fumarole.campaign.profile.ModelProfiles;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.bootstrap.SharedSecrets;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Form;
import io.fumarole.protocol.syncml.StatusCode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/// What kind of device one is: how it talks, and how it is updated.
record Kind(Flow flow, Form.Encoding encoding, AuthScheme scheme, int execStatus) {
  static final String SERVER_URI = "http://dm.example/dm";
  static final String SERVER_ID = "dm.example";
  private static final String SECRET = "secret of the simulation";

  /// Hours, not days: stages are to end by themselves within a simulation, also that of a device
  /// that is only unlucky.
  static final Patience PATIENCE =
      new Patience(
          new Patience.Times(
              Duration.ofMinutes(20),
              Duration.ofHours(1),
              Duration.ofHours(4),
              Duration.ofHours(4),
              Duration.ofHours(4),
              Duration.ofHours(4),
              Duration.ofHours(6),
              Duration.ofMinutes(10)),
          new Patience.Budgets(3, 5, 10, 3, 2));

  /// The ways to an update. Spec: fumo 9.
  enum Flow {
    COMBINED,
    COMBINED_BY_DESCRIPTOR,
    SEPARATE,
    OVER_DM;

    private Set<FumoNode> nodes() {
      return switch (this) {
        case COMBINED, COMBINED_BY_DESCRIPTOR -> EnumSet.of(FumoNode.DOWNLOAD_AND_UPDATE);
        case SEPARATE -> EnumSet.of(FumoNode.DOWNLOAD, FumoNode.UPDATE);
        case OVER_DM -> EnumSet.of(FumoNode.UPDATE, FumoNode.PKG_DATA);
      };
    }

    private Delivery delivery() {
      return switch (this) {
        case COMBINED, SEPARATE -> Delivery.DIRECT;
        case COMBINED_BY_DESCRIPTOR -> Delivery.DESCRIPTOR;
        case OVER_DM -> Delivery.DM;
      };
    }

    private List<Operation> operations() {
      return switch (this) {
        case COMBINED, COMBINED_BY_DESCRIPTOR -> List.of(Operation.DOWNLOAD_AND_UPDATE);
        case SEPARATE -> List.of(Operation.DOWNLOAD, Operation.UPDATE);
        case OVER_DM -> List.of(Operation.UPDATE);
      };
    }
  }

  static Kind any(RandomGenerator random) {
    AuthScheme[] schemes = {AuthScheme.MD5, AuthScheme.HMAC, AuthScheme.BASIC};
    return new Kind(
        Flow.values()[random.nextInt(Flow.values().length)],
        random.nextBoolean() ? Form.Encoding.WBXML : Form.Encoding.XML,
        schemes[random.nextInt(schemes.length)],
        random.nextBoolean() ? 202 : 200);
  }

  ModelProfile profile() {
    ModelProfile strict = Shipped.STRICT;
    return new ModelProfile(
            profileName(),
            "for the simulation",
            List.of(),
            strict.dialect(),
            scheme,
            scheme,
            strict.replyLimit(),
            strict.binaryAsBase64(),
            List.of(flow.delivery()),
            flow.operations(),
            strict.largestOverDm(),
            false)
        .with(PATIENCE);
  }

  private static final class Shipped {
    static final ModelProfile STRICT =
        ModelProfiles.shipped().stream()
            .filter(profile -> profile.name().equals(ModelProfiles.STRICT))
            .findFirst()
            .orElseThrow();
  }

  String profileName() {
    return flow + "-" + scheme;
  }

  Account deviceAccount(String id) {
    return Account.of(id, SECRET);
  }

  /// As little as the server must keep for this scheme.
  Account serverAccount() {
    Account whole = Account.of(SERVER_ID, SECRET);
    return scheme == AuthScheme.BASIC ? whole : whole.hashOnly();
  }

  AgentConfig config(String id) {
    return new AgentConfig(
        new AgentConfig.Device(
            id, Release.VENDOR, Release.MODEL, Release.HARDWARE, "1", "lamp", "en"),
        new SlotManifest("1.0", OptionalLong.of(1), "", 0),
        Path.of("/data"),
        new AgentConfig.Server(
            Optional.of(URI.create(SERVER_URI)),
            SERVER_ID,
            encoding,
            new AgentConfig.Login(scheme, deviceAccount(id)),
            new AgentConfig.Login(scheme, Account.of(SERVER_ID, SECRET)),
            new AgentConfig.Tls(Optional.empty(), Optional.empty(), Optional.empty())),
        new AgentConfig.Fumo(
            DmUri.of("./FwUpdate"), flow.nodes(), true, new StatusCode(execStatus)),
        new AgentConfig.Limits(1 << 16, 1 << 20, 1 << 20),
        new AgentConfig.Poll(Duration.ofMinutes(50), 0.4, Duration.ofMinutes(2)),
        0,
        AgentConfig.UserInteraction.ACCEPT,
        new AgentConfig.Download(5, Duration.ofSeconds(30)),
        new AgentConfig.Install(List.of(), List.of(), Duration.ofMinutes(10), 3),
        new AgentConfig.Verify(List.of(), false, false),
        new AgentConfig.Bootstrap(false, SharedSecrets.NONE));
  }
}
