package io.fumarole.scenario;

import io.fumarole.campaign.catalogue.ContentStore;
import io.fumarole.campaign.catalogue.FirmwarePackage;
import io.fumarole.campaign.catalogue.PackageId;
import io.fumarole.campaign.deployment.Deployment;
import io.fumarole.campaign.deployment.DeploymentId;
import io.fumarole.campaign.device.Device;
import io.fumarole.campaign.device.DeviceId;
import io.fumarole.campaign.device.ModelProfile;
import io.fumarole.campaign.exchange.Circumstances.UnknownDevices;
import io.fumarole.protocol.dm.Account;
import io.fumarole.protocol.dm.AuthScheme;
import io.fumarole.protocol.dm.DmUri;
import io.fumarole.protocol.dm.session.Task;
import io.fumarole.protocol.fumo.Delivery;
import io.fumarole.protocol.fumo.Dialect;
import io.fumarole.protocol.fumo.FumoObject;
import io.fumarole.protocol.fumo.FumoObject.Part;
import io.fumarole.protocol.fumo.Operation;
import io.fumarole.protocol.syncml.Octets;
import io.fumarole.scenario.play.Filler;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What a scenario's `given` lines say of the server, or what holds without them.
record Given(Map<String, String> said) {
  static final DeviceId DEVICE = new DeviceId("IMEI:990012340056786");
  static final Account CLIENT = Account.of("nw410-786", "c1ient-Pa55");
  static final Account SERVER = Account.of("fota.example", "s3rver-Pa55");
  static final DeploymentId DEPLOYMENT = new DeploymentId("d1");
  static final String MODEL = "NW-410";
  private static final DmUri OBJECT = DmUri.of("./FwUpdate/FwPkg1");
  private static final String VERSION_NODE = "./DevDetail/FwV";
  private static final String PROFILE = "test";
  private static final PackageId PACKAGE = new PackageId("nw410");
  private static final String OLD = "NW410-2.3.1";
  private static final String NEW = "NW410-2.4.0";

  /// The nonce that the device gave in an earlier session.
  private static final Octets SERVER_NONCE = Octets.utf8("server-nonce-001");

  private static final Map<String, String> DEFAULTS =
      Map.ofEntries(
          Map.entry("server", "in-process"),
          Map.entry("client-auth", "none"),
          Map.entry("server-auth", "none"),
          Map.entry("device", "inspected"),
          Map.entry("strangers", "refuse"),
          Map.entry("deployment", "none"),
          Map.entry("operation", "download-and-update"),
          Map.entry("grouping", "sequence"),
          Map.entry("reply-limit", "1048576"),
          Map.entry("package-size", "40000"),
          Map.entry("create-object", "no"),
          Map.entry("root", "known"),
          Map.entry("reading", "gets"),
          Map.entry("nonce-counter", "0"),
          Map.entry("standby-code", "none"));

  Given {
    said = Map.copyOf(said);
    var unknown = new TreeSet<>(said.keySet());
    unknown.removeAll(DEFAULTS.keySet());
    if (!unknown.isEmpty())
      throw new IllegalArgumentException(
          "given " + unknown + " is unknown: there are " + new TreeSet<>(DEFAULTS.keySet()));
  }

  private String get(String key) {
    return said.getOrDefault(key, DEFAULTS.getOrDefault(key, ""));
  }

  /// Whether a whole server is wanted, over HTTP.
  boolean wantsRunningServer() {
    return get("server").equals("running");
  }

  UnknownDevices strangers() {
    return UnknownDevices.valueOf(upper(get("strangers")));
  }

  ModelProfile profile() {
    Map<Integer, Dialect.CodeMeaning> codes =
        get("standby-code").equals("none")
            ? Map.of()
            : Map.of(Integer.parseInt(get("standby-code")), Dialect.CodeMeaning.STANDBY);
    var dialect =
        new Dialect(
            get("root").equals("known") ? Optional.of(OBJECT) : Optional.empty(),
            Task.Grouping.valueOf(upper(get("grouping"))),
            get("create-object").equals("yes"),
            DmUri.of(VERSION_NODE),
            false,
            codes,
            Dialect.Reading.valueOf(upper(get("reading"))));
    return new ModelProfile(
        PROFILE,
        "for scenarios",
        List.of(),
        dialect,
        AuthScheme.valueOf(upper(get("client-auth"))),
        AuthScheme.valueOf(upper(get("server-auth"))),
        Long.parseLong(get("reply-limit")),
        true,
        deliveries(),
        List.of(get("operation").split("\\+")).stream()
            .map(name -> Operation.valueOf(upper(name)))
            .toList(),
        1 << 20,
        false);
  }

  private List<Delivery> deliveries() {
    if (!isOrdered()) return List.of(Delivery.DIRECT);
    return List.of(get("deployment").split("\\+")).stream()
        .map(name -> Delivery.valueOf(upper(name)))
        .toList();
  }

  /// The same profile as an operator writes it.
  String profileJson() {
    return """
        {"name": "%s", "description": "for scenarios", "matches": ["%s"],
         "object": {"root": "%s", "versionNode": "%s", "grouping": "%s", "createByAdd": %s,
                    "namesPackage": false, "resultCodes": {}, "reading": "%s"},
         "authentication": {"client": "%s", "server": "%s"}, "replyLimit": %s,
         "binaryAsBase64": true, "deliveries": [%s], "operations": [%s],
         "largestOverDm": 1048576, "allowUnverified": false}
        """
        .formatted(
            PROFILE,
            MODEL,
            OBJECT,
            VERSION_NODE,
            get("grouping"),
            get("create-object").equals("yes"),
            get("reading"),
            get("client-auth"),
            get("server-auth"),
            get("reply-limit"),
            quoted(isOrdered() ? get("deployment") : "direct"),
            quoted(get("operation")));
  }

  private static String quoted(String words) {
    return List.of(words.split("\\+")).stream()
        .map(word -> '"' + word + '"')
        .collect(Collectors.joining(", "));
  }

  /// What the server knows of the device.
  Optional<Device> device(Instant now) {
    if (get("device").equals("absent")) return Optional.empty();
    Device device =
        Device.enrolled(DEVICE, PROFILE, Optional.of(CLIENT), Optional.of(SERVER), now)
            .withInventory(Map.of("Mod", MODEL, Device.VERSION, OLD))
            .withNonces(SERVER_NONCE, Long.parseLong(get("nonce-counter")));
    return Optional.of(get("device").equals("inspected") ? device.withObject(object()) : device);
  }

  private static FumoObject object() {
    return new FumoObject(
        OBJECT,
        EnumSet.of(Part.DOWNLOAD, Part.UPDATE, Part.PKG_DATA, Part.DOWNLOAD_AND_UPDATE),
        Optional.of(10),
        Map.of(Operation.DOWNLOAD, "", Operation.DOWNLOAD_AND_UPDATE, ""));
  }

  boolean isOrdered() {
    return !get("deployment").equals("none");
  }

  Deployment deployment(Instant now) {
    return Deployment.scheduled(
        DEPLOYMENT, DEVICE, PACKAGE, NEW, Deployment.Wish.NONE, now, now.plus(Duration.ofDays(7)));
  }

  /// The package, with content of `${fill N}`.
  FirmwarePackage firmware(ContentStore content, Instant now) throws IOException {
    int size = Integer.parseInt(get("package-size"));
    byte[] octets = Filler.text(size).getBytes(StandardCharsets.US_ASCII);
    ContentStore.Stored stored = content.put(new ByteArrayInputStream(octets), size);
    return new FirmwarePackage(
        PACKAGE,
        "nw410-2.4.0",
        "Northwind Devices",
        MODEL,
        Optional.empty(),
        NEW,
        stored.sha256(),
        stored.size(),
        FirmwarePackage.OCTET_STREAM,
        true,
        false,
        now);
  }

  private static String upper(String word) {
    return word.replace('-', '_').toUpperCase(Locale.ROOT);
  }
}
