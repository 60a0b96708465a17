package io.fumarole.campaign.exchange;

import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.testing.PinnedNonces;
import io.fumarole.campaign.testing.TestServer;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.Credentials;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Command.Status;
import io.fumarole.protocol.syncml.Message;
import io.fumarole.protocol.syncml.Meta;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.protocol.testing.Golden;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The cast of the worked examples: names, secrets and nonces as `examples/README.md` lists them.
final class ExampleCast {
  static final DeviceId DEVICE = new DeviceId("IMEI:990012340056786");
  static final Account CLIENT = Account.of("nw410-786", "c1ient-Pa55").hashOnly();
  static final Account SERVER = Account.of("fota.example", "s3rver-Pa55").hashOnly();
  static final DmUri OBJECT = DmUri.of("./FwUpdate/FwPkg1");
  static final String OLD = "NW410-2.3.1";
  static final String NEW = "NW410-2.4.0";
  static final DeploymentId DEPLOYMENT = new DeploymentId("d1");
  static final PackageId PACKAGE = new PackageId("nw410");
  static final String README = Golden.read("examples/README.md").utf8();

  private ExampleCast() {}

  static Dialect dialect(DmUri root, boolean createByAdd) {
    return new Dialect(
        Optional.of(root),
        Task.Grouping.SEQUENCE,
        createByAdd,
        DmUri.of("./DevDetail/FwV"),
        false,
        Map.of(),
        Dialect.Reading.GETS);
  }

  /// The device as inspected earlier: nothing is set, and its State is `state`.
  static Device inspected(String folder, int state) {
    var object =
        new FumoObject(
            OBJECT,
            EnumSet.of(Part.DOWNLOAD, Part.UPDATE, Part.PKG_DATA, Part.DOWNLOAD_AND_UPDATE),
            Optional.of(state),
            Map.of(Operation.DOWNLOAD, "", Operation.DOWNLOAD_AND_UPDATE, ""));
    return unknown(folder).withObject(object);
  }

  /// The device before anything of it but its model and version was read.
  static Device unknown(String folder) {
    return Device.enrolled(
            DEVICE, "test", Optional.of(CLIENT), Optional.of(SERVER), TestServer.START)
        .withInventory(Map.of("Mod", "NW-410", Device.VERSION, OLD))
        .withNonces(readmeNonce(folder, "server").orElse(Octets.EMPTY), 0);
  }

  static FirmwarePackage firmware(String sha256, long size, boolean isOffered) {
    return new FirmwarePackage(
        PACKAGE,
        "nw410-2.4.0",
        "Northwind Devices",
        "NW-410",
        Optional.empty(),
        NEW,
        sha256,
        size,
        FirmwarePackage.OCTET_STREAM,
        true,
        isOffered,
        TestServer.START);
  }

  static Deployment deployment(Deployment.Wish wish) {
    return Deployment.scheduled(
        DEPLOYMENT,
        DEVICE,
        PACKAGE,
        NEW,
        wish,
        TestServer.START,
        TestServer.START.plus(java.time.Duration.ofDays(7)));
  }

  /// The nonces of the example's sessions: the first from the README, each next one from the
  /// server's 212; a challenge's stands apart.
  static PinnedNonces nonces(String folder, List<Message> serverMessages) {
    List<Octets> sessions = new ArrayList<>();
    sessions.add(readmeNonce(folder, "client").orElse(Octets.EMPTY));
    Optional<Octets> challenge = Optional.empty();
    for (Message message : serverMessages) {
      for (var command : message.commands()) {
        if (!(command instanceof Status status) || !status.answersHeader()) continue;
        Optional<Octets> nonce = status.chal().flatMap(Meta::nextNonce).map(Credentials::nonce);
        if (nonce.isEmpty()) continue;
        if (status.statusCode().isChallenge()) challenge = nonce;
        else sessions.add(nonce.get());
      }
    }
    return new PinnedNonces(sessions, challenge);
  }

  private static Optional<Octets> readmeNonce(String folder, String side) {
    String name = Pattern.quote(folder.substring("examples/".length()));
    Matcher row =
        Pattern.compile("\\| " + name + " \\d+ " + side + " \\| `([^`]+)`").matcher(README);
    return row.find()
        ? Optional.of(Credentials.nonce(Octets.utf8(row.group(1))))
        : Optional.empty();
  }
}
