package io.fumarole.app.conform;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.deployment.Event;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.protocol.dm.Account;
import io.fumarole.server.FumaroleServer;
import io.fumarole.server.ServerSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// Our own server, with the device that the kit plays, and if wanted an update that is ordered.
final class ServerUnderTest implements AutoCloseable {
  static final DeviceId DEVICE = new DeviceId("IMEI:350000000000017");
  static final Account LAMP = Account.of("lamp", "of the lamp");
  static final Account SERVER = Account.of("fota.example", "of the server");
  private static final String MODEL = "Lamp";
  private static final int IMAGE = 4_000;
  private static final String PROFILE =
      """
      {"name": "kit", "description": "for the kit", "matches": ["Lamp"],
       "object": {"root": "./FwUpdate", "versionNode": "./DevDetail/FwV", "grouping": "sequence",
                  "createByAdd": false, "namesPackage": false, "resultCodes": {}, "reading": "gets"},
       "authentication": {"client": "md5", "server": "md5"}, "replyLimit": 1048576,
       "binaryAsBase64": true, "deliveries": ["direct"], "operations": ["download-and-update"],
       "largestOverDm": 1048576, "allowUnverified": false}
      """;

  private final FumaroleServer server;

  private ServerUnderTest(FumaroleServer server) {
    this.server = server;
  }

  static ServerUnderTest start(Path data, boolean ordered) throws IOException {
    Path profiles = Files.createDirectories(data.resolve("profiles"));
    Files.writeString(profiles.resolve("kit.json"), PROFILE);
    Instant now = Instant.now();
    FumaroleServer server = FumaroleServer.start(ServerSettings.of(data).with("port", 0));
    Device device =
        Device.enrolled(DEVICE, "kit", Optional.of(LAMP), Optional.of(SERVER), now)
            .withInventory(Map.of("Mod", MODEL, Device.VERSION, "1.0"));
    server.stores().devices().add(device);
    var started = new ServerUnderTest(server);
    if (ordered) started.order(now);
    return started;
  }

  private void order(Instant now) throws IOException {
    ContentStore.Stored stored =
        server.stores().content().put(new ByteArrayInputStream(new byte[IMAGE]), IMAGE);
    var id = new PackageId("lamp");
    server
        .stores()
        .packages()
        .add(
            new FirmwarePackage(
                id,
                "lamp-2.0",
                "Example",
                MODEL,
                Optional.empty(),
                "2.0",
                stored.sha256(),
                stored.size(),
                FirmwarePackage.OCTET_STREAM,
                true,
                false,
                now));
    Deployment ordered =
        Deployment.scheduled(
            new DeploymentId("d1"),
            DEVICE,
            id,
            "2.0",
            Deployment.Wish.NONE,
            now,
            now.plus(Duration.ofDays(7)));
    var event = new Event(DEVICE, Optional.of(ordered.id()), now, "scheduled", "ordered");
    server.stores().deployments().add(ordered, event);
  }

  String dmUrl() {
    return server.dmUrl();
  }

  @Override
  public void close() {
    server.close();
  }
}
